package io.prodgate.check.journey;

import io.prodgate.check.request.StepAnswer;
import io.prodgate.check.request.StepRun;
import io.prodgate.evidence.Judgement;
import io.prodgate.plan.Actual;
import io.prodgate.traffic.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks at something that must stay as it was, before and after. */
final class Watching {
    private static final int MOST_TRIES = 3;

    private final Journey.Watch watch;
    private final Asking asking;
    private Optional<String> before = Optional.empty();
    private String why = "";

    Watching(Journey.Watch watch, Asking asking) {
        this.watch = watch;
        this.asking = asking;
    }

    /** Looks before anything is sent; false if there is nothing to be seen. */
    boolean begin() throws InterruptedException {
        before = read();
        return before.isPresent();
    }

    /** Looks until the watch is over, or the value is another one. */
    Judgement end() throws InterruptedException {
        if (before.isEmpty()) {
            return undecided();
        }
        Instant end = asking.time().now().plus(watch.watch());
        Duration pause = watch.pace().first();
        while (true) {
            Instant asked = asking.time().now();
            Optional<String> now = read();
            if (now.isEmpty()) {
                return undecided();
            }
            boolean same = now.equals(before);
            if (!same || !asked.isBefore(end)) {
                return new Judgement(subject(), "unchanged: " + shown(before), shown(now), same, 1, "");
            }
            Duration left = Duration.between(asked, end);
            if (!asking.pause(left.compareTo(pause) < 0 ? left : pause)) {
                why = "the check's time ended before the watch did";
                return undecided();
            }
            pause = watch.pace().after(pause);
        }
    }

    Trail trail() {
        return asking.trail();
    }

    private String subject() {
        return "unchanged " + watch.value().written();
    }

    private static String shown(Optional<String> value) {
        return Actual.excerpt(value.orElse("(absent)"));
    }

    private Judgement undecided() {
        return new Judgement(subject(), "unchanged: " + shown(before), "(absent)", false, 1, Judgement.UNDECIDED + why);
    }

    private Optional<String> read() throws InterruptedException {
        for (int tries = 1; ; tries++) {
            Optional<String> value = once();
            if (value.isPresent()
                    || tries >= MOST_TRIES
                    || !asking.pause(watch.pace().first())) {
                return value;
            }
        }
    }

    private Optional<String> once() throws InterruptedException {
        return switch (asking.ask(watch.step(), Sending.UNHEEDED)) {
            case StepRun.Answer(StepAnswer answer)
            when answer.met() -> {
                StepAnswer.CapturedValue value = answer.value(watch.value());
                why = value.remark().isEmpty()
                        ? "there is nothing at " + watch.value().written()
                        : value.remark();
                yield value.text();
            }
            case StepRun.Answer(StepAnswer answer) -> {
                why = Words.missed(answer);
                yield Optional.empty();
            }
            case StepRun.NoAnswer(var trouble, var _) -> {
                why = trouble.message();
                yield Optional.empty();
            }
            case StepRun.GivenUp(var pause, var _) -> {
                why = pause.word();
                yield Optional.empty();
            }
            case StepRun.Unusable(var mistake) -> {
                why = mistake.what();
                yield Optional.empty();
            }
        };
    }
}
