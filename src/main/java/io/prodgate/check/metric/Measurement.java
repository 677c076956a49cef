package io.prodgate.check.metric;

import io.prodgate.check.metric.Goal.Held;
import io.prodgate.check.metric.Window.Span;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import io.prodgate.evidence.MetricReading.Kind;
import io.prodgate.plan.Durations;
import io.prodgate.system.SystemException;
import io.prodgate.system.prometheus.Prometheus;
import io.prodgate.system.prometheus.QueryResult;
import io.prodgate.system.prometheus.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks for a number once, with all that tells whether it can be believed. */
final class Measurement {
    private static final int MOST_SHOWN = 3;
    private static final int MOST_STEPS = 500;

    private final MetricSettings settings;
    private final Prometheus prometheus;
    private final Span span;
    private final Calm calm;
    private final boolean once;
    private final Optional<Trap> disturbed;
    private final String text;
    private final PromQl query;

    /**
     * A measurement that begins.
     *
     * @param whole the time that it is about
     * @param calm when production was left to itself in that time
     */
    Measurement(MetricSettings settings, Prometheus prometheus, Span whole, Calm calm) {
        this.settings = settings;
        this.prometheus = prometheus;
        this.calm = calm;
        this.once = isAskedOnce(settings, PromQl.of(text(settings, whole)), whole);
        this.span = once && settings.query().contains(MetricKind.WINDOW) ? calm.longest(whole) : whole;
        this.disturbed = disturbed(whole);
        this.text = text(settings, span);
        this.query = PromQl.of(text);
    }

    private static String text(MetricSettings settings, Span span) {
        return settings.query().replace(MetricKind.WINDOW, Scrapes.promql(span.length()));
    }

    /** A query that is asked once cannot leave anything out: it is about a part of the window, or about nothing. */
    private Optional<Trap> disturbed(Span whole) {
        if (!once) {
            return Optional.empty();
        }
        if (!calm.between(span.from(), span.to())) {
            return Optional.of(Trap.fatal(
                    Kind.DISTURBED,
                    "the query looks back over what we disturbed ourselves, which its range cannot leave out"
                            + " (write [$window], or ask it with 'step' all through the window)"));
        }
        return span.length().multipliedBy(2).compareTo(whole.length()) < 0
                ? Optional.of(Trap.fatal(
                        Kind.DISTURBED,
                        "of " + settings.window().told() + " no more than "
                                + Durations.format(
                                        Duration.ofSeconds(span.length().toSeconds()))
                                + " in a row were undisturbed, and half of it is needed"))
                : Optional.empty();
    }

    /** What was found: readings and judgements in turn, for each group. */
    List<Evidence> evidence() throws SystemException, InterruptedException {
        Optional<Duration> step = once ? Optional.empty() : Optional.of(step());
        if (disturbed.isPresent()) {
            return nothing(step, disturbed.get());
        }
        if (span.length().compareTo(step.orElse(Duration.ofSeconds(1))) < 0) {
            String reason = settings.window().told() + " is too short to say anything yet";
            return nothing(step, Trap.fatal(Kind.TOO_SHORT, reason));
        }
        QueryResult result = ask(text, step);
        FirstValues first = FirstValues.of(text, settings.tolerated().gap());
        QueryResult whole = first.query().isPresent() ? ask(first.query().get(), step) : result;
        Traps.Data data = Traps.look(prometheus, settings, query, span, calm, new Newcomers(text, first, span, step));
        List<Evidence> evidence = new ArrayList<>();
        Map<String, List<Series>> groups = groups(result, data);
        Map<String, List<Series>> wholes = groups(whole, data);
        wholes.keySet().forEach(group -> groups.putIfAbsent(group, List.of()));
        for (Map.Entry<String, List<Series>> group : groups.entrySet()) {
            List<Series> with = wholes.getOrDefault(group.getKey(), List.of());
            evidence.addAll(group(group.getKey(), group.getValue(), with, step, data));
        }
        return evidence;
    }

    private List<Evidence> nothing(Optional<Duration> step, Trap why) {
        Finding none =
                new Finding(Held.BETWEEN, settings.goal().toString(), "(absent)", Optional.empty(), List.of(why));
        return told("", step, List.of(), none, List.of(), Optional.empty());
    }

    private QueryResult ask(String asked, Optional<Duration> step) throws SystemException, InterruptedException {
        return step.isEmpty()
                ? prometheus.query(asked, span.to())
                : prometheus.range(asked, span.from().plus(step.get()), span.to(), step.get());
    }

    /** A query that looks back over the whole window answers for all of it at its end; any other is asked all through the window. */
    private static boolean isAskedOnce(MetricSettings settings, PromQl query, Span span) {
        boolean whole = settings.query().contains(MetricKind.WINDOW)
                || query.longestRange().compareTo(span.length()) >= 0
                || settings.window() instanceof Window.Now;
        return whole && settings.step().isEmpty() && settings.hours().isEmpty();
    }

    private Duration step() {
        Duration usual = query.longestRange().isZero()
                ? Duration.ofSeconds(Math.max(60, span.length().toSeconds() / MOST_STEPS))
                : query.longestRange();
        Duration least = Duration.ofSeconds(span.length().toSeconds() / (Prometheus.MOST_POINTS - 1) + 1);
        Duration step = settings.step().orElse(usual);
        return step.compareTo(least) < 0 ? least : step;
    }

