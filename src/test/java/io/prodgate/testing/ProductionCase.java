package io.prodgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.verdict.Verdict;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One check against one misbehaving production, and what has to come of it.
 *
 * @param name the behaviour, as a sentence
 * @param production plays production; closed after the run
 * @param settings of the plan, at its top level
 * @param check the check's keys, one a line
 */
public record ProductionCase(
        String name, Callable<Server> production, String settings, String check, Expected expected) {
    /** So many runs at the same time: they mostly wait. */
    private static final int AT_ONCE = 12;

    /**
     * A server that is up.
     *
     * @param url where it is
     * @param close takes it down
     * @param proof what else has to hold afterwards
     */
    public record Server(URI url, AutoCloseable close, Proof proof) {
        /** A server about which nothing else has to hold. */
        public static Server of(RawServer server) {
            return new Server(server.url(), server, run -> {});
        }
    }

    /** Something that has to hold after the run. */
    @FunctionalInterface
    public interface Proof {
        void holds(ProductionRun run) throws Exception;
    }

    /**
     * What has to come of it.
     *
     * @param rule the rule that decided; empty if that is of no matter
     * @param attempts how many; 0 if that is of no matter
     * @param words what the explanation has to say
     */
    public record Expected(
            Outcome outcome,
            Optional<Cause> cause,
            Optional<String> rule,
            Verdict verdict,
            int attempts,
            List<String> words) {
        /** Passed at once, and nothing to say about it. */
        public static Expected pass() {
            return new Expected(Outcome.PASSED, Optional.empty(), Optional.empty(), Verdict.APPROVED, 1, List.of());
        }

        /** Passed, with a note about a disturbance. */
        public static Expected noted(int attempts) {
            return new Expected(
                    Outcome.PASSED,
                    Optional.of(Cause.INFRASTRUCTURE),
                    Optional.empty(),
                    Verdict.APPROVED,
                    attempts,
                    List.of());
        }

        /** Failed: production is at fault. */
        public static Expected broken(String rule, int attempts) {
            return new Expected(
                    Outcome.FAILED,
                    Optional.of(Cause.PRODUCTION),
                    Optional.of(rule),
                    Verdict.NOT_APPROVED,
                    attempts,
                    List.of());
        }

        /** Missed once. */
        public static Expected flaky() {
            return new Expected(
                    Outcome.FLAKY,
                    Optional.of(Cause.PRODUCTION),
                    Optional.empty(),
                    Verdict.APPROVED_WITH_CONDITIONS,
                    2,
                    List.of());
        }

        /** Could not be judged. */
        public static Expected unproven(Cause cause, String rule, int attempts) {
            return new Expected(
                    Outcome.INCONCLUSIVE,
                    Optional.of(cause),
                    Optional.of(rule),
                    Verdict.INCONCLUSIVE,
                    attempts,
                    List.of());
        }

        /** The same, and the explanation says so. */
        public Expected saying(String... said) {
            return new Expected(outcome, cause, rule, verdict, attempts, List.of(said));
        }
    }

    /** The plan for a production at that address. */
    public static String plan(URI url, String settings, String... checks) {
        StringBuilder plan = new StringBuilder("version: 1\n");
        plan.append("production:\n  name: tickets\n  url: ").append(url).append('\n');
        plan.append(settings.contains("settle:") ? "" : "  settle: 0s\n");
        plan.append(settings).append(settings.isEmpty() || settings.endsWith("\n") ? "" : "\n");
        plan.append(settings.contains("controls:") ? "" : "controls: off\n");
        plan.append(settings.contains("budget:") ? "" : "budget: 60s\n");
        plan.append("stages:\n  - name: only\n    checks:\n");
        for (String check : checks) {
            plan.append("      - http:\n").append(check.indent(10));
        }
        return plan.toString();
    }

    /** Runs all cases side by side, and then has each of them judged by itself. */
    public static Stream<DynamicTest> tests(Path folder, List<ProductionCase> cases) {
        Semaphore places = new Semaphore(AT_ONCE);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        List<DynamicTest> tests = cases.stream()
                .map(one -> {
                    Future<?> done = executor.submit(() -> {
                        places.acquire();
                        try {
                            one.play(Files.createTempDirectory(folder, "case"));
                        } finally {
                            places.release();
                        }
                        return null;
                    });
                    return DynamicTest.dynamicTest(one.name(), () -> outcome(done));
                })
                .toList();
        executor.shutdown();
        return tests.stream();
    }

    private static void outcome(Future<?> done) throws Throwable {
        try {
            done.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void play(Path folder) throws Exception {
        Server server = production.call();
        try (AutoCloseable up = server.close()) {
            ProductionRun run = ProductionRun.of(folder, plan(server.url(), settings, "id: it\n" + check));
            assertExpected(run);
            server.proof().holds(run);
        }
    }

    private void assertExpected(ProductionRun run) {
        CheckResult result = run.check("it");
        String story = run.terminal() + result.attempts();
        assertThat(result.outcome()).as(story).isEqualTo(expected.outcome());
        assertThat(result.cause()).as(story).isEqualTo(expected.cause());
        assertThat(run.judged().verdict()).as(story).isEqualTo(expected.verdict());
        expected.rule().ifPresent(rule -> assertThat(result.rule()).as(story).contains(rule));
        if (expected.attempts() > 0) {
            assertThat(result.attempts()).as(story).hasSize(expected.attempts());
        }
        expected.words()
                .forEach(words -> assertThat(result.explanation()
                                + result.attempts().stream()
                                        .map(String::valueOf)
                                        .toList())
                        .contains(words));
    }
}
