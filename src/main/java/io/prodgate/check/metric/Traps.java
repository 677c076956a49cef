package io.prodgate.check.metric;

import io.prodgate.check.metric.SelectorLook.Part;
import io.prodgate.check.metric.Window.Span;
import io.prodgate.evidence.MetricReading.Kind;
import io.prodgate.system.SystemException;
import io.prodgate.system.prometheus.Prometheus;
import io.prodgate.system.prometheus.QueryResult;
import io.prodgate.system.prometheus.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks whether the data below a query can carry an answer: are there series, how many observations, were their targets scraped all
 * the time, did counters begin anew, do the buckets reach far enough?
 */
final class Traps {
    private final Prometheus prometheus;
    private final MetricSettings settings;
    private final PromQl query;
    private final Span span;
    private final Calm calm;
    private final Newcomers newcomers;
    private final String range;
    private final List<Trap> found = new ArrayList<>();
    private final Map<String, Long> events = new LinkedHashMap<>();
    private final Map<String, Long> samples = new LinkedHashMap<>();
    private double ceiling = Double.POSITIVE_INFINITY;

    private Traps(
            Prometheus prometheus, MetricSettings settings, PromQl query, Span span, Calm calm, Newcomers newcomers) {
        this.prometheus = prometheus;
        this.settings = settings;
        this.query = query;
        this.span = span;
        this.calm = calm;
        this.newcomers = newcomers;
        this.range = "[" + Scrapes.promql(span.length()) + "]";
    }

    /**
     * What is known of the data.
     *
     * @param traps what is wrong with it
     * @param observations how many there are, by the group's value; under the empty text if there are no groups
     * @param ceiling what quantiles read as that are higher: the highest finite bucket, in the query's measure
     */
    record Data(List<Trap> traps, Map<String, Long> observations, double ceiling) {
        Data {
            traps = List.copyOf(traps);
            observations = Map.copyOf(observations);
        }
    }

    /** Looks at the data below a query. */
    static Data look(
            Prometheus prometheus, MetricSettings settings, PromQl query, Span span, Calm calm, Newcomers newcomers)
            throws SystemException, InterruptedException {
        return new Traps(prometheus, settings, query, span, calm, newcomers).data();
    }

    private Data data() throws SystemException, InterruptedException {
        if (query.isRateAsPercentage()) {
            found.add(Trap.fatal(
                    Kind.RATE_AS_PERCENTAGE,
                    "a rate per second times 100 is no percentage: divide the rate of the good by the rate of all"));
        }
        if (query.selectors().isEmpty()) {
            found.add(Trap.fatal(Kind.NO_SERIES, "the query selects no series: it says nothing about production"));
        }
        Set<String> jobs = new TreeSet<>();
        List<Selector> withoutJob = new ArrayList<>();
        for (Selector selector : distinct(query)) {
            Set<String> own = look(selector);
            jobs.addAll(own);
            if (own.contains("")) {
                withoutJob.add(selector);
            }
        }
        jobs.remove("");
        boolean tellsDown = query.selectors().stream().anyMatch(Selector::tellsDown);
        new Scrapes(prometheus, span, calm, settings.tolerated().gap(), tellsDown).look(jobs, withoutJob, found);
        return new Data(found, events.isEmpty() ? samples : events, ceiling);
    }

    /** The selectors to look at, each once. */
    static List<Selector> distinct(PromQl query) {
        Map<String, Selector> byText = new LinkedHashMap<>();
        for (Selector selector : query.selectors()) {
            if (!selector.mayBeAbsent()) {
                // With a rate around it once, it is a counter everywhere; without one once, resets do harm.
                byText.merge(selector.text(), selector, (one, other) -> one.isRated() ? other : one);
            }
        }
        return List.copyOf(byText.values());
    }

