package io.prodgate.lab.adb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One message of adb's protocol: 24 bytes of header, then data.
 *
 * @param command four letters as a number, little-endian
 * @param first the first argument: version, or the sender's stream
 * @param second the second argument: the largest data, or the receiver's stream
 * @param data never longer than {@link #MAXIMUM}
 */
record Message(int command, int first, int second, byte[] data) {
    static final int CONNECT = code("CNXN");
    static final int AUTHENTICATE = code("AUTH");
    static final int OPEN = code("OPEN");
    static final int READY = code("OKAY");
    static final int CLOSE = code("CLSE");
    static final int WRITE = code("WRTE");

    /** The version from which on nobody checks the sum of the data. */
    static final int VERSION = 0x0100_0001;

    /** Most bytes of data in a message, told when connecting. */
    static final int MAXIMUM = 256 * 1024;

    private static final int HEADER = 24;

    static Message of(int command, int first, int second) {
        return new Message(command, first, second, new byte[0]);
    }

    /** The next message; empty if the other side has closed the connection between two of them. */
    static Optional<Message> read(DataInputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length == 0) {
            return Optional.empty();
        }
        if (header.length < HEADER) {
            throw new EOFException("a message of adb ends in its header");
        }
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int command = fields.getInt();
        int first = fields.getInt();
        int second = fields.getInt();
        int length = fields.getInt();
        if (length < 0 || length > 4 * MAXIMUM) {
            throw new IOException("a message of adb with " + length + " bytes of data");
        }
        byte[] data = new byte[length];
        in.readFully(data);
        return Optional.of(new Message(command, first, second, data));
    }

    /** Writes the message at once. */
    void write(OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(command).putInt(first).putInt(second).putInt(data.length);
        bytes.putInt(sum()).putInt(~command).put(data);
        out.write(bytes.array());
        out.flush();
    }

    private int sum() {
        int sum = 0;
        for (byte one : data) {
            sum += one & 0xFF;
        }
        return sum;
    }

    private static int code(String letters) {
        return ByteBuffer.wrap(letters.getBytes(US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }
}
