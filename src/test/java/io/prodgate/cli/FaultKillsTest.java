package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.lease.Lease;
import io.prodgate.check.lease.LeaseFolder;
import io.prodgate.testing.SideBySide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that break a production, killed with SIGKILL at any moment, some of them together with their guard: no fault is left, and no guard.
 * {@code -Dfault.kills=100} for more kills; {@code -Dfault.seed} for the same moments, as far as a machine can.
 */
class FaultKillsTest {
    private static final int KILLS = Integer.getInteger("fault.kills", 2);
    private static final long SEED = Long.getLong("fault.seed", System.nanoTime());
    private static final int MINUTES = 3;

    @TempDir
    private static Path folder;

    private static final SideBySide<Kill> ROUNDS = new SideBySide<>();

    private final Map<String, Integer> told = new ConcurrentSkipListMap<>();

    /** Who has to undo what a killed run left. */
    private enum Undoer {
        GUARD,
        RECOVER,
        NEXT_RUN
    }

    /**
     * How a run is killed.
     *
     * @param event when: from what a run has done by then
     * @param held whether requests are not answered any more from then on
     * @param undoer the guard; or somebody else, as the guard is killed, too
     */
    private record Kill(int event, boolean held, Undoer undoer) {
        static Kill any(int most, Random random) {
            Undoer[] undoers = Undoer.values();
            return new Kill(1 + random.nextInt(most), random.nextBoolean(), undoers[random.nextInt(undoers.length)]);
        }
    }

    @TestFactory
    Stream<DynamicTest> noFaultOutlivesARunThatIsKilled() throws Exception {
        int whole = whole();
        Random random = new Random(SEED);
        // A list: all rounds begin before the first is waited for.
        List<DynamicTest> rounds = IntStream.rangeClosed(1, KILLS)
                .mapToObj(round -> {
                    Kill kill = Kill.any(whole, random);
                    String name = "%d of %d (seed %d): %s".formatted(round, KILLS, SEED, kill);
                    ROUNDS.begin(name, () -> {
                        round(folder.resolve("round-" + round), kill);
                        return kill;
                    });
                    return DynamicTest.dynamicTest(name, () -> ROUNDS.ended(name));
                })
                .toList();
        return Stream.concat(
                rounds.stream(),
                Stream.of(DynamicTest.dynamicTest(
                        "what the kills met",
                        () -> System.out.println("fault kills: " + KILLS + ", seed " + SEED + ": " + told))));
    }

    @AfterAll
    static void stop() {
        ROUNDS.close();
    }

    /** How much a run does that is not killed. */
    private int whole() throws Exception {
        Path round = folder.resolve("whole");
        try (BreakableProduction production = new BreakableProduction(round)) {
            Process run = run(production, round);
            assertThat(run.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(run.exitValue()).as(Files.readString(output(round))).isZero();
            assertThat(production.wasBroken()).isTrue();
            assertThat(production.broken()).isFalse();
            return production.events();
        }
    }

    private void round(Path round, Kill kill) throws Exception {
        try (BreakableProduction production = new BreakableProduction(round)) {
            if (kill.held()) {
                production.holdFrom(kill.event());
            }
            Process run = run(production, round);
            while (run.isAlive() && production.events() < kill.event()) {
                run.waitFor(1, TimeUnit.MILLISECONDS);
            }
            boolean ended = !run.isAlive();
            List<ProcessHandle> others = EarnestProcess.startedBy(run);
            if (kill.undoer() != Undoer.GUARD) {
                others.forEach(ProcessHandle::destroyForcibly);
            }
            run.destroyForcibly().waitFor();
            List<Lease> left = new LeaseFolder(round.resolve("state")).all();
            String when = ended ? "ended before it was killed" : "killed " + moment(production, left);
            production.release();
            undo(kill.undoer(), production, round, others);

            String output = Files.readString(output(round));
            for (Lease lease : left) {
                assertThat(Instant.now()).as(output).isBefore(lease.expires());
            }
            assertThat(production.broken()).as(output).isFalse();
            assertThat(new LeaseFolder(round.resolve("state")).all()).as(output).isEmpty();
            assertThat(output).doesNotContain("NOT UNDONE", BreakableProduction.token());
            told.merge(when + (left.isEmpty() ? "" : ", undone by " + kill.undoer()), 1, Integer::sum);
        }
    }

    private static String moment(BreakableProduction production, List<Lease> left) {
        if (left.isEmpty()) {
            return production.wasBroken() ? "between faults or after them" : "before any fault";
        }
        return "during a fault" + (production.broken() ? " that was in place" : " that was not made yet, or undone");
    }

    private void undo(Undoer undoer, BreakableProduction production, Path round, List<ProcessHandle> others)
            throws Exception {
        for (ProcessHandle other : others) {
            other.onExit().get(MINUTES, TimeUnit.MINUTES);
        }
        Process next = switch (undoer) {
            case GUARD -> null;
            case RECOVER -> start(round, "recover", production.plan().toString());
            case NEXT_RUN ->
                start(
                        round,
                        "run",
                        production.plan().toString(),
                        "--only",
                        "steady",
                        "--out",
                        round.resolve("next").toString());
        };
        if (next != null) {
            assertThat(next.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(next.exitValue()).as(Files.readString(output(round))).isZero();
        }
        Path log = round.resolve("state/guard.log");
        if (Files.exists(log)) {
            Files.writeString(output(round), Files.readString(log), java.nio.file.StandardOpenOption.APPEND);
        }
    }

    private static Process run(BreakableProduction production, Path round) throws Exception {
        return start(
                round,
                "run",
                production.plan().toString(),
                "--allow-disruption",
                "--out",
                round.resolve("run").toString());
    }

    private static Process start(Path round, String... arguments) throws Exception {
        Map<String, String> environment =
                Map.of("PRODGATE_STATE", round.resolve("state").toString(), "ADMIN_TOKEN", BreakableProduction.token());
        return EarnestProcess.start(environment, output(round), arguments);
    }

    private static Path output(Path round) {
        return round.resolve("output.txt");
    }
}
