package io.prodgate.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** An address that neither accepts nor refuses connections: its queue is full and nobody empties it. */
public final class SilentHost implements AutoCloseable {
    /** More than any system lets into a queue that was asked to hold one. */
    private static final int MORE_THAN_THE_QUEUE = 16;

    private final ServerSocket socket;
    private final List<SocketChannel> queue = new ArrayList<>();

    private SilentHost(ServerSocket socket) {
        this.socket = socket;
    }

    /** Takes a free port of this machine. */
    public static SilentHost open() throws IOException {
        SilentHost host = new SilentHost(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        for (int i = 0; i < MORE_THAN_THE_QUEUE; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            host.queue.add(channel);
            boolean ignoredAtOnce = channel.connect(host.socket.getLocalSocketAddress());
        }
        return host;
    }

    /** Where it is. */
    public URI url(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : queue) {
            channel.close();
        }
        socket.close();
    }
}
