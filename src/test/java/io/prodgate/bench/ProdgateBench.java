package io.prodgate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What prodgate costs, measured on {@code ./prodgate} as users start it: {@code ./mvnw -Pbench verify}. A missed goal is
 * printed; with {@code -Dbench.strict=true} it fails the build.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProdgateBench {
    private static final OptionalLong NO_GOAL = OptionalLong.empty();
    private static final String LAUNCHER = Path.of("prodgate").toAbsolutePath().toString();
    private static final Results RESULTS = new Results(Machine.here());

    @TempDir
    static Path folder;

    private static Stopwatch stopwatch = new Stopwatch(Path.of(""), Map.of());
    private static Nginx nginx;

    @BeforeAll
    static void startNginx() throws IOException, InterruptedException {
        stopwatch = new Stopwatch(folder, Map.of("NO_COLOR", "1"));
        nginx = Nginx.start(Files.createDirectory(folder.resolve("nginx")));
    }

    @AfterAll
    static void report() throws IOException, InterruptedException {
        if (nginx != null) {
            nginx.close();
        }
        Path file = Path.of("target/bench/results.json");
        RESULTS.write(file);
        System.out.printf("%n%s%n%s%n", RESULTS.table(), file);
        if (Boolean.getBoolean("bench.strict")) {
            assertThat(RESULTS.missed()).as("goals missed").isEmpty();
        }
    }

    @Test
    @Order(1)
    void version() throws Exception {
        RESULTS.add(stopwatch.measure("--version", 2, 10, OptionalLong.of(300), List.of(LAUNCHER, "--version")));
    }

    @Test
    @Order(2)
    void oneCheck() throws Exception {
        RESULTS.add(stopwatch.measure("run, 1 check", 2, 10, OptionalLong.of(550), run(plan(1, 1))));
    }

    @Test
    @Order(3)
    void thousandChecksOneByOne() throws Exception {
        RESULTS.add(stopwatch.measure("run, 1,000 checks, 1 at a time", 1, 3, NO_GOAL, run(plan(1_000, 1))));
    }

    @Test
    @Order(4)
    void thousandChecksSixteenAtATime() throws Exception {
        RESULTS.add(stopwatch.measure("run, 1,000 checks, 16 at a time", 1, 3, NO_GOAL, run(plan(1_000, 16))));
    }

    @Test
    @Order(5)
    void tenThousandChecksInASmallHeap() throws Exception {
        Stopwatch small = new Stopwatch(folder, Map.of("NO_COLOR", "1", "PRODGATE_JAVA_OPTS", "-Xmx256m"));
        RESULTS.add(small.measure("run, 10,000 checks, 16 at a time, -Xmx256m", 0, 1, NO_GOAL, run(plan(10_000, 16))));
    }

    @Test
    @Order(6)
    void mergingThousandShardsInASmallHeap() throws Exception {
        Path shards = ShardFolders.write(folder.resolve("shards"), 1_000, 10);
        Stopwatch small = new Stopwatch(folder, Map.of("NO_COLOR", "1", "PRODGATE_JAVA_OPTS", "-Xmx128m"));
        RESULTS.add(small.measure(
                "merge, 1,000 shards, 10,000 checks, -Xmx128m",
                1,
                3,
                OptionalLong.of(5_000),
                List.of(LAUNCHER, "merge", shards.toString())));
    }

    /** Without {@code --out}: each run takes a folder of its own below the current one. */
    private static List<String> run(Path plan) {
        return List.of(LAUNCHER, "run", plan.toString());
    }

    /** A plan of so many checks; plans may have 1 MiB, so that a check is one short line. */
    private static Path plan(int checks, int parallel) throws IOException {
        StringBuilder plan = new StringBuilder("""
            version: 1
            production:
              name: bench
              url: %s
            controls: off
            parallel: %d
            stages:
              - name: all
                checks:
            """.formatted(nginx.url(), parallel));
        for (int i = 0; i < checks; i++) {
            plan.append("      - http: { get: /").append(i).append(", expect: { status: 200, $.status: up } }\n");
        }
        return Files.writeString(folder.resolve("%d-%d.yaml".formatted(checks, parallel)), plan);
    }
}
