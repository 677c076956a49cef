package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.prodgate.testing.Nginx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 500 requests of 64 callers through servers that limit, with one and the same setting, known and unknown, cold and warm: part of
 * {@code ./mvnw -Pbench verify}. Prints a table; a missed goal is printed as such.
 */
class PaceBench {
    private static final int REQUESTS = 500;
    private static final int CALLERS = 64;
    private static final int MOST_REFUSED = 10;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    static Path folder;

    /** A server that counts what it refuses. */
    private interface Limited extends AutoCloseable {
        URI url();

        int refused() throws Exception;

        @Override
        void close();
    }

    @Test
    void knownAndUnknownLimitsOfNginxAndWindows() throws Exception {
        System.out.printf("%n%-28s %-8s %5s %9s %9s%n", "server", "limit", "", "of ideal", "refused");
        for (int rate : rates()) {
            for (boolean known : List.of(true, false)) {
                double unburst = 1000.0 / Math.ceilDiv(1000, rate);
                measure("nginx, no burst", rate, unburst, 0.97, known, nginx(rate, ""));
                measure("nginx, burst of 10", rate, rate, 0.97, known, nginx(rate, " burst=10 nodelay"));
                PacedServer.SlidingWindow sliding = new PacedServer.SlidingWindow(rate, SECOND, true);
                measure("any second", rate, rate, 0.97, known, java(sliding, 0));
                PacedServer.SlidingWindow far = new PacedServer.SlidingWindow(rate, SECOND, true);
                measure("any second, 30 ms away", rate, rate, 0.96, known, java(far, 30));
                measure(
                        "each second",
                        rate,
                        rate,
                        0.97,
                        known,
                        java(new PacedServer.FixedWindow(rate, SECOND, true), 0));
            }
        }
    }

    /** {@code -Dbench.rates=10} measures others: at 10/s each row takes 50 seconds. */
    private static int[] rates() {
        return Stream.of(System.getProperty("bench.rates", "50,300").split(",", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static void measure(String name, int rate, double best, double goal, boolean known, Limited server)
            throws Exception {
        Doors doors = Doors.to(server.url());
        try (server;
                HttpTraffic traffic = (known ? doors.rate(rate, SECOND) : doors).open();
                ExecutorService callers =
                        Executors.newFixedThreadPool(CALLERS, Thread.ofVirtual().factory())) {
            for (String state : List.of("cold", "warm")) {
                int before = server.refused();
                long began = System.nanoTime();
                assertThat(passed(traffic, server.url(), callers)).isEqualTo(REQUESTS);
                double share = REQUESTS / best / ((System.nanoTime() - began) / 1e9);
                int refused = server.refused() - before;
                System.out.printf(
                        "%-28s %-8s %5s %8.1f%% %9d %s%n",
                        name + ", " + rate + "/s",
                        known ? "known" : "unknown",
                        state,
                        share * 100,
                        refused,
                        share < goal || refused > MOST_REFUSED ? "MISSED" : "");
            }
        }
    }

    private static long passed(HttpTraffic traffic, URI url, ExecutorService callers) throws Exception {
        List<Callable<Reply>> calls = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            calls.add(() -> traffic.exchange(
                    Doors.get(url, "/"), Doors.log(), Instant.now().plusSeconds(120)));
        }
        long passed = 0;
        for (Future<Reply> reply : callers.invokeAll(calls)) {
            passed += reply.get() instanceof Reply.Answer answer
                            && answer.exchange().status() == 204
                    ? 1
                    : 0;
        }
        return passed;
    }

    private static Limited nginx(int rate, String burst) throws Exception {
        Path own = Files.createTempDirectory(folder, "nginx");
        Path log = own.resolve("access.log");
        Nginx nginx = Nginx.plain(
                own,
                "limit_req_zone $binary_remote_addr zone=z:1m rate=" + rate + "r/s; log_format status $status;",
                "access_log " + log + " status; limit_req zone=z" + burst + "; limit_req_status 429;"
                        + " location / { root /usr/share; try_files /nothing =204; }");
        return new Limited() {
            @Override
            public URI url() {
                return nginx.url();
            }

            @Override
            public int refused() throws Exception {
                try (Stream<String> lines = Files.lines(log)) {
                    return (int) lines.filter("429"::equals).count();
                }
            }

            @Override
            public void close() {
                nginx.close();
            }
        };
    }

    private static Limited java(PacedServer limit, int latencyMillis) throws Exception {
        AtomicInteger refused = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            Optional<Limit> hit;
            synchronized (limit) {
                hit = limit.arrives(System.nanoTime());
            }
            limit.toldWindow()
                    .ifPresent(window -> exchange.getResponseHeaders()
                            .add(
                                    "RateLimit-Policy",
                                    "\"all\";q=" + Math.round(limit.bestRate()) + ";w=" + window.toSeconds()));
            hit.flatMap(Limit::pause)
                    .ifPresent(pause ->
                            exchange.getResponseHeaders().add("Retry-After", String.valueOf(pause.toSeconds())));
            try {
                Thread.sleep(latencyMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            refused.addAndGet(hit.isPresent() ? 1 : 0);
            exchange.sendResponseHeaders(hit.isPresent() ? 429 : 204, -1);
            exchange.close();
        });
        server.start();
        return new Limited() {
            @Override
            public URI url() {
                return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            }

            @Override
            public int refused() {
                return refused.get();
            }

            @Override
            public void close() {
                server.stop(0);
            }
        };
    }
}
