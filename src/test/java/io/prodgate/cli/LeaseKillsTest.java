package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.check.lease.LeaseFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whoever makes faults is killed at any moment, and no fault is left. Run with {@code -Dlease.kills=100} for more kills. */
class LeaseKillsTest {
    private static final int KILLS = Integer.getInteger("lease.kills", 2);
    private static final long SEED = Long.getLong("lease.seed", System.nanoTime());
    private static final String TOKEN = "Bearer token-of-the-admin";

    @TempDir
    private Path folder;

    private final Set<String> faults = ConcurrentHashMap.newKeySet();
    private HttpServer admin;
    private volatile Runnable onRequest = () -> {};

    @BeforeEach
    void start() throws IOException {
        admin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        admin.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        admin.createContext("/faults/", this::answer);
        admin.start();
    }

    @AfterEach
    void stop() {
        admin.stop(0);
    }

    @TestFactory
    Stream<DynamicTest> noFaultOutlivesWhoMadeIt() {
        Random random = new Random(SEED);
        return IntStream.rangeClosed(1, KILLS).mapToObj(round -> {
            int request = 1 + random.nextInt(40);
            boolean atOnce = random.nextBoolean();
            return DynamicTest.dynamicTest(
                    "%d of %d (seed %d): at request %d, %s"
                            .formatted(round, KILLS, SEED, request, atOnce ? "before its answer" : "after it"),
                    () -> kill(folder.resolve("state-" + round), request, atOnce));
        });
    }

    private void kill(Path state, int request, boolean atOnce) throws Exception {
        CountDownLatch seen = new CountDownLatch(request);
        CountDownLatch killed = new CountDownLatch(1);
        onRequest = () -> {
            seen.countDown();
            if (seen.getCount() == 0 && atOnce) {
                await(killed);
            }
        };
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FaultMaker.class.getName(),
                        plan().toString(),
                        base())
                .inheritIO();
        builder.environment().put("PRODGATE_STATE", state.toString());
        builder.environment().put("ADMIN_TOKEN", "token-of-the-admin");
        Process maker = builder.start();
        assertThat(seen.await(60, TimeUnit.SECONDS)).as("the faults are made").isTrue();
        List<ProcessHandle> guards = maker.descendants().toList();
        assertThat(guards).as("somebody watches").isNotEmpty();
        maker.destroyForcibly().waitFor();
        killed.countDown();
        onRequest = () -> {};
        for (ProcessHandle guard : guards) {
            guard.onExit().get(60, TimeUnit.SECONDS);
        }

        String told = Files.readString(state.resolve("guard.log"));
        assertThat(faults).as(told).isEmpty();
        assertThat(new LeaseFolder(state).all()).as(told).isEmpty();
        assertThat(told).doesNotContain("NOT UNDONE", "token-of-the-admin");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes, removes and shows faults. Whoever made one was not asked for a token, so that a killed PUT may still arrive. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String fault = exchange.getRequestURI().getPath();
            boolean make = exchange.getRequestMethod().equals("PUT");
            if (make) {
                faults.add(fault);
            }
            onRequest.run();
            int status = make ? 204 : withToken(exchange, fault);
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private int withToken(HttpExchange exchange, String fault) {
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return 401;
        }
        return switch (exchange.getRequestMethod()) {
            case "DELETE" -> faults.remove(fault) ? 204 : 404;
            case "GET" -> faults.contains(fault) ? 200 : 404;
            default -> 405;
        };
    }

    private Path plan() throws IOException {
        return Files.writeString(folder.resolve("plan.yaml"), """
            version: 1
            production: { name: tickets, url: '%s' }
            secrets: { admin: '${env.ADMIN_TOKEN}' }
            stages: [ { name: one, checks: [ { http: { get: /faults/0 } } ] } ]
            """.formatted(base()));
    }

    private String base() {
        return "http://" + admin.getAddress().getHostString() + ":"
                + admin.getAddress().getPort();
    }
}
