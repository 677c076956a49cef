package io.prodgate.check.separation;

import io.prodgate.evidence.Judgement;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Values;
import io.prodgate.system.SystemException;
import io.prodgate.system.prometheus.Prometheus;
import io.prodgate.system.prometheus.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at series once: those of test traffic count, and those of real users know nothing of this run. */
final class SeriesLook {
    private static final int MOST_NAMED = 3;

    /** Of our series and of those of real users, and of ours before. */
    static final int QUESTIONS = 3;

    /** How long series may have been away, and are still not new when they come back as they were. */
    private static final Duration BEFORE = Duration.ofHours(1);

    private final Prometheus prometheus;
    private final Marks marks;
    private final Period period;
    private final String ours;
    private final String real;

    /**
     * A look.
     *
     * @throws Values.MissingValueException if a value is missing
     */
    SeriesLook(SeparationPlan.MetricPart plan, Prometheus prometheus, Marks marks, Period period, Values values) {
        this.prometheus = prometheus;
        this.marks = marks;
        this.period = period;
        String oursOnly = plan.ours().fill(values);
        this.ours = Matchers.with(plan.series(), oursOnly);
        this.real = Matchers.with(
                plan.series(),
                plan.real().map(template -> template.fill(values)).orElseGet(() -> Matchers.opposite(oursOnly)));
    }

    List<Finding> findings() throws SystemException, InterruptedException {
        List<Series> test = last(ours, period.ofUsers(), period.to());
        List<Series> users = last(real, period.ofUsers(), period.to());
        Map<Map<String, String>, Double> before = new HashMap<>();
        last(ours, BEFORE, period.from()).forEach(one -> before.put(labels(one), one.value(0)));
        long counted = test.stream()
                .filter(one -> counted(one.value(0), before.getOrDefault(labels(one), 0.0)))
                .count();
        return List.of(ofTest(test, counted, users.isEmpty()), ofUsers(users, test));
    }

    /** Every series that had a sample so long before an instant, with its last one. */
    private List<Series> last(String selector, Duration back, Instant at) throws SystemException, InterruptedException {
        return prometheus
                .query("last_over_time(" + selector + "[" + back.toSeconds() + "s])", at)
                .series();
    }

    /** A counter that began anew counts from zero. */
    private static boolean counted(double now, double before) {
        return now > before || (now > 0 && now < before);
    }

    private Finding ofTest(List<Series> test, long counted, boolean noUsers) {
        String actual = test.isEmpty() ? "(absent)" : counted + " of " + test.size() + " series";
        String remark;
        if (counted > 0) {
            remark = "metrics of real users: " + real;
        } else if (test.isEmpty() && noUsers) {
            remark = Judgement.UNDECIDED + "there is no series of either kind, by " + ours + " or " + real;
        } else if (test.isEmpty()) {
            remark = "this run counts as real users do, or not at all: no " + ours;
        } else {
            remark = "what " + ours + " counts is of earlier runs";
        }
        return new Finding(
                new Judgement(
                        "series of test traffic",
                        "counted since " + period.from().truncatedTo(ChronoUnit.SECONDS),
                        actual,
                        counted > 0,
                        test.size(),
                        remark),
                counted == 0);
    }

    private Finding ofUsers(List<Series> users, List<Series> test) {
        Set<Map<String, String>> ofTest =
                test.stream().map(SeriesLook::labels).collect(Collectors.toCollection(HashSet::new));
        List<Series> leaks =
                users.stream().filter(one -> marks.areIn(one.labels().values())).toList();
        List<Series> both =
                users.stream().filter(one -> ofTest.contains(labels(one))).toList();
        String actual = users.size() + " series";
        String remark = "";
        if (users.isEmpty()) {
            actual = "(absent)";
            remark = Judgement.UNDECIDED
                    + (test.isEmpty() ? "there is no series of either kind" : "no real users were seen")
                    + " by " + real + " in the last " + Durations.format(period.ofUsers());
        } else if (!leaks.isEmpty()) {
            actual = leaks.size() + " of " + users.size() + " series hold a run of prodgate: " + named(leaks);
        } else if (!both.isEmpty()) {
            actual = both.size() + " of " + users.size() + " series are those of test traffic: " + named(both);
        }
        return new Finding(
                new Judgement(
                        "series of real users",
                        "some, without a run of prodgate",
                        Actual.excerpt(actual),
                        !users.isEmpty() && leaks.isEmpty() && both.isEmpty(),
                        users.size(),
                        remark),
                users.isEmpty());
    }

    private static String named(List<Series> series) {
        return series.stream().limit(MOST_NAMED).map(Series::toString).collect(Collectors.joining(", "));
    }

    /** What a series is known by; functions may drop its name. */
    private static Map<String, String> labels(Series series) {
        Map<String, String> labels = new HashMap<>(series.labels());
        labels.remove("__name__");
        return labels;
    }
}
