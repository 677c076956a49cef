package io.prodgate.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.testing.FakeToxiproxy;
import io.prodgate.testing.RawServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A production that can be broken in three ways: by a proxy, by an admin API and by scripts. It knows whether it is. */
final class BreakableProduction implements AutoCloseable {
    private static final String TOKEN = "token-of-the-admin";

    private final RawServer knowledgeBase = RawServer.greeting("known");
    private final FakeToxiproxy toxiproxy = new FakeToxiproxy("kb", knowledgeBase.port());
    private final HttpServer server;
    private final Path folder;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean held;
    private volatile boolean everHeld;
    private volatile int holdFrom = Integer.MAX_VALUE;
    private final CountDownLatch release = new CountDownLatch(1);

    /** A production whose scripts work in a folder. */
    BreakableProduction(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/ticket", exchange -> answer(exchange, 200));
        server.createContext("/workers", this::admin);
        server.start();
    }

    /** What a run needs in its environment. */
    static String token() {
        return TOKEN;
    }

    /** Anybody may hold the workers, so that a request of somebody who was killed counts; all else needs the token. */
    private void admin(HttpExchange exchange) throws IOException {
        boolean known = ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        int status = switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                held = true;
                everHeld = true;
                yield 204;
            }
            case "DELETE" -> {
                boolean was = held;
                held = held && !known;
                yield !known ? 401 : was ? 204 : 404;
            }
            default -> known ? 200 : 401;
        };
        answer(exchange, status);
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            byte[] said = (held ? "held" : "running").getBytes(StandardCharsets.UTF_8);
            requests.incrementAndGet();
            if (events() >= holdFrom) {
                await();
            }
            exchange.sendResponseHeaders(status, status == 204 ? -1 : said.length);
            if (status != 204) {
                exchange.getResponseBody().write(said);
            }
        }
    }

    private void await() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From so many events on no request of its own is answered until {@link #release}. */
    void holdFrom(int events) {
        holdFrom = events;
    }

    /** Answers everything again. */
    void release() {
        holdFrom = Integer.MAX_VALUE;
        release.countDown();
    }

    /** What a run has done so far: requests that came in, and lines of its journal. */
    int events() {
        return requests.get() + toxiproxy.calls().size() + lines(folder.resolve("run/events.jsonl"));
    }

    private static int lines(Path journal) {
        try {
            return Files.exists(journal)
                    ? (int) Files.readString(journal, StandardCharsets.ISO_8859_1)
                            .chars()
                            .filter(character -> character == '\n')
                            .count()
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is broken now. */
    boolean broken() {
        return held || !toxiproxy.harmless() || Files.exists(folder.resolve("stopped"));
    }

    /** Whether somebody broke it, or tried to. */
    boolean wasBroken() {
        return everHeld || toxiproxy.calls().stream().anyMatch(call -> call.startsWith("POST"));
    }

    /** The plan that breaks it in all ways, one after the other. */
    Path plan() throws IOException {
        return Files.writeString(
                folder.resolve("plan.yaml"), """
                    version: 1
                    production: { name: tickets, url: 'http://127.0.0.1:%d', settle: 0s }
                    controls: off
                    name-servers: off
                    secrets: { admin: '${env.ADMIN_TOKEN}' }
                    systems: { toxiproxy: { url: '%s' } }
                    stages:
                      - name: well
                        checks:
                          - http: { id: steady, get: /ticket, expect: { body: running } }
                      - name: broken
                        checks:
                          - fault:
                              id: slow
                              needs: [steady]
                              term: 5m
                              inject: { toxiproxy: { proxy: kb, toxic: latency, attributes: { latency: 100 } } }
                          - http: { id: under-slow, under: slow, get: /ticket, expect: { body: running } }
                          - fault: { id: down, needs: [slow], term: 5m, inject: { toxiproxy: { proxy: kb, down: true } } }
                          - http: { id: under-down, under: down, get: /ticket, expect: { body: running } }
                          - fault:
                              id: held
                              needs: [down]
                              term: 5m
                              inject:
                                http:
                                  make: { put: /workers }
                                  there: { get: /workers, says: held, headers: &token { Authorization: 'Bearer ${secret.admin}' } }
                                  undo: { delete: /workers, status: [204, 404], headers: *token }
                                  gone: { get: /workers, says: running, headers: *token }
                          - http: { id: under-held, under: held, get: /ticket, expect: { body: held } }
                          - fault:
                              id: stopped
                              needs: [held]
                              term: 5m
                              inject:
                                script: { make: touch stopped, there: test -e stopped, undo: rm -f stopped, gone: test ! -e stopped }
                          - http: { id: under-stopped, under: stopped, get: /ticket, expect: { body: running } }
                      - name: recovered
                        checks:
                          - http: { id: recovered, needs: [stopped], get: /ticket, expect: { body: running } }
                    """.formatted(server.getAddress().getPort(), toxiproxy.url()));
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        toxiproxy.close();
        knowledgeBase.close();
    }
}
