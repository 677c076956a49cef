package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers without end, to many checks at the same time, in a process with little memory. */
@Timeout(120)
class GreedyChecksTest {
    private static final int CHECKS = 16;
    private static final int SERIES = 100_000;
    private static final int POINTS = 10_800;
    /** So many get as much as is just read. */
    private static final int MODEST = 4;

    private static final long MOST_KIB = 256 * 1024;

    @TempDir
    Path folder;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        HttpHandler prometheus = GreedyChecksTest::answer;
        server.createContext("/", prometheus);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void eachIsToldToAskForLessAndNoneTakesTheMemoryOfAll() throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GreedyChecks.class.getName(),
                        folder.toString(),
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        String.valueOf(CHECKS))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        List<String> lines = Files.readAllLines(output);
        assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
        assertThat(lines.stream().filter("[too-large]"::equals))
                .as(String.join("\n", lines))
                .hasSize(CHECKS - MODEST);
        assertThat(lines.stream().filter("[]"::equals)).hasSize(MODEST);
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> Long.parseLong(line.replaceAll("\\D", ""))))
                .allSatisfy(most -> assertThat(most).isLessThan(MOST_KIB));
        lines.stream().filter(line -> line.startsWith("VmHWM:")).forEach(System.out::println);
    }

    /** Mostly 100,000 series, with as many points each as are asked for: none of it stands in this process' memory either. */
    private static void answer(HttpExchange exchange) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean modest = asked.matches("(?s).*all_[0-" + (MODEST - 1) + "]\\b.*|.*up%7B.*");
        int points = modest ? 20 : asked.contains("step=1.") ? POINTS : 1;
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
            out.write("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                    .getBytes(StandardCharsets.UTF_8));
            byte[] point = "[1767355200,\"1\"]".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < (modest ? 9_900 : SERIES); i++) {
                out.write(((i == 0 ? "" : ",") + "{\"metric\":{\"i\":\"" + i + "\"},\"values\":[")
                        .getBytes(StandardCharsets.UTF_8));
                for (int j = 0; j < points; j++) {
                    if (j > 0) {
                        out.write(',');
                    }
                    out.write(point);
                }
                out.write("]}".getBytes(StandardCharsets.UTF_8));
            }
            out.write("]}}".getBytes(StandardCharsets.UTF_8));
        }
    }
}