    /** The series by the value of the group's label: groups that the data knows, or the plan names, are there even without one. */
    private Map<String, List<Series>> groups(QueryResult result, Traps.Data data) {
        if (settings.group().isEmpty()) {
            return new TreeMap<>(Map.of("", result.series()));
        }
        Map<String, List<Series>> groups = new TreeMap<>();
        Stream.concat(settings.groups().stream(), data.observations().keySet().stream())
                .forEach(group -> groups.put(group, new ArrayList<>()));
        result.series()
                .forEach(series -> groups.computeIfAbsent(series.label(settings.group()), key -> new ArrayList<>())
                        .add(series));
        if (groups.isEmpty()) {
            groups.put("", List.of());
        }
        return groups;
    }

    private List<Evidence> group(
            String group, List<Series> series, List<Series> whole, Optional<Duration> step, Traps.Data data) {
        Finding finding = finding(group, series, step);
        List<Trap> traps = new ArrayList<>(data.traps());
        Optional<Long> observations = Optional.empty();
        if (!query.selectors().stream().allMatch(Selector::mayBeAbsent)) {
            long count = data.observations().getOrDefault(group, 0L);
            observations = Optional.of(count);
            tooFew(count).ifPresent(traps::add);
        }
        saturated(finding, data).ifPresent(traps::add);
        if (!whole.equals(series)) {
            finding.contradicted(finding(group, whole, step)).ifPresent(traps::add);
        }
        return told(group, step, series, finding, traps, observations);
    }

    private Finding finding(String group, List<Series> series, Optional<Duration> step) {
        Judging judging = new Judging(settings);
        if (series.isEmpty()) {
            return judging.none("the query has no result" + (group.isEmpty() ? "" : " for it"));
        }
        if (series.size() > 1) {
            return several(series);
        }
        return step.isEmpty()
                ? judging.one(series.getFirst().value(series.getFirst().size() - 1))
                : over(judging, series.getFirst(), step.get());
    }

    private Finding several(List<Series> series) {
        String shown = series.stream().limit(MOST_SHOWN).map(Series::toString).collect(Collectors.joining(", "));
        String reason = series.size() + " series where one is expected (" + shown
                + (series.size() > MOST_SHOWN ? ", …" : "") + "): aggregate them, or name the label with 'per-tenant'";
        return new Finding(
                Held.BETWEEN,
                settings.goal().toString(),
                series.size() + " series",
                Optional.empty(),
                List.of(Trap.fatal(Kind.SEVERAL_SERIES, reason)));
    }

    private Finding over(Judging judging, Series series, Duration step) {
        Points points = points();
        return judging.over(points.of(series), points.expected(step));
    }

    private Points points() {
        return new Points(span, settings.hours(), calm, query.longestRange());
    }

    private Optional<Trap> tooFew(long observations) {
        int least = settings.minSamples().orElseGet(() -> (int) Math.ceil(query.quantiles().stream()
                .filter(quantile -> quantile > 0 && quantile < 1)
                .mapToDouble(quantile -> 1 / (1 - quantile) - 1e-6)
                .max()
                .orElse(1)));
        return observations >= least
                ? Optional.empty()
                : Optional.of(Trap.fatal(
                        Kind.TOO_FEW,
                        "it stands on " + observations + (observations == 1 ? " observation" : " observations")
                                + ", and needs " + least));
    }

    private Optional<Trap> saturated(Finding finding, Traps.Data data) {
        return finding.value()
                .filter(value -> Double.isFinite(value) && value >= data.ceiling() * (1 - 1e-9))
                .filter(value -> !settings.goal().wantsMore())
                .map(value -> Trap.hiding(
                        Kind.SATURATED,
                        settings.goal().shown(value)
                                + " is the histogram's highest finite bucket: it stands for that or more"));
    }

    private List<Evidence> told(
            String group,
            Optional<Duration> step,
            List<Series> series,
            Finding finding,
            List<Trap> known,
            Optional<Long> observations) {
        List<Trap> traps = Stream.concat(finding.traps().stream(), known.stream())
                .distinct()
                .toList();
        String named = settings.group().isEmpty() ? "" : settings.group() + "=" + group;
        boolean course = step.isPresent() && series.size() == 1;
        MetricReading reading = new MetricReading(
                settings.system().name(),
                text,
                named,
                span.from(),
                span.to(),
                step,
                series.size(),
                series.stream().mapToLong(Series::size).sum(),
                finding.value().map(String::valueOf),
                observations,
                settings.goal().measure().word(),
                course ? points().kept(series.getFirst()) : List.of(),
                traps.stream().map(Trap::flaw).toList(),
                course ? Course.of(series.getFirst(), !group.isEmpty()) : List.of(),
                course ? calm.last() : List.of());
        return List.of(reading, judgement(named, finding, traps, observations.orElse(0L)));
    }

    private Judgement judgement(String group, Finding finding, List<Trap> traps, long observations) {
        boolean spoiled =
                finding.held() == Held.MISSED ? traps.stream().anyMatch(Trap::spoilsMisses) : !traps.isEmpty();
        boolean met = finding.held() == Held.MET && !spoiled;
        boolean missed = finding.held() == Held.MISSED && !spoiled;
        String reasons = traps.stream().map(trap -> trap.flaw().detail()).collect(Collectors.joining("; "));
        String remark = (met || missed ? reasons : Judgement.UNDECIDED + reasons)
                + (reasons.isEmpty() || calm.told().isEmpty() ? "" : "; ")
                + calm.told();
        return new Judgement(
                settings.subject() + (group.isEmpty() ? "" : " of " + group),
                finding.expected() + " " + settings.window().when(),
                finding.actual(),
                met,
                (int) Math.min(Integer.MAX_VALUE, observations),
                remark);
    }
}
