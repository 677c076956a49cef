package io.prodgate.run;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Signs;
import io.prodgate.diagnosis.Situation;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.FaultRun;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.PanelPicture;
import io.prodgate.evidence.ProcessRun;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.TestResults;
import io.prodgate.evidence.TraceReading;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.VantageProbe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What attempts amount to by some rules: a pure function of their evidence, and the same for a run and for its replay.
 *
 * @param rules that decide
 * @param settleUntil until when trouble after the deploy does not count
 */
public record Assessment(Rules rules, Instant settleUntil) {
    /**
     * Why an attempt was missed; empty if it was met.
     *
     * @param repeatable whether trying again does no harm even when an earlier try reached production
     * @param earlier the attempts before
     * @param facts what it saw
     * @param started when it began
     */
    Optional<Diagnosis> diagnose(
            boolean repeatable, List<AttemptRecord> earlier, List<Evidence> facts, Instant started) {
        return Signs.met(facts)
                ? Optional.empty()
                : Optional.of(rules.diagnose(situation(repeatable, earlier, facts, started)));
    }

    /** All that a diagnosis of an attempt looks at. */
    public Situation situation(boolean repeatable, List<AttemptRecord> earlier, List<Evidence> facts, Instant started) {
        return new Situation(earlier, facts, started, settleUntil, repeatable || !reachedWithWrite(facts));
    }

    /** Whether there is to be another attempt, if there is time. */
    static boolean goesOn(List<AttemptRecord> attempts) {
        return switch (next(attempts.getLast())) {
            case STOP -> false;
            case CONFIRM, UNTIL_SETTLED -> true;
            case BACK_OFF -> infrastructureTries(attempts) < Backoff.INFRASTRUCTURE_ATTEMPTS;
        };
    }

    static Next next(AttemptRecord attempt) {
        return attempt.diagnosis().map(Diagnosis::next).orElse(Next.STOP);
    }

    static int infrastructureTries(List<AttemptRecord> attempts) {
        return (int) attempts.stream()
                .filter(attempt -> next(attempt) == Next.BACK_OFF)
                .count();
    }

    /** Whether something that changes production may have been carried out. */
    private static boolean reachedWithWrite(List<Evidence> facts) {
        return facts.stream().anyMatch(fact -> switch (fact) {
            case HttpExchange exchange -> !readsOnly(exchange.method());
            case Trouble trouble -> trouble.sent() == Trouble.Sent.PERHAPS;
            case ProcessRun run -> run.end() != ProcessRun.End.NOT_STARTED;
            case FlowRun flow -> flow.end() != FlowRun.End.NOT_RUN;
            case CertificateChain _,
                    Judgement _,
                    ControlProbe _,
                    ClockReading _,
                    PaceWait _,
                    Misconfiguration _,
                    NameLookup _,
                    VantageProbe _,
                    TestResults _,
                    ItemResult _,
                    SystemTrouble _,
                    MetricReading _,
                    TraceReading _,
                    PanelPicture _,
                    FaultRun _,
                    IsolationMatrix _,
                    AlertWatch _,
                    SurveyReading _,
                    ApkReading _,
                    DeviceReading _,
                    DeviceLog _ -> false;
        });
    }

    private static boolean readsOnly(String method) {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }
}
