package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.app.FakeMaestro.How;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.FlowRun.End;
import io.prodgate.evidence.FlowRun.Failure;
import io.prodgate.journal.RunResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs of 12 flows on 3 devices in which everything goes wrong at random, by a seed that each failure names: no flow is lost, none is
 * counted twice, no failure of production is made up, and every failure of the app is found, unless others' troubles cost it the tries that its
 * own left: then it is not judged, and never passed. One run alone: {@code -Dchaos.seed=N}.
 */
class ChaosTest {
    private static final int FLOWS = 12;
    private static final List<String> DEVICES = List.of("emulator-5554", "emulator-5556", "emulator-5558");

    /** So often a flow meets with trouble that is not the app's: one more try is always left. */
    private static final int MOST_TROUBLES = 2;

    @TempDir
    Path folder;

    static List<Integer> seeds() {
        Integer one = Integer.getInteger("chaos.seed");
        return one != null
                ? List.of(one)
                : IntStream.rangeClosed(1, 100).boxed().toList();
    }

    /** What may befall a flow. */
    private enum Trouble {
        DRIVER_DEATH(How.breaks(), false, false),
        OFFLINE(How.breaks(), true, false),
        LOST(How.breaks(), true, true),
        HANG(new How(End.UNKNOWN, Optional.of(Failure.OUT_OF_TIME), Duration.ofMinutes(3), Map.of()), false, false),
        KILL(new How(End.UNKNOWN, Optional.of(Failure.KILLED), Duration.ofSeconds(2), Map.of()), false, false),
        NO_START(new How(End.NOT_RUN, Optional.of(Failure.BEFORE_FLOWS), Duration.ZERO, Map.of()), false, false);

        private final How how;
        private final boolean sick;
        private final boolean forGood;

        Trouble(How how, boolean sick, boolean forGood) {
            this.how = how;
            this.sick = sick;
            this.forGood = forGood;
        }
    }

    /** What happens in a run, by its seed; counts what really happened. */
    private static final class Fate {
        private final Random random;
        private final FakePhones phones;
        private final Set<String> broken;
        private final Map<String, Integer> troubles = new HashMap<>();
        private final Map<String, AtomicInteger> verdicts = new ConcurrentHashMap<>();
        private Set<String> ordered = Set.of();
        private int lost;

        Fate(int seed, FakePhones phones) {
            this.random = new Random(seed);
            this.phones = phones;
            int count = random.nextInt(4);
            this.broken = random.ints(0, FLOWS)
                    .distinct()
                    .limit(count)
                    .mapToObj(ChaosTest::name)
                    .collect(Collectors.toSet());
        }

        synchronized How of(String flow, String serial) {
            int had = troubles.getOrDefault(flow, 0);
            if (had < MOST_TROUBLES && random.nextInt(4) == 0) {
                troubles.put(flow, had + 1);
                return befalls(serial);
            }
            if (broken.contains(flow)) {
                verdicts.computeIfAbsent(flow, name -> new AtomicInteger()).incrementAndGet();
                return How.fails();
            }
            return How.passes();
        }

        synchronized int had(String flow) {
            return troubles.getOrDefault(flow, 0);
        }

        private How befalls(String serial) {
            Trouble trouble = Trouble.values()[random.nextInt(Trouble.values().length)];
            if (trouble.forGood && lost == DEVICES.size() - 1) {
                trouble = Trouble.OFFLINE;
            }
            if (trouble.forGood) {
                lost++;
                phones.phone(serial).die();
            } else if (trouble.sick) {
                phones.phone(serial).fallSick();
            }
            return trouble.how;
        }
    }

    private static String name(int number) {
        return "flow-%02d".formatted(number);
    }

