package io.prodgate.check.script;

import io.prodgate.check.results.Proof;
import io.prodgate.check.results.Results;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Expectation;
import io.prodgate.process.BoundedProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds one run of a script against what is expected. Numbers and exit code have to agree: what one of them says against production
 * is never taken back by the other. A run that says nothing against production and still proves too little is a mistake on our side.
 */
final class ScriptJudge {
    private final Script script;
    private final EvidenceLog log;

    ScriptJudge(Script script, EvidenceLog log) {
        this.script = script;
        this.log = log;
    }

    /**
     * Puts the judgements into the log.
     *
     * @param most how long the script was allowed to take
     * @param findings the results of its tests
     */
    void judge(BoundedProcess.End end, Duration most, Findings findings) {
        Optional<Results> found = findings.results();
        found.ifPresent(results -> log.add(results.evidence(script.line())));
        List<Judgement> judgements = new ArrayList<>(found.map(results -> Proof.judgements(results, script.expected()))
                .orElse(List.of()));
        boolean lacking = found.isEmpty() && script.countsNeeded();
        if (lacking) {
            judgements.add(new Judgement(
                    "tests",
                    "to be counted",
                    "(absent)",
                    false,
                    1,
                    findings.problem().orElse("")));
        }
        Judgement ending = ending(end, most, found);
        judgements.add(ending);
        judgements.forEach(log::add);
        boolean against = !ending.met()
                || found.filter(results -> results.notPassed() > 0).isPresent();
        if (against) {
            return;
        }
        String where = script.at().toString();
        if (lacking) {
            log.add(new Misconfiguration(
                    "the script ended well, but " + findings.problem().orElse("there are no results"),
                    where,
                    "read its output; 'tests' says where the results are"));
        }
        found.flatMap(results -> Proof.missing("the script ended well", judgements, results, where))
                .ifPresent(log::add);
    }

    private Judgement ending(BoundedProcess.End end, Duration most, Optional<Results> found) {
        return switch (end) {
            case BoundedProcess.End.OutOfTime() ->
                new Judgement(
                        "end",
                        "within " + Durations.format(most),
                        "still running",
                        false,
                        1,
                        "the script was ended with all that it had started");
            case BoundedProcess.End.Exited exited -> exitCode(exited.code(), found);
        };
    }

    private Judgement exitCode(int code, Optional<Results> found) {
        Expectation.Result result = script.exitCode().judge(Actual.number(code), reference -> Optional.empty());
        return new Judgement(
                "exit code",
                result.expected(),
                result.actual(),
                result.met(),
                1,
                result.met() ? "" : remark(code, found));
    }

    private static String remark(int code, Optional<Results> found) {
        if (code > 128 && code < 160) {
            return "ended by signal " + (code - 128);
        }
        return found.filter(results -> results.notPassed() == 0)
                .map(results -> "although none of " + results.tests() + " tests failed")
                .orElse("");
    }
}
