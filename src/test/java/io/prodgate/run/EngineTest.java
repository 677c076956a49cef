package io.prodgate.run;

import static io.prodgate.testing.Facts.answer;
import static io.prodgate.testing.Facts.givenUp;
import static io.prodgate.testing.Facts.met;
import static io.prodgate.testing.Facts.missed;
import static io.prodgate.testing.Facts.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.Check;
import io.prodgate.check.Disturbances;
import io.prodgate.check.Preview;
import io.prodgate.check.Users;
import io.prodgate.check.Workbench;
import io.prodgate.check.lease.Leases;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.diagnosis.Rules;
import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.Disturbance;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Trouble;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.Entry;
import io.prodgate.journal.Event;
import io.prodgate.journal.Fold;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalReader;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Position;
import io.prodgate.plan.Severity;
import io.prodgate.plan.Values;
import io.prodgate.plan.Witnesses;
import io.prodgate.testing.Facts;
import io.prodgate.testing.Runs;
import io.prodgate.testing.SteppingTime;
import io.prodgate.traffic.Inquiry;
import io.prodgate.traffic.Reply;
import io.prodgate.traffic.Request;
import io.prodgate.traffic.Traffic;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Verdict;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
    private static final List<Evidence> GOOD = List.of(answer(200), met());
    private static final List<Evidence> WRONG = List.of(answer(200), missed("$.revision", "abc", "def"));
    private static final List<Evidence> REFUSED = List.of(trouble(Trouble.Kind.REFUSED));

    @TempDir
    Path folder;

    private SteppingTime time = SteppingTime.atNoon();
    private final Controls controls = new Controls();
    private Duration settle = Duration.ZERO;
    private Duration budget = Duration.ofMinutes(30);
    private boolean disrupts = true;
    private Disturbances disturbances = Disturbances.NONE;
    private boolean waits = true;
    private RunListener listener = new Silent();

    @Test
    void aPassedCheckIsTriedOnce() {
        RunResult run = run(check("health", GOOD));

        assertThat(only(run)).returns(Outcome.PASSED, RunResult.CheckResult::outcome);
        assertThat(only(run).attempts()).hasSize(1);
        assertThat(run.finished()).isTrue();
    }

    @Test
    void aWrongAnswerIsConfirmedOnceAndThenFails() {
        RunResult run = run(check("revision", WRONG, WRONG, GOOD));

        assertThat(only(run))
                .returns(Outcome.FAILED, RunResult.CheckResult::outcome)
                .returns(Optional.of(Cause.PRODUCTION), RunResult.CheckResult::cause);
        assertThat(only(run).attempts()).hasSize(2);
    }

    @Test
    void aWrongAnswerThatIsRightOnTheSecondTryIsFlaky() {
        RunResult run = run(check("revision", WRONG, GOOD));

        assertThat(only(run))
                .returns(Outcome.FLAKY, RunResult.CheckResult::outcome)
                .returns(Optional.of(Cause.PRODUCTION), RunResult.CheckResult::cause);
    }

    @Test
    void anOutageWithinTheSettleWindowIsWaitedForAndNoted() {
        settle = Duration.ofMinutes(2);

        RunResult run = run(check("health", REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, GOOD));

        assertThat(only(run))
                .returns(Outcome.PASSED, RunResult.CheckResult::outcome)
                .returns(Optional.of(Cause.INFRASTRUCTURE), RunResult.CheckResult::cause);
        assertThat(only(run).explanation()).contains("gone on attempt 6");
    }

    @Test
    void anOutageForTheWholeWindowFailsSoonAfterItsEnd() {
        settle = Duration.ofMinutes(2);
        Instant start = time.now();

        RunResult run = run(always("health", REFUSED));

        assertThat(only(run))
                .returns(Outcome.FAILED, RunResult.CheckResult::outcome)
                .returns(Optional.of(Cause.PRODUCTION), RunResult.CheckResult::cause);
        assertThat(Duration.between(start, time.now())).isBetween(Duration.ofMinutes(2), Duration.ofSeconds(125));
        assertThat(controls.asked.get()).isEqualTo(only(run).attempts().size());
    }

    @Test
    void aNameThatIsRememberedAsAbsentIsTriedAgainWhenItMayBeForgotten() {
        Instant start = time.now();

        RunResult run = run(check("health", remembered(Duration.ofSeconds(60)), GOOD));

        assertThat(only(run))
                .returns(Outcome.PASSED, RunResult.CheckResult::outcome)
                .returns(Optional.of(Cause.INFRASTRUCTURE), RunResult.CheckResult::cause);
        assertThat(Duration.between(start, time.now())).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void aNameThatIsRememberedAsAbsentForLongerThanThereIsTimeIsNotWaitedFor() {
        RunResult run = run(check("health", remembered(Duration.ofHours(1)), GOOD));

        assertThat(only(run))
                .returns(Outcome.INCONCLUSIVE, RunResult.CheckResult::outcome)
                .returns(Optional.of(Cause.INFRASTRUCTURE), RunResult.CheckResult::cause);
        assertThat(only(run).attempts()).hasSize(1);
    }

    private static List<Evidence> remembered(Duration time) {
        return List.of(
                trouble(Trouble.Kind.DNS_NOT_FOUND),
                Facts.ours(NameLookup.Answer.NOT_FOUND, Optional.of(time)),
                Facts.server(NameLookup.Answer.FOUND, true));
    }

    @Test
    void theTryAtTheEndOfTheWindowIsNotMadeBeforeItByAClockThatIsSetBack() {
        time = new SteppingTime(time.now()) {
            @Override
            public void sleep(Duration duration) throws InterruptedException {
                super.sleep(duration.minus(duration.dividedBy(200)));
            }
        };
        settle = Duration.ofSeconds(4);
        Instant start = time.now();

        RunResult run = run(always("health", REFUSED));

        assertThat(only(run).cause()).contains(Cause.PRODUCTION);
        assertThat(only(run).attempts()).hasSize(3);
        assertThat(Duration.between(start, time.now())).isBetween(settle, Duration.ofSeconds(5));
    }

    @Test
    void silenceOfProductionAndControlsIsTriedThreeTimesAndInconclusive() {
        controls.answer = false;

        RunResult run = run(always("health", REFUSED));

        assertThat(only(run))
                .returns(Outcome.INCONCLUSIVE, RunResult.CheckResult::outcome)
                .returns(Optional.of(Cause.INFRASTRUCTURE), RunResult.CheckResult::cause);
        assertThat(only(run).attempts()).hasSize(3);
    }

    @Test
    void aRateLimitBeyondTheBudgetStopsAtOnce() {
        RunResult run = run(check("health", List.of(answer(429), givenUp())));

        assertThat(only(run))
                .returns(Outcome.INCONCLUSIVE, RunResult.CheckResult::outcome)
                .returns(Optional.of(Cause.RATE_LIMIT), RunResult.CheckResult::cause);
        assertThat(only(run).attempts()).hasSize(1);
    }

    @Test
    void aWriteThatMayHaveArrivedIsNeverTriedAgain() {
        Script write = check("order", List.of(trouble(Trouble.Kind.ANSWER_TIMEOUT, Trouble.Sent.PERHAPS)), GOOD);
        write.repeatable = false;

        RunResult run = run(write);

        assertThat(only(run).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(write.calls.get()).isEqualTo(1);
    }

    @Test
    void aWriteOfWhichNothingWasSentIsTriedAgain() {
        Script write = check("order", REFUSED, GOOD);
        write.repeatable = false;

        assertThat(only(run(write)).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void nothingJudgedIsInconclusive() {
        RunResult run = run(check("empty", List.of(answer(200))));

        assertThat(only(run).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void aCheckThatDiesOfAnErrorKeepsNobodyWaiting() {
        Script dying = check("dying", GOOD);
        dying.error = new NoClassDefFoundError("gone");
        Script waiting = check("waiting", GOOD);
        waiting.needs = List.of("dying");

        RunResult run = run(dying, waiting);

        assertThat(run.finished()).isTrue();
        assertThat(run.checks())
                .extracting(RunResult.CheckResult::outcome)
                .containsExactly(Outcome.INCONCLUSIVE, Outcome.SKIPPED);
    }

    @Test
    void aMistakeInsideACheckIsInconclusiveAndNeverProductions() {
        Script broken = check("broken");
        broken.failure = new IllegalStateException("boom");

        RunResult run = run(broken);

        assertThat(only(run))
                .returns(Outcome.INCONCLUSIVE, RunResult.CheckResult::outcome)
                .returns(Optional.of(Cause.INFRASTRUCTURE), RunResult.CheckResult::cause);
        assertThat(only(run).explanation()).contains("boom");
    }

    @Test
    void aCheckWhoseNeedIsNotPassedIsSkippedWithTheReason() {
        Script login = always("login", WRONG);
        Script orders = check("orders", GOOD);
        orders.needs = List.of("login");

        RunResult run = run(orders, login);

        assertThat(run.checks().getFirst().outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(run.checks().getFirst().explanation()).isEqualTo("needs login, which is failed");
        assertThat(orders.calls.get()).isZero();
    }

    @Test
    void stagesRunOneAfterTheOther() {
        Script first = check("first", GOOD);
        Script second = check("second", GOOD);
        second.stage = "later";

        run(first, second);

        assertThat(events().stream().filter(e -> e instanceof Event.StageStarted || e instanceof Event.CheckFinished))
                .extracting(Object::toString)
                .satisfiesExactly(
                        e -> assertThat(e).contains("StageStarted", "now"),
                        e -> assertThat(e).contains("first"),
                        e -> assertThat(e).contains("StageStarted", "later"),
                        e -> assertThat(e).contains("second"));
    }

    @Test
    void whatTheBudgetDoesNotReachIsSkippedWithTheReason() {
        budget = Duration.ofSeconds(30);
        Script slow = check("slow", GOOD);
        slow.takes = Duration.ofSeconds(31);
        Script late = check("late", GOOD);
        late.stage = "later";

        RunResult run = run(slow, late);

        assertThat(run.checks().getLast().outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(run.checks().getLast().explanation()).contains("budget of 30 s");
    }

    @Test
    void aMissThatTheDeadlineLeavesUnconfirmedIsInconclusive() {
        Script late = always("late", WRONG);
        late.deadline = Duration.ofMillis(10);

        RunResult run = run(late);

        assertThat(only(run).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(only(run).explanation()).contains("no time left to confirm");
    }

    @Test
    void stoppedItEndsEveryCheckAndSaysWhy() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        Script hanging = check("hanging", GOOD);
        hanging.hangs = Optional.of(started);
        Script later = check("later", GOOD);
        later.stage = "later";
        Engine engine = engine(List.of(hanging, later));
        Thread running = Thread.ofVirtual().start(engine::run);
        started.await();

        engine.stop("SIGINT");
        running.join();

        RunResult run = result();
        assertThat(run.interrupted()).contains("SIGINT");
        assertThat(run.finished()).isFalse();
        assertThat(run.checks()).allSatisfy(check -> {
            assertThat(check.outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(check.explanation()).contains("SIGINT");
        });
        assertThat(later.calls.get()).isZero();
    }

    @Test
    void aListenerThatFailsDoesNotEndTheRun() {
        listener = new Silent() {
            @Override
            public void happened(Instant at, Event event) {
                throw new IllegalStateException("the terminal is gone");
            }
        };

        assertThat(only(run(check("health", GOOD))).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void noMoreChecksRunAtTheSameTimeThanThePlanAllows() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Script[] many = new Script[40];
        for (int i = 0; i < many.length; i++) {
            many[i] = check("check-" + i, GOOD);
            many[i].around = Optional.of(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.yield();
                now.decrementAndGet();
            });
        }

        RunResult run = run(many);

        assertThat(run.checks())
                .allMatch(check -> check.outcome() == Outcome.PASSED)
                .hasSize(40);
        assertThat(most.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void whatCannotBeJudgedYetIsWaitedForWithinTheBudget() {
        Script latency = check("latency", GOOD);
        latency.notBefore = Optional.of(time.now().plus(Duration.ofMinutes(20)));
        Silent told = new Silent();
        listener = told;

        RunResult run = run(latency, check("health", GOOD));

        assertThat(run.checks()).allMatch(check -> check.outcome() == Outcome.PASSED);
        assertThat(run.checks().getFirst().attempts().getFirst().started()).isEqualTo(latency.notBefore.orElseThrow());
        assertThat(run.finished()).isTrue();
        assertThat(told.waits).containsExactly("latency: it cannot be judged yet");
    }

    @Test
    void whatCannotBeJudgedWithinTheBudgetPausesTheRun() {
        Script latency = check("latency", GOOD);
        latency.notBefore = Optional.of(time.now().plus(budget));

        assertPaused(run(latency, check("health", GOOD)), latency);
    }

    @Test
    void aRunThatOnlyCollectsWaitsForNothing() {
        waits = false;
        Script latency = check("latency", GOOD);
        latency.notBefore = Optional.of(time.now().plusSeconds(1));

        assertPaused(run(latency, check("health", GOOD)), latency);
    }

    @Test
    void aDisruptiveCheckIsNotedBeforeItBeginsAndWhenItEnds() {
        Script fault = check("fault", GOOD);
        fault.disruptive = true;
        fault.takes = Duration.ofSeconds(30);
        List<Disturbance> during = new ArrayList<>();
        fault.around = Optional.of(() -> during.addAll(disturbances.within(Instant.MIN, Instant.MAX)));
        Instant start = time.now();

        assertThat(only(run(fault)).outcome()).isEqualTo(Outcome.PASSED);

        Disturbance begun = new Disturbance("fault", "run", "fault", start, start.plus(fault.deadline));
        assertThat(during)
                .as("noted before, with the deadline as its latest end")
                .containsExactly(begun);
        assertThat(disturbances.within(Instant.MIN, Instant.MAX))
                .containsExactly(new Disturbance("fault", "run", "fault", start, start.plusSeconds(30)));
    }

    @Test
    void aDisruptiveCheckThatWasNotAllowedIsNeverBegun() {
        disrupts = false;
        Script fault = check("fault", GOOD);
        fault.disruptive = true;

        RunResult.CheckResult result = only(run(fault));

        assertThat(result.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(result.explanation()).contains("--allow-disruption was not given");
        assertThat(fault.calls.get()).isZero();
        assertThat(disturbances.within(Instant.MIN, Instant.MAX)).isEmpty();
    }

    @Test
    void whatCannotBeNotedIsNotDisturbed() throws Exception {
        Files.writeString(folder.resolve("state"), "a file where a folder is needed");
        Script fault = check("fault", GOOD);
        fault.disruptive = true;

        RunResult.CheckResult result = only(run(fault));

        assertThat(result.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(result.explanation()).startsWith("cannot note in ");
        assertThat(fault.calls.get()).isZero();
    }

    @Test
    void whatRunsUnderAConditionRunsWhileItIsInPlace() {
        List<String> order = new CopyOnWriteArrayList<>();
        Script fault = fault("fault", order);
        Script first = user("first", "fault", order);
        Script second = user("second", "fault", order);

        RunResult run = run(first, second, fault);

        assertThat(run.checks()).allMatch(check -> check.outcome() == Outcome.PASSED);
        assertThat(order).hasSize(4).startsWith("fault in place").endsWith("fault undone");
    }

    @Test
    void nothingRunsUnderAConditionThatIsNotInPlace() {
        List<String> order = new CopyOnWriteArrayList<>();
        Script fault = check("fault", WRONG, WRONG);
        fault.condition = true;
        Script user = user("first", "fault", order);

        RunResult run = run(user, fault);

        assertThat(order).isEmpty();
        assertThat(run.checks().getFirst())
                .returns(Outcome.SKIPPED, RunResult.CheckResult::outcome)
                .returns("runs under fault, which was not in place", RunResult.CheckResult::explanation);
    }

    @Test
    void aConditionCanBreakOffWhatRunsUnderIt() {
        Script fault = check("fault", GOOD);
        fault.condition = true;
        Script user = check("first", GOOD);
        user.under = Optional.of("fault");
        CountDownLatch hanging = new CountDownLatch(1);
        user.hangs = Optional.of(hanging);
        fault.whileUsed = Optional.of(users -> {
            hanging.await();
            users.stop("real users are affected");
        });

        RunResult run = run(fault, user);

        assertThat(run.checks().getFirst().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(run.checks().getLast())
                .returns(Outcome.SKIPPED, RunResult.CheckResult::outcome)
                .returns("real users are affected", RunResult.CheckResult::explanation);
        assertThat(run.finished()).isTrue();
    }

    private Script fault(String id, List<String> order) {
        Script fault = check(id, GOOD);
        fault.condition = true;
        fault.around = Optional.of(() -> order.add(id + " in place"));
        fault.afterUse = Optional.of(() -> order.add(id + " undone"));
        return fault;
    }

    private Script user(String id, String under, List<String> order) {
        Script user = check(id, GOOD);
        user.under = Optional.of(under);
        user.around = Optional.of(() -> order.add(id));
        return user;
    }

    private static void assertPaused(RunResult run, Script latency) {
        assertThat(run.finished()).isFalse();
        assertThat(run.pausedUntil()).isEqualTo(latency.notBefore);
        assertThat(run.checks())
                .extracting(RunResult.CheckResult::outcome)
                .containsExactly(Outcome.SKIPPED, Outcome.PASSED);
        assertThat(run.checks().getFirst().explanation())
                .isEqualTo("it cannot be judged before " + latency.notBefore.orElseThrow()
                        + "; it is judged when the run is resumed after that");
        assertThat(latency.calls.get()).isZero();
        Judged judged = Judge.judge(run);
        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.reasons().getFirst()).startsWith("The run paused, as not everything can be judged before");
    }

    @Test
    void aPausedRunCanBeResumedWhenTheLastOfItsChecksIsRipe() {
        Script soon = check("soon", GOOD);
        Script late = check("late", GOOD);
        Script after = check("after", GOOD);
        soon.notBefore = Optional.of(time.now().plus(Duration.ofHours(1)));
        late.notBefore = Optional.of(time.now().plus(Duration.ofHours(24)));
        after.needs = List.of("late");

        RunResult run = run(soon, late, after);

        assertThat(run.pausedUntil()).isEqualTo(late.notBefore);
        assertThat(run.checks().getLast().explanation()).isEqualTo("needs late, which is skipped");
    }

    private RunResult run(Script... checks) {
        engine(List.of(checks)).run();
        return result();
    }

    private Engine engine(List<Script> scripts) {
        Redactor redactor = new Redactor(List.of());
        List<BoundCheck> checks = scripts.stream().map(Script::bound).toList();
        RunHead head = Runs.head(
                "run",
                "0.1.0",
                "prodgate.yaml",
                "00",
                "11",
                "tickets",
                URI.create("https://api.example.com"),
                Optional.empty(),
                budget,
                time.now().plus(settle),
                List.of(),
                scripts.stream().map(Script::head).toList());
        disturbances = new DisturbanceLog(folder.resolve("state"), head.url());
        Workbench bench = new Workbench(
                controls,
                redactor,
                reference -> Optional.empty(),
                time,
                folder,
                Devices.NONE,
                disturbances,
                Leases.NONE);
        Journal journal = Journal.create(folder, redactor, time);
        return new Engine(
                head,
                Optional.empty(),
                checks,
                new Conduct(4, disrupts, waits),
                bench,
                Rules.builtIn(),
                journal,
                new Backoff(new Random(1)),
                listener);
    }

    private RunResult result() {
        return Fold.of(JournalReader.read(folder).entries());
    }

    private List<Event> events() {
        return JournalReader.read(folder).entries().stream().map(Entry::event).toList();
    }

    private static RunResult.CheckResult only(RunResult run) {
        assertThat(run.checks()).hasSize(1);
        return run.checks().getFirst();
    }

    @SafeVarargs
    private Script check(String id, List<Evidence>... attempts) {
        return new Script(id, List.of(attempts), time);
    }

    private Script always(String id, List<Evidence> attempt) {
        List<List<Evidence>> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(attempt);
        }
        return new Script(id, many, time);
    }

    private interface Using {
        void use(Users users) throws InterruptedException;
    }

    /** A check that sees what it is told to see. */
    private static final class Script implements Check {
        final String id;
        final List<List<Evidence>> attempts;
        final SteppingTime time;
        final AtomicInteger calls = new AtomicInteger();
        String stage = "now";
        List<String> needs = List.of();
        boolean repeatable = true;
        Duration takes = Duration.ZERO;
        Duration deadline = Duration.ofMinutes(5);
        Optional<CountDownLatch> hangs = Optional.empty();
        Optional<Instant> notBefore = Optional.empty();
        boolean disruptive;
        boolean condition;
        Optional<String> under = Optional.empty();
        Optional<Using> whileUsed = Optional.empty();
        Optional<Runnable> afterUse = Optional.empty();
        Optional<Runnable> around = Optional.empty();

        @Nullable
        RuntimeException failure;

        @Nullable
        Error error;

        Script(String id, List<List<Evidence>> attempts, SteppingTime time) {
            this.id = id;
            this.attempts = attempts;
            this.time = time;
        }

        @Override
        public void attempt(Attempt attempt) throws InterruptedException {
            calls.incrementAndGet();
            if (failure != null) {
                throw failure;
            }
            if (error != null) {
                throw error;
            }
            if (hangs.isPresent()) {
                hangs.get().countDown();
                new CountDownLatch(1).await();
            }
            around.ifPresent(Runnable::run);
            if (condition && attempts.get(attempt.number() - 1).equals(GOOD)) {
                use(attempt.users());
            }
            time.advance(takes);
            attempts.get(attempt.number() - 1).forEach(attempt.log()::add);
        }

        private void use(Users users) throws InterruptedException {
            if (whileUsed.isPresent()) {
                Thread.ofVirtual().start(() -> {
                    try {
                        whileUsed.get().use(users);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            users.run();
            afterUse.ifPresent(Runnable::run);
        }

        @Override
        public boolean makesCondition() {
            return condition;
        }

        @Override
        public boolean queues() {
            return condition;
        }

        @Override
        public boolean disruptive() {
            return disruptive;
        }

        @Override
        public Optional<Instant> notBefore(Values values) {
            return notBefore;
        }

        @Override
        public boolean repeatable() {
            return repeatable;
        }

        @Override
        public Preview preview() {
            return new Preview(List.of(), List.of(), List.of());
        }

        BoundCheck bound() {
            Position at = new Position("prodgate.yaml", 1, 1);
            return new BoundCheck(
                    new Plan.CheckEntry(
                            at,
                            id,
                            "script",
                            Optional.empty(),
                            stage,
                            Severity.HIGH,
                            true,
                            List.of(),
                            needs,
                            deadline,
                            Optional.empty(),
                            Optional.empty(),
                            under,
                            false,
                            List.of(),
                            new PlanNode.Mapping(at, "", List.of())),
                    this);
        }

        CheckHead head() {
            return Runs.check(
                    id,
                    Optional.empty(),
                    stage,
                    "script",
                    "high",
                    true,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** Only the control hosts matter here: the checks bring their own evidence. */
    private static final class Controls implements Traffic {
        final AtomicInteger asked = new AtomicInteger();
        boolean answer = true;

        @Override
        public Reply exchange(Request request, EvidenceLog log, Instant deadline) {
            throw new AssertionError("no check here sends anything");
        }

        @Override
        public @Nullable CertificateChain inspect(String host, int port, EvidenceLog log, Instant deadline) {
            throw new AssertionError("no check here shakes hands");
        }

        @Override
        public void askWitnesses(Inquiry inquiry, EvidenceLog log) {
            asked.incrementAndGet();
            log.add(Facts.control(answer));
        }

        @Override
        public Witnesses witnesses() {
            return Witnesses.none();
        }

        @Override
        public void close() {}
    }

    private static class Silent implements RunListener {
        final List<String> waits = new CopyOnWriteArrayList<>();

        @Override
        public void happened(Instant at, Event event) {}

        @Override
        public void waiting(String check, String reason, Instant until) {
            waits.add(check + ": " + reason);
        }
    }
}
