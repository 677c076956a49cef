package io.prodgate.check.isolation;

import io.prodgate.check.Attempt;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepAnswer;
import io.prodgate.check.request.StepRun;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.plan.Durations;
import io.prodgate.traffic.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Somebody uses the access that is meant for need, and whoever reads the audit log has to learn of it. */
final class BreakGlass {
    static final String WHO = "break-glass";

    private static final String WHOSE = "everybody";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final BreakGlassPlan plan;
    private final String place;
    private final Attempt attempt;
    private final List<Try> tries = new ArrayList<>();

    /**
     * The tries of one attempt.
     *
     * @param place where the check stands in the plan
     */
    BreakGlass(BreakGlassPlan plan, String place, Attempt attempt) {
        this.plan = plan;
        this.place = place;
        this.attempt = attempt;
    }

    /** Makes all tries. */
    void tried() throws InterruptedException {
        boolean whole = quiet() && accessed() && entered();
        new TryJudge(attempt.log()).told("Audit", tries, whole);
    }

    /** An entry that is there before would prove nothing. */
    private boolean quiet() throws InterruptedException {
        Optional<StepAnswer> before = asked(plan.entry(), attempt);
        if (before.isEmpty()) {
            return false;
        }
        if (before.get().met()) {
            tell(End.VOID, "an entry before", "it is there before the glass was broken, so it is not of this access");
            return false;
        }
        return readable(before.get());
    }

    private boolean accessed() throws InterruptedException {
        Optional<StepAnswer> answer = asked(plan.access(), attempt);
        if (answer.isEmpty()) {
            return false;
        }
        int status = answer.get().exchange().status();
        boolean in = status / 100 == 2;
        tries.add(new Try(
                WHO,
                plan.access().method() + " " + plan.access().target().path(),
                WHOSE,
                in ? End.LET_IN : End.VOID,
                String.valueOf(status),
                in ? "" : "who may do everything in need cannot, so there is nothing to be entered"));
        return in;
    }

    private boolean entered() throws InterruptedException {
        Instant began = attempt.time().now();
        Instant end = began.plus(plan.within());
        Instant last = end.isBefore(attempt.deadline()) ? end : attempt.deadline();
        while (true) {
            EvidenceLog aside = attempt.log().part(fact -> {});
            boolean over = !attempt.time().now().isBefore(last);
            Optional<StepAnswer> answer = asked(plan.entry(), attempt.logging(aside));
            boolean there = answer.filter(StepAnswer::met).isPresent();
            if (!there && !over) {
                attempt.time().sleep(PAUSE);
                continue;
            }
            aside.facts().forEach(attempt.log()::add);
            if (answer.isEmpty()) {
                return false;
            }
            if (there) {
                tell(End.LET_IN, "an entry", "");
            } else if (readable(answer.get())) {
                tell(End.WRONGLY_STOPPED, "no entry", "within " + Durations.format(plan.within()));
            }
            return there;
        }
    }

    /** Whether the audit log can be read: else nobody knows whether there is an entry. */
    private boolean readable(StepAnswer answer) {
        int status = answer.exchange().status();
        boolean readable = status / 100 == 2 || status == 404;
        if (!readable) {
            tell(End.UNKNOWN, String.valueOf(status), "the audit log cannot be read");
        }
        return readable;
    }

    private void tell(End end, String by, String detail) {
        tries.add(new Try(WHO, "leaves an entry at " + plan.entry().target().path(), WHOSE, end, by, detail));
    }

    /** Empty if there is no answer; the log says why. */
    private Optional<StepAnswer> asked(Step step, Attempt logging) throws InterruptedException {
        return new StepRun(logging, place).ask(step, Sending.UNHEEDED) instanceof StepRun.Answer(StepAnswer answer)
                ? Optional.of(answer)
                : Optional.empty();
    }
}