    /** The jobs whose series a selector selects; the empty text stands for series without a job. Empty if there are no series at all. */
    private Set<String> look(Selector selector) throws SystemException, InterruptedException {
        QueryResult answer = prometheus.look(question(selector), span.to());
        Set<String> jobs = new TreeSet<>();
        SelectorLook.of(Part.JOBS, answer).forEach(one -> jobs.add(one.label("job")));
        if (jobs.isEmpty()) {
            found.add(Trap.fatal(
                    Kind.NO_SERIES,
                    selector.text() + " matches no series in " + Scrapes.promql(span.length())
                            + ": nothing exposes it"));
            return jobs;
        }
        count(SelectorLook.of(Part.OBSERVATIONS, answer), countsEvents(selector) ? events : samples);
        resets(selector, SelectorLook.sum(Part.RESETS, answer));
        if (isQuantile(selector)) {
            buckets(selector, SelectorLook.of(Part.BUCKETS, answer));
        }
        newcomers.found(selector, SelectorLook.sum(Part.BORN, answer)).ifPresent(found::add);
        return jobs;
    }

    private String question(Selector selector) {
        String all = selector.isBucket() ? selector.with("le=\"+Inf\"") : selector.text();
        String by = settings.group().isEmpty() ? "" : " by (" + settings.group() + ")";
        SelectorLook look = new SelectorLook();
        look.add(Part.JOBS, "count by (job) (count_over_time(" + selector.text() + range + "))");
        look.add(
                Part.OBSERVATIONS,
                "sum" + by + " (" + (countsEvents(selector) ? "increase" : "count_over_time") + "(" + all + range
                        + "))");
        if (selector.isCounter()) {
            look.add(Part.RESETS, "sum(resets(" + all + range + "))");
        }
        if (isQuantile(selector)) {
            look.add(Part.BUCKETS, "count by (le) (count_over_time(" + selector.text() + range + "))");
        }
        newcomers.look(selector, settings.tolerated().gap()).ifPresent(query -> look.add(Part.BORN, query));
        return look.query();
    }

    /** Of a quantile or a share it matters how much was observed, of anything else how often it was looked. */
    private boolean countsEvents(Selector selector) {
        boolean counts = selector.isCounter() && !selector.name().endsWith("_sum");
        return counts && (query.divides() || selector.functions().contains("histogram_quantile"));
    }

    private static boolean isQuantile(Selector selector) {
        return selector.isBucket() && selector.functions().contains("histogram_quantile");
    }

    private void count(List<Series> seen, Map<String, Long> counts) {
        for (Series one : seen) {
            String group = settings.group().isEmpty() ? "" : one.label(settings.group());
            double value = one.value(0);
            counts.merge(group, Double.isFinite(value) ? Math.round(value) : 0, Math::max);
        }
    }

    private void resets(Selector selector, double resets) {
        if (resets > settings.tolerated().resets()) {
            String detail = "counters of " + selector.text() + " began anew " + Math.round(resets)
                    + (Math.round(resets) == 1 ? " time" : " times") + " in " + Scrapes.promql(span.length());
            found.add(
                    selector.isRated()
                            ? Trap.hiding(Kind.RESET, detail + ": what they counted just before is lost")
                            : Trap.fatal(Kind.RESET, detail + ": use rate() or increase(), which know of that"));
        }
    }

    private void buckets(Selector selector, List<Series> seen) {
        double scale = settings.goal().measure() == Goal.Measure.MILLISECONDS
                        && selector.name().endsWith("_seconds_bucket")
                ? 1000
                : 1;
        double highest = scale
                * seen.stream()
                        .map(series -> series.label("le"))
                        .filter(le -> le.matches("[0-9.eE+-]+"))
                        .mapToDouble(Double::parseDouble)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NEGATIVE_INFINITY);
        if (settings.goal().upperBound().isPresent()
                && highest < settings.goal().upperBound().getAsDouble()) {
            found.add(Trap.hiding(
                    Kind.SATURATED,
                    "the highest finite bucket of " + selector.text() + " is "
                            + (highest < 0 ? "none" : settings.goal().shown(highest))
                            + ", and whatever is above reads as that: add a bucket at "
                            + settings.goal().shown(settings.goal().upperBound().getAsDouble()) + " or more"));
        }
        ceiling = Math.min(ceiling, highest);
    }
}
