package io.prodgate.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP server on loopback that does to every connection what a test tells it to, however rude. */
public final class RawServer implements AutoCloseable {
    /** What is done to one connection; it is closed afterwards. */
    @FunctionalInterface
    public interface Manner {
        void treat(Socket connection, int number) throws IOException, InterruptedException;
    }

    /** What is done to one connection whose first request's head was read. */
    @FunctionalInterface
    public interface Answer {
        void to(Socket connection, String head) throws IOException, InterruptedException;
    }

    private final ServerSocket listening;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** When a connection gets its treatment. */
    private enum When {
        AT_ONCE,
        AFTER_THE_REQUEST,
        AFTER_EACH_REQUEST
    }

    private final When when;

    /** What is done to a connection, knowing all there is to know. */
    @FunctionalInterface
    private interface Treatment {
        void treat(Socket connection, int number, String head) throws IOException, InterruptedException;
    }

    private RawServer(Treatment treatment, When when) {
        this.when = when;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> accept(treatment));
    }

    /** Starts a server. */
    public static RawServer doing(Manner manner) {
        return new RawServer((connection, number, head) -> manner.treat(connection, number), When.AFTER_THE_REQUEST);
    }

    /** Starts a server that treats a connection by what it asks first. */
    public static RawServer withHeads(Answer answer) {
        return new RawServer((connection, number, head) -> answer.to(connection, head), When.AFTER_THE_REQUEST);
    }

    /** Starts a server that does this after each request of a connection, until it closes it. */
    public static RawServer onEachRequest(Manner manner) {
        return new RawServer((connection, number, head) -> manner.treat(connection, number), When.AFTER_EACH_REQUEST);
    }

    /** Reads one request's head, then sends these bytes and closes. */
    public static RawServer answering(String bytes) {
        return doing((connection, number) -> write(connection, bytes));
    }

    /** Sends these bytes to whoever connects, without waiting for a request, and closes. */
    public static RawServer greeting(String bytes) {
        return new RawServer((connection, number, head) -> write(connection, bytes), When.AT_ONCE);
    }

    /** Answers every request of every connection with a text, keeping connections open. */
    public static RawServer alwaysSaying(String body) {
        String answer =
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        return onEachRequest((connection, number) -> write(connection, answer));
    }

    /** Resets (RST) each connection after the request was read. */
    public static RawServer resetting() {
        return doing((connection, number) -> connection.setOption(StandardSocketOptions.SO_LINGER, 0));
    }

    /** Reads the request and says nothing until it is closed. */
    public static RawServer silent() {
        CountDownLatch never = new CountDownLatch(1);
        return doing((connection, number) -> never.await());
    }

    /** The server's address: {@code http://127.0.0.1:port}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** How many connections came in. */
    public int connections() {
        return connections.get();
    }

    /** The heads of the requests that came in: request line and headers. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    private void accept(Treatment treatment) {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                open.add(connection);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> treat(connection, number, treatment));
            } catch (IOException e) {
                // The test is over.
                return;
            }
        }
    }

    private void treat(Socket connection, int number, Treatment treatment) {
        try (connection) {
            boolean more;
            do {
                String head = when == When.AT_ONCE ? "" : readHead(connection);
                if (!head.isEmpty()) {
                    heads.add(head);
                }
                treatment.treat(connection, number, head);
                more = when == When.AFTER_EACH_REQUEST && !head.isEmpty() && !connection.isClosed();
            } while (more);
        } catch (IOException e) {
            // The client has gone, or the test is over.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(connection);
        }
    }

    /** Reads up to the empty line that ends a head; what it has if the client ends first. */
    public static String readHead(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        StringBuilder head = new StringBuilder();
        int next = in.read();
        while (next >= 0) {
            head.append((char) next);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                break;
            }
            next = in.read();
        }
        return head.toString();
    }

    /** Sends a text as it is. */
    public static void write(Socket connection, String text) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
