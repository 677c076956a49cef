package io.prodgate.report.document;

import io.prodgate.baseline.Amounts;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.slo.Bound;
import io.prodgate.evidence.Judgement;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Overview;
import io.prodgate.verdict.Judged;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The numbers of a run beside what was agreed, in words: nothing of a judgement's own text gets in but amounts. */
final class ClientNumbers {
    private static final String TIME = "seconds";
    private static final String UNKNOWN = "not known";
    private static final Pattern SOME = Pattern.compile("(.*?) at >= ([0-9]{1,3}(?:\\.[0-9]{1,6})?%) of .*");

    /** What journeys call times, for people. */
    private static final Map<String, String> TIMES = Map.of(
            "p50", "the time of half of all",
            "p75", "the time of 75 of 100",
            "p90", "the time of 90 of 100",
            "p95", "the time of 95 of 100",
            "p99", "the time of 99 of 100",
            "max", "the longest time",
            "mean", "the time on average");

    private final Judged judged;
    private final Overview overview;
    private final Function<Finding, String> titles;

    /**
     * The numbers of a run.
     *
     * @param titles what may be told of a check
     */
    ClientNumbers(Judged judged, Overview overview, Function<Finding, String> titles) {
        this.judged = judged;
        this.overview = overview;
        this.titles = titles;
    }

    Document.Draft chapter() {
        Document.Draft draft = new Document.Draft().chapter("Numbers");
        List<List<Text>> rows = Stream.concat(
                        Measured.of(judged.run()).stream().flatMap(measured -> row(measured).stream()),
                        overview.checks().stream()
                                .filter(finding -> finding.check().head().kind().equals("journey"))
                                .flatMap(this::times))
                .toList();
        return rows.isEmpty()
                ? draft.say("No number was measured of which something was agreed.")
                : draft.table(
                        "Measured, and what was agreed", "What | #Measured | #Agreed | Met | #Observations", rows);
    }

    private Optional<List<Text>> row(Measured measured) {
        KeptNumber number = measured.number();
        return overview.checks().stream()
                .filter(finding -> finding.id().equals(number.check()))
                .filter(finding ->
                        number.group().isEmpty() && !number.expected().isEmpty())
                .findFirst()
                .map(finding -> List.of(
                        Text.of(titles.apply(finding)),
                        measured.value(),
                        Text.of(agreed(number.expected(), number.unit())),
                        measured.asExpected(),
                        Text.of(Figures.number(number.observations()) + " in " + Figures.duration(number.window()))));
    }

    private Stream<List<Text>> times(Finding finding) {
        return Judgements.judged(finding.check()).stream()
                .filter(judgement -> TIMES.containsKey(judgement.subject()))
                .map(judgement -> List.of(
                        Text.of(titles.apply(finding) + ": " + TIMES.get(judgement.subject())),
                        Text.of(measured(judgement)),
                        Text.of(agreed(judgement.expected(), TIME)),
                        Judgements.asExpected(judgement),
                        Text.of(Figures.number(judgement.samples()))));
    }

    private static String measured(Judgement judgement) {
        return Bound.of(judgement.actual(), TIME)
                .map(bound -> Amounts.of(bound.amount().doubleValue(), TIME))
                .orElse(UNKNOWN);
    }

    private static String agreed(String expected, String unit) {
        Matcher some = SOME.matcher(expected);
        return some.matches()
                ? agreed(some.group(1), unit) + " at " + some.group(2) + " of all points in time"
                : Bound.of(expected, unit).map(bound -> bound.told(unit)).orElse("more than a single amount");
    }
}
