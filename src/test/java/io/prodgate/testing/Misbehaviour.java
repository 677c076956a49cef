package io.prodgate.testing;

import io.prodgate.testing.ProductionCase.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Productions of every bad kind, and what they answer. */
public final class Misbehaviour {
    /** {@code {"state": "up"}}, as it should be. */
    public static final String GOOD = answer(200, "application/json", "{\"state\": \"up\"}");

    private Misbehaviour() {}

    /** Answers everybody with these bytes. */
    public static Callable<Server> says(String answer) {
        return () -> Server.of(RawServer.answering(answer));
    }

    /** Does this to every connection. */
    public static Callable<Server> manner(RawServer.Manner manner) {
        return () -> Server.of(RawServer.doing(manner));
    }

    /** Begins an answer and never comes to its end. */
    public static Callable<Server> dripping() {
        CountDownLatch never = new CountDownLatch(1);
        return manner((connection, number) -> {
            RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            do {
                RawServer.write(connection, "x");
            } while (!never.await(50, TimeUnit.MILLISECONDS));
        });
    }

    /** Nothing listens until {@code start}; then everything is good. */
    public static Callable<Server> late(CountDownLatch start) {
        return () -> {
            int port = deadPortNumber();
            List<ServerSocket> listening = new CopyOnWriteArrayList<>();
            Thread thread = Thread.ofVirtual().start(() -> {
                try (ServerSocket socket = new ServerSocket()) {
                    listening.add(socket);
                    start.await();
                    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    while (true) {
                        try (Socket connection = socket.accept()) {
                            RawServer.readHead(connection);
                            RawServer.write(connection, GOOD);
                        }
                    }
                } catch (IOException e) {
                    // The test is over.
                    return;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            return new Server(
                    URI.create("http://127.0.0.1:" + port),
                    () -> {
                        thread.interrupt();
                        for (ServerSocket socket : listening) {
                            socket.close();
                        }
                        thread.join();
                    },
                    run -> {});
        };
    }

    /** Answers with a JSON body that is packed with gzip. */
    public static Callable<Server> gzipped(String body) {
        return manner((connection, number) -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
            RawServer.write(
                    connection,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nConnection: close\r\nContent-Length: "
                            + packed.size() + "\r\n\r\n" + packed.toString(StandardCharsets.ISO_8859_1));
        });
    }

    /** An address at which nobody listens. */
    public static Callable<Server> deadPort() {
        return () -> new Server(URI.create("http://127.0.0.1:" + deadPortNumber()), () -> {}, run -> {});
    }

    /** A port of loopback at which nobody listens. */
    public static int deadPortNumber() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An error of the application. */
    public static String error() {
        return answer(500, "text/plain", "oops");
    }

    /** A redirect. */
    public static String redirect(String location) {
        return "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }

    /** A rate limit, with a header that tells more. */
    public static String limit(String header) {
        return "HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\n" + header + "\r\nContent-Length: 0\r\n\r\n";
    }

    /** A second from then, as a server tells it whose clock is an hour ahead. */
    public static String untilDate() {
        ZonedDateTime there = ZonedDateTime.now(ZoneOffset.UTC).plusHours(1);
        return "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(there) + "\r\nRetry-After: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(there.plusSeconds(1));
    }

    /** An answer; the body's characters are its bytes. */
    public static String answer(int status, String type, String body) {
        return "HTTP/1.1 " + status + " Any\r\nConnection: close\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }
}
