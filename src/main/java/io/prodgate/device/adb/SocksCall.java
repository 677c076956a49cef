package io.prodgate.device.adb;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a client of a SOCKS proxy asks for, as far as Java's do: to be connected with somebody.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1928">RFC 1928</a>
 */
final class SocksCall {
    private static final int VERSION = 5;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int DONE = 0;
    private static final int REFUSED = 5;

    private SocksCall() {}

    /**
     * Reads the call.
     *
     * @return who is called; empty if it is no such call
     */
    static Optional<InetSocketAddress> read(InputStream input, OutputStream output) throws IOException {
        if (input.read() != VERSION) {
            return Optional.empty();
        }
        bytes(input, bytes(input, 1)[0] & 0xff); // How the client can prove who it is: it need not.
        output.write(new byte[] {VERSION, 0});
        output.flush();
        byte[] head = bytes(input, 4);
        if (head[0] != VERSION || head[1] != CONNECT) {
            return Optional.empty();
        }
        Optional<InetAddress> address = switch (head[3]) {
            case IPV4 -> Optional.of(InetAddress.getByAddress(bytes(input, 4)));
            case IPV6 -> Optional.of(InetAddress.getByAddress(bytes(input, 16)));
            case NAME -> {
                byte[] name = bytes(input, bytes(input, 1)[0] & 0xff);
                yield Optional.of(InetAddress.getByName(new String(name, StandardCharsets.ISO_8859_1)));
            }
            default -> Optional.empty();
        };
        byte[] port = bytes(input, 2);
        return address.map(found -> new InetSocketAddress(found, (port[0] & 0xff) << 8 | (port[1] & 0xff)));
    }

    /** Tells the client whether it is connected. */
    static void answer(OutputStream output, boolean connected) throws IOException {
        output.write(new byte[] {VERSION, (byte) (connected ? DONE : REFUSED), 0, IPV4, 0, 0, 0, 0, 0, 0});
        output.flush();
    }

    private static byte[] bytes(InputStream input, int count) throws IOException {
        byte[] bytes = input.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the client hung up");
        }
        return bytes;
    }
}
