package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.device.maestro.FlowRunner;
import io.prodgate.device.maestro.MaestroProcess;
import io.prodgate.device.maestro.MaestroSettings;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Time;
import io.prodgate.journal.RunResult;
import io.prodgate.testing.FastMaestroInstallation;
import io.prodgate.testing.TinyApk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How near 60 flows come to what no schedule can beat, on 1, 2, 4 and 8 simulated devices at a real adb, with the stand-in for Maestro as
 * a process of its own: {@code ./mvnw -Pbench verify}. With {@code -Dbench.strict=true} a missed goal fails the build;
 * {@code -Dbench.devices=4 -Dbench.cells=first,batches -Dbench.hurry=20} measures something else, at another speed.
 */
class AppBench {
    private static final double GOAL = 1.10;
    private static final List<String> TABLE = new ArrayList<>();
    private static final int CALIBRATIONS = 5;
    private static final double FASTEST = 25;
    private static final double FAST = 14;
    private static final double SLOWEST = 7;
    private static final double SHARED = 56;

    @TempDir
    Path folder;

    /** What is measured. */
    private enum Cell {
        /** Durations are known of an earlier run. */
        KNOWN,
        /** Nothing is known but how many commands flows have. */
        FIRST,
        /** No data are cleared, so that several flows share a process. */
        BATCHES,
        /** Without prodgate: each device has a fixed share, dealt out in turn, which a loop works off. */
        SPLIT
    }

    static Stream<Integer> devices() {
        return Arrays.stream(System.getProperty("bench.devices", "1,2,4,8").split(",", -1))
                .map(Integer::valueOf);
    }

    /** On a single device there is nothing to be put in order or split. */
    private static List<Cell> cells(int devices) {
        return Arrays.stream(System.getProperty("bench.cells", "known,split").split(",", -1))
                .map(cell -> Cell.valueOf(cell.toUpperCase(Locale.ROOT)))
                .filter(cell -> devices > 1 || cell == Cell.KNOWN || cell == Cell.BATCHES)
                .toList();
    }

    /**
     * So fast that it ends in a minute or two, and so slow that two processors can start meanwhile what many devices have to start, and
     * that a start of the stand-in takes no longer than one of Maestro would.
     */
    private static double hurry(int devices) {
        double usual = devices == 1 ? FASTEST : Math.clamp(SHARED / devices, SLOWEST, FAST);
        return Double.parseDouble(System.getProperty("bench.hurry", String.valueOf(usual)));
    }

    @ParameterizedTest
    @MethodSource("devices")
    void sixtyFlows(int devices) throws Exception {
        BenchFlows flows = BenchFlows.hurried(hurry(devices));
        Map<Cell, Double> shares = new EnumMap<>(Cell.class);
        try (LabPhones phones = LabPhones.attach(folder.resolve("lab"), devices)) {
            FastMaestroInstallation maestro = FastMaestroInstallation.in(folder.resolve("maestro"));
            Duration own = own(maestro);
            maestro.faults(flows.starts(phones.serials(), own));
            for (Cell cell : cells(devices)) {
                Files.deleteIfExists(folder.resolve("maestro/log"));
                Duration took = measure(cell, flows, phones, maestro);
                double share = ratio(took, flows.bound(devices, cell != Cell.BATCHES));
                shares.put(cell, share);
                System.out.printf(
                        Locale.ROOT,
                        "%d devices, %s: %.1f s, %.3f of the bound; %s%n",
                        devices,
                        cell,
                        took.toMillis() / 1000.0,
                        share,
                        new BenchLog(maestro.log().read()));
            }
        }
        TABLE.add(row(devices, flows, shares));
        if (Boolean.getBoolean("bench.strict")) {
            shares.remove(Cell.SPLIT);
            assertThat(shares.values()).as("goal for " + devices).allMatch(share -> share <= GOAL);
        }
    }

    private static String row(int devices, BenchFlows flows, Map<Cell, Double> shares) {
        StringBuilder row = new StringBuilder(String.format(
                Locale.ROOT,
                "| %d | %.0f times | %.1f s |",
                devices,
                flows.hurry(),
                flows.bound(devices, true).toMillis() / 1000.0));
        for (Cell cell : Cell.values()) {
            row.append(shares.containsKey(cell) ? String.format(Locale.ROOT, " %.3f |", shares.get(cell)) : " – |");
        }
        return row.toString();
    }

