package io.prodgate.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP proxy on loopback: opens tunnels (CONNECT) and forwards plain requests, always to one port of this machine, whatever host
 * was named, so that made-up names can be asked through it.
 */
public final class TestProxy implements AutoCloseable {
    private final RawServer server;
    private final Optional<String> authorization;
    private final int target;

    private TestProxy(int target, Optional<String> authorization) {
        this.target = target;
        this.authorization = authorization;
        server = RawServer.withHeads(this::serve);
    }

    /** A proxy for everybody. */
    public static TestProxy to(int port) {
        return new TestProxy(port, Optional.empty());
    }

    /**
     * A proxy that answers 407 to everybody else.
     *
     * @param authorization the value of Proxy-Authorization that it wants
     */
    public static TestProxy to(int port, String authorization) {
        return new TestProxy(port, Optional.of(authorization));
    }

    /** {@code host:port} of the proxy. */
    public String address() {
        return "127.0.0.1:" + server.port();
    }

    /** The heads of the requests that came in, those within tunnels not included. */
    public List<String> heads() {
        return server.heads();
    }

    private void serve(Socket client, String head) throws IOException, InterruptedException {
        if (authorization.isPresent() && !head.contains("Proxy-Authorization: " + authorization.get() + "\r\n")) {
            RawServer.write(
                    client,
                    "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }
        try (Socket there = new Socket(InetAddress.getLoopbackAddress(), target)) {
            if (head.startsWith("CONNECT ")) {
                RawServer.write(client, "HTTP/1.1 200 Connected\r\n\r\n");
            } else {
                RawServer.write(there, inOriginForm(head));
            }
            Thread back = Thread.ofVirtual().start(() -> copy(there, client));
            copy(client, there);
            back.join();
        }
    }

    /** A proxy is asked with the whole URL, a server with the path (RFC 9112 section 3.2). */
    private static String inOriginForm(String head) {
        String[] words = head.split(" ", 3);
        return words[0] + " " + URI.create(words[1]).getRawPath() + " " + words[2];
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has gone: the tunnel ends.
            return;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
