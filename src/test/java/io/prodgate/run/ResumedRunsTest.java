package io.prodgate.run;

import static io.prodgate.testing.Facts.answer;
import static io.prodgate.testing.Facts.met;
import static io.prodgate.testing.Facts.missed;
import static io.prodgate.testing.Facts.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.check.Workbench;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.diagnosis.Rules;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.Write;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.Event;
import io.prodgate.journal.Fold;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalReader;
import io.prodgate.journal.ResumedJournal;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Position;
import io.prodgate.plan.Severity;
import io.prodgate.report.Sessions;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.testing.Runs;
import io.prodgate.testing.SteppingTime;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was killed goes on wherever its journal ends, and ends as if nothing had happened. */
class ResumedRunsTest {
    private static final List<Evidence> GOOD = List.of(answer(200), met());
    private static final List<Evidence> WRONG = List.of(answer(200), missed("$.name", "abc", "def"));
    private static final List<Evidence> REFUSED = List.of(trouble(Trouble.Kind.REFUSED));

    @TempDir
    Path folder;

    private final SteppingTime time = SteppingTime.atNoon();
    private Duration budget = Duration.ofMinutes(30);

    @Test
    void goesOnFromEveryLineToTheSameVerdict() throws IOException {
        assertResumesEverywhere(
                List.of(
                        script("health", "first", GOOD),
                        script("late", "first", REFUSED, REFUSED, GOOD),
                        script("sometimes", "first", WRONG, GOOD),
                        new Order("order", "second", List.of()),
                        new Order("bill", "second", List.of("order")),
                        script("after", "third", GOOD)),
                Verdict.APPROVED_WITH_CONDITIONS);
    }

    @Test
    void goesOnFromEveryLineOfARunThatProductionFails() throws IOException {
        assertResumesEverywhere(
                List.of(
                        script("health", "first", GOOD),
                        script("revision", "first", WRONG, WRONG, GOOD),
                        new Order("order", "second", List.of("health")),
                        new Order("bill", "second", List.of("revision"))),
                Verdict.NOT_APPROVED);
    }

