package io.prodgate.report;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Situation;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.FaultRun;
import io.prodgate.evidence.Write;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.RunResult.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks of a run that disturbed production: borne and recovered, borne and not shown to have recovered, not looked at, not undone. */
final class SampleFaults {
    private static final Instant START = SampleRuns.START;
    private static final Optional<String> RUNBOOK = Optional.of("https://wiki.example.com/knowledge-base");

    private SampleFaults() {}

    static List<CheckResult> checks() {
        return List.of(
                passed(head("steady", "http", List.of(), Optional.empty(), Optional.empty(), "read-only"), 0, 1),
                fault("knowledge-base-slow", "the knowledge base answers after 31 s", 2, RUNBOOK),
                passed(
                        head(
                                "knowledge-base-restart",
                                "script",
                                List.of(),
                                Optional.of("knowledge-base-slow"),
                                RUNBOOK,
                                "writes-marked"),
                        3,
                        5),
                passed(needing("steady-again", "knowledge-base-slow"), 12, 6),
                passed(needing("note-again", "knowledge-base-slow"), 12, 40),
                fault("worker-held", "the worker takes no job", 60, RUNBOOK),
                skipped(needing("queue-again", "worker-held")),
                fault("cache-gone", "the cache is gone", 100, Optional.empty(), "worker-held", "steady"),
                notUndone(),
                notMade());
    }

    private static CheckHead needing(String id, String fault) {
        return head(id, "http", List.of(fault), Optional.empty(), Optional.empty(), "read-only");
    }

    private static CheckHead head(
            String id,
            String kind,
            List<String> needs,
            Optional<String> under,
            Optional<String> runbook,
            String safety) {
        return new CheckHead(
                id,
                Optional.empty(),
                "faults",
                kind,
                "high",
                true,
                List.of(),
                runbook,
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.of(needs),
                under,
                Optional.of(safety),
                Optional.empty());
    }

    private static CheckResult passed(CheckHead head, int second, int seconds) {
        return ended(head, Optional.empty(), second, seconds, List.of(), SampleRuns.met("status", "200", "200"));
    }

    /** In place for eight seconds. */
    private static CheckResult fault(String id, String what, int second, Optional<String> runbook, String... needs) {
        return ended(
                head(id, "fault", List.of(needs), Optional.empty(), runbook, "disruptive"),
                Optional.empty(),
                second,
                9,
                List.of(write(what, Write.State.UNDONE, second + 8)),
                SampleRuns.met("fault", "made and undone", "made and undone"),
                run(what, second, Optional.of(START.plusSeconds(second + 8)), Optional.empty(), ""));
    }

    private static FaultRun run(
            String what, int second, Optional<Instant> to, Optional<FaultRun.Trouble> trouble, String detail) {
        return new FaultRun(
                what,
                List.of("POST http://toxiproxy:8474/proxies/kb/toxics"),
                List.of("DELETE http://toxiproxy:8474/proxies/kb/toxics/prodgate"),
                Optional.of(START.plusSeconds(second)),
                to,
                trouble,
                detail);
    }

    private static CheckResult notUndone() {
        FaultRun left = run(
                "the database is gone",
                120,
                Optional.empty(),
                Optional.of(FaultRun.Trouble.NOT_UNDONE),
                "POST http://toxiproxy:8474/proxies/db was answered with 500 instead of [200]");
        Diagnosis diagnosis =
                Rules.builtIn().diagnose(new Situation(List.of(), List.of(left), START.plusSeconds(120), START, false));
        return ended(
                head("database-gone", "fault", List.of("steady"), Optional.empty(), Optional.empty(), "disruptive"),
                Optional.of(diagnosis),
                120,
                28,
                List.of(write("the database is gone", Write.State.NOT_UNDONE, 148)),
                left);
    }

    private static CheckResult notMade() {
        FaultRun none = new FaultRun(
                "the queue is gone",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(FaultRun.Trouble.NOT_MADE),
                "there is no proxy called 'queue'");
        Diagnosis diagnosis =
                Rules.builtIn().diagnose(new Situation(List.of(), List.of(none), START.plusSeconds(150), START, false));
        return ended(
                head("queue-gone", "fault", List.of("steady"), Optional.empty(), Optional.empty(), "disruptive"),
                Optional.of(diagnosis),
                150,
                1,
                List.of(),
                none);
    }

    private static Write write(String what, Write.State state, int second) {
        return new Write("lease 1.1", what, state, Map.of(), START.plusSeconds(second));
    }

    private static CheckResult skipped(CheckHead head) {
        return new CheckResult(
                head,
                Outcome.SKIPPED,
                Optional.empty(),
                Optional.empty(),
                "the run's budget of 1800 s had ended",
                List.of());
    }

    private static CheckResult ended(
            CheckHead head,
            Optional<Diagnosis> diagnosis,
            int second,
            int seconds,
            List<Write> writes,
            Evidence... evidence) {
        return new CheckResult(
                head,
                diagnosis.isEmpty() ? Outcome.PASSED : Outcome.INCONCLUSIVE,
                diagnosis.map(Diagnosis::cause),
                diagnosis.map(Diagnosis::rule),
                diagnosis.map(Diagnosis::explanation).orElse(""),
                List.of(new AttemptRecord(
                        1, START.plusSeconds(second), Duration.ofSeconds(seconds), List.of(evidence), diagnosis)),
                writes);
    }
}
