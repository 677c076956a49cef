package io.prodgate.lab.adb;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Version 2 of adb's shell protocol: packets that tell stdout from stderr, and an exit code. */
final class ShellProtocol {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int EXIT = 3;
    private static final int HEADER = 5;

    private final Channel channel;
    private final OutputStream out;

    ShellProtocol(Channel channel) {
        this.channel = channel;
        this.out = channel.out();
    }

    OutputStream stdout() {
        return new Packets(STDOUT);
    }

    OutputStream stderr() {
        return new Packets(STDERR);
    }

    /** What adb sends as standard input; other packets, such as the size of its window, are left out. */
    InputStream stdin() {
        DataInputStream in = new DataInputStream(channel.in());
        return new InputStream() {
            private int left;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                while (left == 0) {
                    int kind = in.read();
                    if (kind < 0) {
                        return -1;
                    }
                    int size = Integer.reverseBytes(in.readInt());
                    if (kind == STDIN) {
                        left = size;
                    } else {
                        in.skipNBytes(size);
                        if (kind != 5) {
                            return -1;
                        }
                    }
                }
                int read = in.read(bytes, offset, Math.min(length, left));
                left -= Math.max(read, 0);
                return read;
            }
        };
    }

    void exit(int code) throws IOException {
        packet(EXIT, new byte[] {(byte) code}, 0, 1);
    }

    private void packet(int kind, byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
        packet.put((byte) kind).putInt(length).put(bytes, offset, length);
        synchronized (out) {
            out.write(packet.array());
        }
    }

    private final class Packets extends OutputStream {
        private final int kind;

        Packets(int kind) {
            this.kind = kind;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0) {
                packet(kind, bytes, offset, length);
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
