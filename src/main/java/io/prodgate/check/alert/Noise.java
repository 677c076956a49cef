package io.prodgate.check.alert;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.Disturbance;
import io.prodgate.plan.Durations;
import io.prodgate.system.SystemException;
import io.prodgate.system.prometheus.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** How often and how long an alert fired while we left production to itself. */
final class Noise {
    private static final Duration FINEST = Duration.ofSeconds(15);
    private static final int POINTS = 10_000;

    /** How long after the end of a disturbance an alert may go on because of it. */
    private static final Duration AFTERMATH = Duration.ofMinutes(10);

    private final AlertPlan plan;
    private final Map<String, String> labels;
    private final Story story;

    Noise(AlertPlan plan, Map<String, String> labels, Story story) {
        this.plan = plan;
        this.labels = Map.copyOf(labels);
        this.story = story;
    }

    void judge(AlertPlan.Noise noise, Round round)
            throws SystemException, InterruptedException, Round.NobodyToAskException {
        Attempt attempt = round.attempt();
        Instant to = attempt.time().now().truncatedTo(ChronoUnit.SECONDS);
        Instant from = to.minus(noise.window());
        Duration even = Duration.ofSeconds(noise.window().dividedBy(POINTS).toSeconds() + 1);
        Duration step = even.compareTo(FINEST) > 0 ? even : FINEST;
        List<Series> found = round.prometheus()
                .range("ALERTS{alertstate=\"firing\"," + Labels.promql(plan.name(), labels) + "}", from, to, step)
                .series();
        List<Disturbance> ours = attempt.disturbances().within(from.minus(AFTERMATH), to);
        int times = 0;
        Duration all = Duration.ZERO;
        for (Series series : found) {
            int begin = 0;
            for (int i = 1; i <= series.size(); i++) {
                if (i < series.size() && series.time(i) - series.time(i - 1) < 1.5 * step.toSeconds()) {
                    continue;
                }
                Instant first = at(series.time(begin));
                Instant last = at(series.time(i - 1));
                begin = i;
                if (ours.stream().noneMatch(one -> one.within(first.minus(AFTERMATH), last))) {
                    times++;
                    all = all.plus(Duration.between(first, last)).plus(step);
                }
            }
        }
        String told = (times == 1 ? "once" : times + " times") + ", " + Durations.format(all) + " in all";
        String expected = "at most " + noise.most() + " times in " + Durations.format(noise.window());
        if (times <= noise.most()) {
            story.met("alert noise", expected, told);
        } else {
            story.missed("alert noise", expected, told, "outside of our own drills");
        }
    }

    private static Instant at(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }
}