    @Timeout(120)
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLostCountedTwiceOrMadeUp(int seed) throws Exception {
        AppTrial trial = new AppTrial(folder);
        for (int i = 0; i < FLOWS; i++) {
            trial.flow(name(i));
        }
        FakePhones phones = new FakePhones(DEVICES.toArray(String[]::new));
        Fate fate = new Fate(seed, phones);
        if (seed % 2 == 0) {
            trial.environment("SKIP_DATA_CLEANUP", "true");
        }
        if (seed % 5 == 0) {
            fate.ordered = Set.of(name(3), name(7));
            trial.config("executionOrder:\n  continueOnFailure: true\n  flowsOrder: [flow-03, flow-07]\n");
        }
        FakeMaestro maestro = new FakeMaestro(trial.time(), (flow, serial, number) -> fate.of(flow.name(), serial));

        RunResult run =
                trial.run("{ apk: app.apk, flows: flows, devices: 3, deadline: 1h, history: h.json }", phones, maestro);

        assertThat(run.finished()).isTrue();
        assertThat(run.checks()).as("flows and the APK").hasSize(FLOWS + 1);
        for (int i = 0; i < FLOWS; i++) {
            judge(AppTrial.of(run, name(i)), name(i), fate);
        }
    }

    /** In how many attempts there was a verdict on the app that counts for nothing, since the device was lost in the same process. */
    private static long spoiled(RunResult.CheckResult check) {
        return check.attempts().stream()
                .filter(attempt -> attempt.evidence().stream()
                        .anyMatch(fact -> fact instanceof FlowRun one
                                && one.failure().filter(Failure.VERDICT::equals).isPresent()))
                .flatMap(attempt -> attempt.diagnosis().stream())
                .filter(diagnosis -> diagnosis.cause() == Cause.INFRASTRUCTURE)
                .count();
    }

    private static void judge(RunResult.CheckResult check, String flow, Fate fate) {
        boolean broken = fate.broken.contains(flow);
        String told = flow + ": " + check.outcome() + ", " + check.explanation();
        assertThat(check.attempts()).as(told).isNotEmpty();
        assertThat(check.attempts().stream()
                        .map(attempt -> attempt.number())
                        .distinct()
                        .count())
                .as(told)
                .isEqualTo(check.attempts().size());
        assertThat(check.attempts())
                .as(told)
                .allSatisfy(attempt -> assertThat(attempt.evidence().stream()
                                .filter(FlowRun.class::isInstance)
                                .map(FlowRun.class::cast)
                                .filter(run -> run.flow().equals(flow)))
                        .hasSize(1));
        if (broken && fate.had(flow) + spoiled(check) > MOST_TROUBLES) {
            // It met with all that may befall it, and another's trouble cost it the try that was left.
            assertThat(check.outcome()).as(told).isIn(Outcome.FAILED, Outcome.INCONCLUSIVE);
        } else if (broken) {
            assertThat(check.outcome()).as(told).isEqualTo(Outcome.FAILED);
            assertThat(check.cause()).as(told).contains(Cause.PRODUCTION);
        } else {
            assertThat(check.outcome()).as(told).isEqualTo(Outcome.PASSED);
            assertThat(check.attempts())
                    .as(told)
                    .allSatisfy(attempt -> assertThat(
                                    attempt.diagnosis().filter(diagnosis -> diagnosis.cause() == Cause.PRODUCTION))
                            .isEmpty());
        }
        long verdicts = AppTrial.evidence(check, FlowRun.class).stream()
                .filter(run -> run.failure().filter(Failure.VERDICT::equals).isPresent())
                .count();
        // A verdict on the app counts for nothing if the device was lost in the same process: that is another's trouble
        // too.
        long blamed = check.attempts().stream()
                .filter(attempt -> attempt.evidence().stream()
                        .noneMatch(fact -> fact instanceof FlowRun one
                                && one.failure().filter(Failure.VERDICT::equals).isPresent()))
                .flatMap(attempt -> attempt.diagnosis().stream())
                .filter(diagnosis -> diagnosis.cause() == Cause.INFRASTRUCTURE)
                .count();
        if (!fate.ordered.contains(flow)) {
            assertThat(blamed).as(told + "; what befell others is not counted").isLessThanOrEqualTo(fate.had(flow));
        }
        int happened = fate.verdicts.getOrDefault(flow, new AtomicInteger()).get();
        assertThat(verdicts).as(told).isLessThanOrEqualTo(happened);
        if (!fate.ordered.contains(flow)) {
            // Flows of the execution order are also repeated for later ones.
            assertThat(verdicts).as(told).isEqualTo(happened);
        }
    }
}
