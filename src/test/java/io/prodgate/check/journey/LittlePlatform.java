package io.prodgate.check.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook with a queue behind it, on loopback: signed tickets become jobs, jobs become notes. It misbehaves as a test tells it. */
final class LittlePlatform implements AutoCloseable {
    static final String SECRET = "shared-secret-of-the-webhook";

    final List<String> taken = new CopyOnWriteArrayList<>();
    final Set<String> lost = ConcurrentHashMap.newKeySet();
    final Set<String> twice = ConcurrentHashMap.newKeySet();
    /** Taken, but the connection is closed without an answer: once each. */
    final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    /** Not taken, and the connection is closed without an answer: once each. */
    final Set<String> dropped = ConcurrentHashMap.newKeySet();

    volatile boolean refusesForgedOnes = true;
    volatile boolean queuesRefusedOnes;
    final AtomicInteger limits = new AtomicInteger();

    private final Map<String, AtomicInteger> counted = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    LittlePlatform() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/webhook", this::webhook);
        server.createContext("/jobs/", this::job);
        server.createContext("/search/", this::search);
        server.createContext("/notes/", this::notes);
        server.createContext("/queue", exchange -> answer(exchange, 200, "{\"depth\": " + taken.size() + "}"));
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void webhook(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String ticket =
                new String(body, StandardCharsets.UTF_8).replaceFirst("(?s).*\"ticket\": *\"([^\"]*)\".*", "$1");
        boolean signed =
                ("sha256=" + hmac(body)).equals(exchange.getRequestHeaders().getFirst("X-Hub-Signature-256"));
        if (!signed && refusesForgedOnes) {
            if (queuesRefusedOnes) {
                taken.add(ticket);
            }
            answer(exchange, 401, "{}");
        } else if (dropped.remove(ticket)) {
            exchange.close();
        } else {
            taken.add(ticket);
            if (unanswered.remove(ticket)) {
                exchange.close();
            } else {
                answer(exchange, 202, "{\"job\": \"" + ticket + "\"}");
            }
        }
    }

    private void job(HttpExchange exchange) throws IOException {
        if (limits.getAndDecrement() > 0) {
            exchange.getResponseHeaders().set("Retry-After", "2");
            answer(exchange, 429, "{}");
            return;
        }
        String ticket = last(exchange);
        boolean done = taken.contains(ticket) && !lost.contains(ticket);
        answer(exchange, 200, "{\"state\": \"" + (done ? "done" : "queued") + "\"}");
    }

    private void search(HttpExchange exchange) throws IOException {
        String ticket = last(exchange);
        answer(exchange, 200, "{\"jobs\": [" + (taken.contains(ticket) ? '"' + ticket + '"' : "") + "]}");
    }

    /** The second note of a ticket is there from the second look on. */
    private void notes(HttpExchange exchange) throws IOException {
        String ticket = last(exchange);
        int looks = counted.computeIfAbsent(ticket, name -> new AtomicInteger()).incrementAndGet();
        answer(exchange, 200, "{\"notes\": [" + (twice.contains(ticket) && looks > 1 ? "1, 2" : "1") + "]}");
    }

    private static String last(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().replaceFirst(".*/", "");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String hmac(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