    @AfterAll
    static void print() {
        System.out.printf(
                "%n| devices | as fast | bound | longest first | first run | several flows a process | static"
                        + " round-robin |%n|---|---|---|---|---|---|---|%n%s%n",
                String.join("\n", TABLE));
    }

    private static double ratio(Duration one, Duration other) {
        return (double) one.toNanos() / other.toNanos();
    }

    private Duration measure(Cell cell, BenchFlows flows, LabPhones phones, FastMaestroInstallation maestro)
            throws Exception {
        Path own = folder.resolve(cell.name());
        AppTrial trial = new AppTrial(own).time(Time.system()).production(phones.production());
        flows.write(own.resolve("flows"));
        phones.apk(own.resolve("app.apk"));
        if (cell == Cell.SPLIT) {
            return split(flows, own, phones, maestro);
        }
        if (cell != Cell.FIRST) {
            flows.writeHistory(own.resolve("history.json"));
        }
        if (cell == Cell.BATCHES) {
            trial.environment("SKIP_DATA_CLEANUP", "true");
        }
        Opened opened = new Opened(phones.devices(trial.time()), trial.time());
        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows, history: history.json, devices: { serials: ["
                        + String.join(", ", phones.serials()) + "] } }",
                opened,
                attempt -> runner(maestro, phones, attempt),
                trial.traffic());
        Duration took = Duration.between(opened.at(), trial.time().now());
        opened.close();
        assertThat(run.checks())
                .hasSize(flows.names().size() + 1)
                .extracting(RunResult.CheckResult::outcome)
                .containsOnly(Outcome.PASSED);
        return took;
    }

    private static FlowRunner runner(FastMaestroInstallation maestro, LabPhones phones, Attempt attempt) {
        return new MaestroProcess(
                new MaestroSettings(
                        maestro.program().toString(),
                        Json.mapper().createObjectNode(),
                        false,
                        false,
                        maestro.folder().resolve("work")),
                phones.environment(),
                attempt.log().redactor(),
                attempt.time());
    }

    /** What a user would do without us: a loop for each device, over every so-manieth flow. */
    private static Duration split(BenchFlows flows, Path own, LabPhones phones, FastMaestroInstallation maestro)
            throws Exception {
        List<String> serials = phones.serials();
        for (String serial : serials) {
            phones.adb()
                    .run("-s", serial, "install", "-r", own.resolve("app.apk").toString());
        }
        Instant began = Time.system().now();
        try (ExecutorService loops = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> all = IntStream.range(0, serials.size())
                    .<Callable<Boolean>>mapToObj(device -> () -> {
                        for (int i = device; i < flows.names().size(); i += serials.size()) {
                            phones.adb().run("-s", serials.get(device), "shell", "pm clear " + TinyApk.PACKAGE);
                            maestro(
                                    maestro,
                                    serials.get(device),
                                    own,
                                    flows.names().get(i));
                        }
                        return true;
                    })
                    .toList();
            for (Future<Boolean> loop : loops.invokeAll(all)) {
                assertThat(loop.get()).isTrue();
            }
        }
        return Duration.between(began, Time.system().now());
    }

    private static void maestro(FastMaestroInstallation maestro, String serial, Path own, String flow)
            throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                maestro.program().toString(),
                "--device",
                serial,
                "test",
                "--format",
                "junit",
                "--output",
                own.resolve(flow + ".xml").toString(),
                "--debug-output",
                own.resolve(flow).toString(),
                own.resolve("flows").resolve(flow + ".yaml").toString());
        builder.environment().put("JAVA_OPTS", "-Duser.home=" + own.resolve("home-" + serial));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(own.resolve(flow + ".txt").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** What a start of the stand-in takes when it does nothing. */
    private Duration own(FastMaestroInstallation maestro) throws Exception {
        Path idle = folder.resolve("idle");
        Files.createDirectories(idle.resolve("flows"));
        Files.writeString(idle.resolve("flows/nothing.yaml"), "appId: a.b\n---\n- launchApp\n");
        maestro(maestro, "emulator-1", idle, "nothing");
        Instant began = Time.system().now();
        for (int i = 0; i < CALIBRATIONS; i++) {
            maestro(maestro, "emulator-1", idle, "nothing");
        }
        return Duration.between(began, Time.system().now()).dividedBy(CALIBRATIONS);
    }
}
