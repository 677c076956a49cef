package io.prodgate.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port that is held and refuses every connection: a socket that is bound but does not listen, so that nobody else on
 * the machine gets the port and answers there by chance.
 */
final class ClosedDoor implements Door {
    private final Socket socket;

    private ClosedDoor(Socket socket) {
        this.socket = socket;
    }

    /** Takes a port. */
    static ClosedDoor hold(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.bind(address);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return new ClosedDoor(socket);
    }

    @Override
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
