package io.prodgate.lab.adb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** adb's file transfer: push, pull and what they ask before. Version 1, which every adb knows. */
final class SyncService {
    private static final int MOST_DATA = 64 * 1024;
    private static final int REGULAR_FILE = 0100644;
    private static final int FOLDER = 0040755;

    private final Files files;

    SyncService(Files files) {
        this.files = files;
    }

    void serve(Channel channel) throws IOException {
        DataInputStream in = new DataInputStream(channel.in());
        OutputStream out = channel.out();
        while (true) {
            byte[] kind = in.readNBytes(4);
            if (kind.length < 4) {
                return;
            }
            String path = new String(in.readNBytes(number(in)), UTF_8);
            switch (new String(kind, US_ASCII)) {
                case "STAT" -> stat(path, out);
                case "SEND" -> push(path, in, out);
                case "RECV" -> pull(path, out);
                case "LIST" -> out.write(header("DONE", 0, 0, 0, 0));
                case "QUIT" -> {
                    return;
                }
                default -> {
                    fail("unknown sync request", out);
                    return;
                }
            }
        }
    }

    private void stat(String path, OutputStream out) throws IOException {
        int size = files.read(path).map(content -> content.length).orElse(0);
        int mode = files.read(path).isPresent() ? REGULAR_FILE : files.isFolder(path) ? FOLDER : 0;
        out.write(header("STAT", mode, size, 1));
    }

    private void push(String pathAndMode, DataInputStream in, OutputStream out) throws IOException {
        int comma = pathAndMode.lastIndexOf(',');
        String path = comma < 0 ? pathAndMode : pathAndMode.substring(0, comma);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (true) {
            String kind = new String(in.readNBytes(4), US_ASCII);
            int number = number(in);
            if (kind.equals("DATA")) {
                content.write(in.readNBytes(number));
            } else if (kind.equals("DONE")) {
                files.write(path, content.toByteArray());
                out.write(header("OKAY", 0));
                return;
            } else {
                fail("invalid data message", out);
                return;
            }
        }
    }

    private void pull(String path, OutputStream out) throws IOException {
        Optional<byte[]> content = files.read(path);
        if (content.isEmpty()) {
            fail("No such file or directory", out);
            return;
        }
        byte[] bytes = content.get();
        for (int start = 0; start < bytes.length; start += MOST_DATA) {
            byte[] part = Arrays.copyOfRange(bytes, start, Math.min(start + MOST_DATA, bytes.length));
            out.write(header("DATA", part.length));
            out.write(part);
        }
        out.write(header("DONE", 0));
    }

    private static void fail(String message, OutputStream out) throws IOException {
        out.write(header("FAIL", message.length()));
        out.write(message.getBytes(UTF_8));
    }

    private static int number(DataInputStream in) throws IOException {
        return Integer.reverseBytes(in.readInt());
    }

    private static byte[] header(String kind, int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(kind.getBytes(US_ASCII));
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }
}
