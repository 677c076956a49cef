package io.prodgate.check.alert;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.evidence.Judgement;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What an attempt found out about an alert, as it goes. */
final class Story {
    private final AlertPlan plan;
    private final Attempt attempt;
    private final List<AlertWatch.Share> shares = new ArrayList<>();
    private final List<AlertWatch.Step> steps = new ArrayList<>();
    private final List<Judgement> judgements = new ArrayList<>();
    private Optional<Instant> since = Optional.empty();

    Story(AlertPlan plan, Attempt attempt) {
        this.plan = plan;
        this.attempt = attempt;
    }

    void began(Instant at) {
        since = Optional.of(at);
    }

    void share(AlertWatch.Share share) {
        shares.add(share);
    }

    /** Notes a step, once. */
    void step(String what, Instant at, String detail) {
        if (!seen(what)) {
            steps.add(new AlertWatch.Step(what, at, Actual.excerpt(detail)));
            attempt.news().accept(plan.name() + " " + what);
        }
    }

    boolean seen(String what) {
        return steps.stream().anyMatch(step -> step.what().equals(what));
    }

    /** How long after the cause something happened: {@code after 12s}. */
    String after(Instant at) {
        return since.filter(from -> !at.isBefore(from))
                .map(from -> "after " + rounded(Duration.between(from, at)))
                .orElse("at once");
    }

    private static String rounded(Duration duration) {
        return Durations.format(
                duration.compareTo(Duration.ofMinutes(1)) < 0
                        ? duration.truncatedTo(ChronoUnit.MILLIS)
                        : duration.truncatedTo(ChronoUnit.SECONDS));
    }

    void met(String subject, String expected, String actual) {
        judgements.add(new Judgement(subject, expected, Actual.excerpt(actual), true, 1, ""));
    }

    void missed(String subject, String expected, String actual, String remark) {
        judgements.add(new Judgement(subject, expected, Actual.excerpt(actual), false, 1, remark));
    }

    void undecided(String subject, String expected, String actual, String why) {
        missed(subject, expected, actual, Judgement.UNDECIDED + why);
    }

    /** Hands in what is known: what is certain first, then that nobody would hear it. */
    void end() {
        judgements.stream().sorted(Comparator.comparingInt(Story::doubt)).forEach(attempt.log()::add);
        attempt.log().add(new AlertWatch(plan.name(), since, plan.within(), shares, steps));
    }

    private static int doubt(Judgement judgement) {
        if (judgement.met() || !judgement.remark().startsWith(Judgement.UNDECIDED)) {
            return 0;
        }
        return judgement.subject().equals(Suppression.SUBJECT) ? 1 : 2;
    }
}
