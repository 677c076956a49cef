package io.prodgate.lab.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/**
 * Sockets that can end as those of a process that is killed: at once. gRPC's server says good-bye instead and reads on until
 * its client is gone; a call that comes in between would get no answer until its deadline.
 */
final class MortalSockets extends ServerSocketFactory {
    private final Set<Socket> accepted = ConcurrentHashMap.newKeySet();

    /** Closes all that were accepted. */
    void cut() {
        for (Socket socket : accepted) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is as closed as it can be.
                continue;
            }
        }
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
                Socket socket = super.accept();
                accepted.add(socket);
                return socket;
            }
        };
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, 0);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        ServerSocket socket = createServerSocket();
        socket.bind(new InetSocketAddress(address, port), backlog);
        return socket;
    }
}