    @Test
    void goesOnAfterASignalWithWhatItHadBrokenOff() throws IOException {
        List<Scripted> checks = List.of(script("health", "first", GOOD), script("later", "second", GOOD));
        Path run = begin("signalled", checks, journal -> {
            journal.append(new Event.CheckStarted("health"));
            finish(journal, "health", GOOD);
            journal.append(new Event.CheckFinished(
                    "later", Outcome.SKIPPED, Optional.empty(), Optional.empty(), "interrupted by SIGTERM"));
            journal.append(new Event.RunInterrupted("SIGTERM"));
        });

        Production production = resume(run, checks, Set.of());

        RunResult result = result(run);
        assertThat(Judge.judge(result).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(result.interrupted()).isEmpty();
        assertThat(result.sessions())
                .extracting(RunResult.Session::interrupted)
                .containsExactly(Optional.of("SIGTERM"), Optional.empty());
        assertThat(production.attempts.keySet()).containsExactly("later 1");
    }

    @Test
    void aPausedRunGoesOnWithWhatIsLeft() throws IOException {
        List<Scripted> checks = List.of(script("health", "first", GOOD), script("latency", "second", GOOD));
        Path run = begin("paused", checks, journal -> {
            finish(journal, "health", GOOD);
            journal.append(new Event.CheckFinished(
                    "latency", Outcome.SKIPPED, Optional.empty(), Optional.empty(), "it is about a time that lasts"));
            journal.append(new Event.RunPaused(time.now().plus(Duration.ofHours(24))));
        });
        time.advance(Duration.ofHours(25));

        Production production = resume(run, checks, Set.of());

        RunResult result = result(run);
        assertThat(Judge.judge(result).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(result.pausedUntil()).isEmpty();
        assertThat(Sessions.told(result).orElseThrow())
                .startsWith("Resumed once: it paused at ")
                .contains("went on 1 d 1 h later");
        assertThat(production.attempts.keySet()).containsExactly("latency 1");
    }

    @Test
    void aWriteOfWhichTheAnswerIsMissingIsNotSentAgainAndSaysWhatToLookFor() throws IOException {
        List<Scripted> checks = List.of(script("health", "first", GOOD), new Order("order", "second", List.of()));
        Path run = begin("in-flight", checks, journal -> {
            finish(journal, "health", GOOD);
            journal.append(new Event.CheckStarted("order"));
            journal.append(new Event.WriteNoted("order", 1, write(Write.State.ABOUT_TO_BE_SENT)));
        });

        Production production = resume(run, checks, Set.of());

        assertThat(production.sent).isEmpty();
        RunResult.CheckResult order = result(run).checks().getLast();
        assertThat(order.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(order.rule()).contains("PG-016");
        assertThat(order.explanation()).contains("POST https://api.example.com/orders");
        assertThat(order.writes()).singleElement().returns(Write.State.ABOUT_TO_BE_SENT, Write::state);
    }

    @Test
    void attemptsBeforeCountAsEvidence() throws IOException {
        List<Scripted> checks = List.of(script("revision", "first", WRONG, WRONG));
        Path run = begin("half-confirmed", checks, journal -> {
            journal.append(new Event.CheckStarted("revision"));
            journal.append(new Event.AttemptFinished("revision", missedOnce()));
        });

        Production production = resume(run, checks, Set.of());

        assertThat(production.attempts.keySet()).containsExactly("revision 2");
        assertThat(result(run).checks().getFirst())
                .returns(Outcome.FAILED, RunResult.CheckResult::outcome)
                .extracting(check -> check.attempts().size())
                .isEqualTo(2);
    }

    @Test
    void theTimeBetweenIsNotTakenFromTheBudgetAndTheTimeAtWorkIs() throws IOException {
        budget = Duration.ofMinutes(10);
        List<Scripted> checks = List.of(script("health", "first", GOOD), script("later", "second", GOOD));
        Path run = begin("night", checks, journal -> {
            time.advance(Duration.ofMinutes(9));
            finish(journal, "health", GOOD);
        });
        time.advance(Duration.ofHours(12));

        resume(run, checks, Set.of());

        assertThat(result(run).duration()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(Judge.judge(result(run)).verdict()).isEqualTo(Verdict.APPROVED);

        Path spent = begin("spent", checks, journal -> {
            time.advance(Duration.ofMinutes(10));
            finish(journal, "health", GOOD);
        });

        resume(spent, checks, Set.of());

        assertThat(result(spent).checks().getLast())
                .returns(Outcome.SKIPPED, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.explanation()).contains("budget"));
        assertThat(Judge.judge(result(spent)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void whatWasInconclusiveIsTriedOnceMoreIfAsked() throws IOException {
        List<Scripted> checks = List.of(script("health", "first", REFUSED, GOOD), script("page", "first", GOOD));
        Path run = begin("inconclusive", checks, journal -> {
            finish(journal, "page", GOOD);
            journal.append(new Event.CheckStarted("health"));
            journal.append(new Event.AttemptFinished("health", missedOnce()));
            journal.append(new Event.CheckFinished(
                    "health", Outcome.INCONCLUSIVE, Optional.empty(), Optional.empty(), "no time left"));
            journal.append(new Event.RunFinished());
        });

        Production production = resume(run, checks, Set.of(Outcome.INCONCLUSIVE));

        assertThat(production.attempts.keySet()).containsExactly("health 2");
        assertThat(result(run).finished()).isTrue();
        assertThat(Judge.judge(result(run)).verdict()).isEqualTo(Verdict.APPROVED_WITH_CONDITIONS);
    }

    @Test
    void whatAnInterruptedAttemptLeftIsKeptBesideTheNext() throws IOException {
        List<Scripted> checks = List.of(script("flow", "first", GOOD));
        Path run = begin("artifacts", checks, journal -> journal.append(new Event.CheckStarted("flow")));
        Path artifacts = run.resolve("artifacts");
        Files.writeString(Files.createDirectories(artifacts.resolve("flow/1")).resolve("video"), "half");

        Leftovers.putAside(artifacts, result(run));
        Files.createDirectories(artifacts.resolve("flow/1"));
        Leftovers.putAside(artifacts, result(run));

        assertThat(artifacts.resolve("flow/1")).doesNotExist();
        assertThat(artifacts.resolve("flow/1-interrupted/video")).hasContent("half");
        assertThat(artifacts.resolve("flow/1-interrupted-2")).isDirectory();
    }

    private void assertResumesEverywhere(List<Scripted> checks, Verdict verdict) throws IOException {
        Path whole = begin("whole", checks, journal -> {});
        Production first = resume(whole, checks, Set.of());
        assertThat(Judge.judge(result(whole)).verdict()).isEqualTo(verdict);
        assertThat(first.sent.values()).allMatch(count -> count == 1);

        List<String> lines = Files.readAllLines(whole.resolve(Journal.FILE_NAME));
        for (int kept = 1; kept <= lines.size(); kept++) {
            for (boolean half : new boolean[] {false, true}) {
                Path run = Files.createDirectories(folder.resolve(kept + (half ? "-and-a-half" : "")));
                String next = half && kept < lines.size() ? lines.get(kept) : "";
                Files.writeString(
                        run.resolve(Journal.FILE_NAME),
                        String.join("\n", lines.subList(0, kept)) + "\n" + next.substring(0, next.length() / 2));
                assertResumes(run, checks, verdict);
            }
        }
    }

    private void assertResumes(Path run, List<Scripted> checks, Verdict verdict) {
        RunResult before = result(run);
        Production production = resume(run, checks, Set.of());

        RunResult after = result(run);
        List<String> unknown = before.checks().stream()
                .filter(check -> check.outcome() == Outcome.SKIPPED)
                .filter(check ->
                        check.writes().stream().anyMatch(write -> write.state() == Write.State.ABOUT_TO_BE_SENT))
                .map(check -> check.head().id())
                .toList();
        Verdict expected = unknown.isEmpty() || verdict == Verdict.NOT_APPROVED ? verdict : Verdict.INCONCLUSIVE;
        assertThat(Judge.judge(after).verdict()).as("after %s", run).isEqualTo(expected);
        assertThat(JournalReader.read(run).damage()).isEmpty();
        for (RunResult.CheckResult check : before.checks()) {
            String id = check.head().id();
            for (AttemptRecord attempt : check.attempts()) {
                assertThat(production.attempts).doesNotContainKey(id + " " + attempt.number());
            }
            if (check.outcome() != Outcome.SKIPPED) {
                assertThat(production.attempts.keySet()).noneMatch(key -> key.startsWith(id + " "));
            }
            int noted = check.writes().isEmpty() ? 0 : 1;
            assertThat(noted + production.sent.getOrDefault(id, 0))
                    .as("%s sent after %s", id, run)
                    .isLessThanOrEqualTo(1);
        }
    }

    /** What resumed checks did. */
    private static final class Production {
        final Map<String, Integer> sent = new ConcurrentHashMap<>();
        final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    }

    private Production resume(Path run, List<Scripted> checks, Set<Outcome> again) {
        Production production = new Production();
        Redactor redactor = new Redactor(List.of());
        try (ResumedJournal journal = ResumedJournal.take(run);
                Journal open = journal.goOn(redactor, time)) {
            Workbench bench = new Workbench(
                    new FakeTraffic(),
                    redactor,
                    reference -> Optional.empty(),
                    time,
                    run.resolve("files"),
                    Devices.NONE);
            new Engine(
                            journal.result().head(),
                            Optional.of(Earlier.of(journal.result(), again, "0.2.0", journal.cut())),
                            checks.stream()
                                    .map(check -> bound(check, production))
                                    .toList(),
                            new Conduct(2, true, true),
                            bench,
                            Rules.builtIn(),
                            open,
                            new Backoff(new Random(1)),
                            new Deaf())
                    .run();
        }
        return production;
    }

    private interface Before {
        void happens(Journal journal);
    }

    private Path begin(String name, List<Scripted> checks, Before before) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        try (Journal journal = Journal.create(run, new Redactor(List.of()), time)) {
            journal.append(new Event.RunStarted(head(checks)));
            before.happens(journal);
        }
        return run;
    }

    private void finish(Journal journal, String check, List<Evidence> seen) {
        journal.append(new Event.AttemptFinished(
                check, new AttemptRecord(1, time.now(), Duration.ZERO, seen, Optional.empty())));
        journal.append(new Event.CheckFinished(check, Outcome.PASSED, Optional.empty(), Optional.empty(), ""));
    }

    private AttemptRecord missedOnce() {
        return new AttemptRecord(
                1,
                time.now(),
                Duration.ZERO,
                WRONG,
                Optional.of(Rules.builtIn()
                        .diagnose(
                                new io.prodgate.diagnosis.Situation(List.of(), WRONG, time.now(), time.now(), true))));
    }

    private static Write write(Write.State state) {
        return new Write(
                "step 1",
                "POST https://api.example.com/orders",
                state,
                Map.of(),
                Instant.parse("2026-01-02T12:00:00Z"));
    }

    private static RunResult result(Path run) {
        return Fold.of(JournalReader.read(run).entries());
    }

    private RunHead head(List<Scripted> checks) {
        return Runs.head(
                "run",
                "0.1.0",
                "prodgate.yaml",
                "00",
                "11",
                "tickets",
                URI.create("https://api.example.com"),
                Optional.empty(),
                budget,
                time.now().plusSeconds(120),
                List.of(),
                checks.stream().map(Scripted::head).toList());
    }

    private static BoundCheck bound(Scripted check, Production production) {
        Position at = new Position("prodgate.yaml", 1, 1);
        return new BoundCheck(
                new Plan.CheckEntry(
                        at,
                        check.id(),
                        "script",
                        Optional.empty(),
                        check.stage(),
                        Severity.HIGH,
                        true,
                        List.of(),
                        check.needs(),
                        Duration.ofMinutes(5),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        List.of(),
                        new PlanNode.Mapping(at, "", List.of())),
                new Check() {
                    @Override
                    public void attempt(Attempt attempt) {
                        production.attempts.merge(check.id() + " " + attempt.number(), 1, Integer::sum);
                        check.attempt(attempt, production);
                    }

                    @Override
                    public boolean repeatable() {
                        return !(check instanceof Order);
                    }

                    @Override
                    public Preview preview() {
                        return new Preview(List.of(), List.of(), List.of());
                    }
                });
    }

    @SafeVarargs
    private static Scripted script(String id, String stage, List<Evidence>... attempts) {
        return new Reader(id, stage, List.of(attempts));
    }

    private sealed interface Scripted {
        String id();

        String stage();

        List<String> needs();

        void attempt(Attempt attempt, Production production);

        default CheckHead head() {
            return Runs.check(
                    id(),
                    Optional.empty(),
                    stage(),
                    "script",
                    "high",
                    true,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** Sees what it is told to see. */
    private record Reader(String id, String stage, List<List<Evidence>> attempts) implements Scripted {
        @Override
        public List<String> needs() {
            return List.of();
        }

        @Override
        public void attempt(Attempt attempt, Production production) {
            attempts.get(attempt.number() - 1).forEach(attempt.log()::add);
        }
    }

    /** Writes once, as the ledger says. */
    private record Order(String id, String stage, List<String> needs) implements Scripted {
        @Override
        public void attempt(Attempt attempt, Production production) {
            Optional<Write> before = attempt.ledger().find("step 1");
            switch (before.map(Write::state).orElse(Write.State.NOT_DONE)) {
                case NOT_DONE -> {
                    attempt.ledger().note(write(Write.State.ABOUT_TO_BE_SENT));
                    production.sent.merge(id, 1, Integer::sum);
                    attempt.ledger().note(write(Write.State.ANSWERED));
                    GOOD.forEach(attempt.log()::add);
                }
                case ANSWERED -> attempt.log().add(met());
                case ABOUT_TO_BE_SENT ->
                    attempt.log()
                            .add(new Trouble(
                                    Trouble.Kind.INTERRUPTED,
                                    "api.example.com",
                                    before.get().request() + " may have arrived",
                                    Trouble.Sent.PERHAPS,
                                    attempt.time().now(),
                                    Duration.ZERO));
            }
        }
    }

    private static final class Deaf implements RunListener {
        @Override
        public void happened(Instant at, Event event) {}

        @Override
        public void waiting(String check, String reason, Instant until) {}
    }
}
