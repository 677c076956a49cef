package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.device.maestro.FlowRunner;
import io.prodgate.device.maestro.MaestroProcess;
import io.prodgate.device.maestro.MaestroSettings;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Json;
import io.prodgate.journal.RunResult;
import io.prodgate.testing.FastMaestroInstallation;
import io.prodgate.testing.FastMaestroLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What goes wrong in a run of 12 flows with Maestro's stand-in as a process, by a seed, and what has to hold afterwards. In every second
 * run no data are cleared, so that flows share a process.
 */
final class ProcessChaos {
    private static final int FLOWS = 12;
    private static final String MISSED = "Assertion is false: \"Ticket sent\" is visible";
    private static final List<String> OF_STARTS =
            List.of("driver-timeout", "instrumentation-fails", "install-fails", "exits 1");

    private final Random random;
    private final boolean shared;
    private final Set<String> broken = new HashSet<>();

    /** The chaos of a seed. */
    ProcessChaos(int seed) {
        this.random = new Random(seed);
        this.shared = seed % 2 == 0;
    }

    /** {@code -Dchaos=100} makes so many runs, {@code -Dchaos.from=51} the later ones of them, {@code -Dchaos.seed=N} one. */
    static List<Integer> seeds(int usually) {
        Integer one = Integer.getInteger("chaos.seed");
        return one != null
                ? List.of(one)
                : IntStream.rangeClosed(Integer.getInteger("chaos.from", 1), Integer.getInteger("chaos", usually))
                        .boxed()
                        .toList();
    }

    private static String name(int number) {
        return "flow-%02d".formatted(number);
    }

    /** Whether flows share a process. */
    boolean shared() {
        return shared;
    }

    /** Puts the flows into the workspace. */
    void prepare(AppTrial trial) throws IOException {
        for (int i = 0; i < FLOWS; i++) {
            trial.flow(name(i));
        }
        if (shared) {
            trial.environment("SKIP_DATA_CLEANUP", "true");
        }
    }

    /**
     * At most two troubles a flow: one of its own, and one of a device's start.
     *
     * @param troubles those of flows
     */
    List<String> faults(List<String> troubles, List<String> serials) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < FLOWS; i++) {
            boolean fails = random.nextInt(6) == 0;
            if (fails) {
                broken.add(name(i));
            }
            boolean trouble = random.nextInt(3) == 0;
            for (int attempt = 1; attempt <= 12; attempt++) {
                String at = "flow=" + name(i) + " attempt=" + attempt + ": ";
                if (attempt == 1 && trouble) {
                    lines.add(at + troubles.get(random.nextInt(troubles.size())));
                } else if (fails) {
                    lines.add(at + "fails \"" + MISSED + "\"");
                }
            }
        }
        lines.add("device=" + serials.get(random.nextInt(serials.size())) + " start=" + (1 + random.nextInt(3)) + ": "
                + OF_STARTS.get(random.nextInt(OF_STARTS.size())));
        return lines;
    }

    /**
     * Maestro's stand-in, as the product runs Maestro.
     *
     * @param environment what it gets
     */
    static FlowRunner maestro(FastMaestroInstallation maestro, Map<String, String> environment, Attempt attempt) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", maestro.path());
        try {
            return new MaestroProcess(
                    new MaestroSettings(
                            maestro.program().toString(),
                            Json.mapper().createObjectNode(),
                            false,
                            false,
                            Files.createTempDirectory(maestro.folder(), "work")),
                    all,
                    attempt.log().redactor(),
                    attempt.time());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No flow is lost, none is counted twice, no failure of production is made up, every failure of the app is found. */
    void judge(RunResult run, List<FastMaestroLog.Entry> log) {
        assertThat(run.finished()).isTrue();
        assertThat(run.checks()).as("flows and the APK").hasSize(FLOWS + 1);
        for (int i = 0; i < FLOWS; i++) {
            judge(AppTrial.of(run, name(i)), name(i), log);
        }
    }

    private void judge(RunResult.CheckResult check, String flow, List<FastMaestroLog.Entry> log) {
        String told = flow + ": " + check.outcome() + ", " + check.explanation();
        assertThat(check.attempts())
                .as(told)
                .isNotEmpty()
                .allSatisfy(attempt -> assertThat(attempt.evidence())
                        .filteredOn(FlowRun.class::isInstance)
                        .hasSize(1));
        if (broken.contains(flow)) {
            assertThat(check.outcome()).as(told).isEqualTo(Outcome.FAILED);
        } else {
            assertThat(check.outcome()).as(told).isEqualTo(Outcome.PASSED);
            assertThat(check.attempts())
                    .as(told)
                    .noneMatch(attempt -> attempt.diagnosis()
                            .filter(diagnosis -> diagnosis.cause() == Cause.PRODUCTION)
                            .isPresent());
        }
        long missed = log.stream()
                .filter(entry -> entry.event() == FastMaestroLog.Event.FLOW_END)
                .filter(entry -> entry.flow().equals(flow) && entry.what().startsWith("Assertion is false"))
                .count();
        long found = AppTrial.evidence(check, FlowRun.class).stream()
                .filter(run -> run.message().startsWith("Assertion is false"))
                .count();
        assertThat(found).as(told).isLessThanOrEqualTo(missed);
        if (!shared) {
            // A process that is killed, or writes no report, takes along what others that share it had to tell: they go
            // again.
            assertThat(found).as(told).isEqualTo(missed);
        }
    }
}
