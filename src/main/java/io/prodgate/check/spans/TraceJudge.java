package io.prodgate.check.spans;

import io.prodgate.evidence.Judgement;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Nearest;
import io.prodgate.plan.Unit;
import io.prodgate.plan.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Holds traces against what the plan expects of them. */
final class TraceJudge {
    private static final int MOST_NAMED = 3;
    private static final String OUT_OF_TIME = Judgement.UNDECIDED + "the check's time ended before 'within' did";
    private static final String MORE =
            Judgement.UNDECIDED + "there are more traces than are read, and those that were not may be other";

    private final TracePlan plan;
    private final Question question;
    private final Values values;
    private final List<Found> found;
    private final Extent extent;
    private final Set<String> services;

    /**
     * A judge.
     *
     * @param services those that have traces, as far as is known
     */
    TraceJudge(
            TracePlan plan, Question question, Values values, List<Found> found, Extent extent, Set<String> services) {
        this.plan = plan;
        this.question = question;
        this.values = values;
        this.found = List.copyOf(found);
        this.extent = extent;
        this.services = Set.copyOf(services);
    }

    /**
     * How much was looked at.
     *
     * @param cut whether there was less time to look than the plan grants
     * @param partial whether there are traces that were not read, and what was looked for may be among them
     */
    record Extent(boolean cut, boolean partial) {}

    List<Judgement> judgements() {
        List<Judgement> judgements = new ArrayList<>();
        judgements.add(traces());
        if (found.isEmpty()) {
            return judgements;
        }
        if (!plan.expected().isEmpty()) {
            judgements.add(of(
                    "spans",
                    plan.expected().toString(),
                    Found::whole,
                    each -> String.join(", ", each.lacking()),
                    "all there",
                    extent.cut() ? OUT_OF_TIME : extent.partial() && named() ? MORE : ""));
        }
        if (plan.noErrors()) {
            judgements.add(of(
                    "error spans",
                    "none",
                    each -> each.errors().isEmpty(),
                    each -> String.join(", ", each.errors()),
                    "none",
                    ""));
        }
        plan.maxGap()
                .ifPresent(most -> judgements.add(of(
                        "gap",
                        "<= " + Durations.format(most),
                        each -> each.gap().compareTo(most) <= 0,
                        each -> Durations.format(each.gap()) + " without a span at work",
                        longest(Found::gap),
                        "")));
        plan.duration()
                .ifPresent(expectation -> judgements.add(of(
                        "duration",
                        expectation.toString(),
                        each -> meets(expectation, each),
                        each -> Durations.format(each.trace().duration()),
                        longest(each -> each.trace().duration()),
                        "")));
        return judgements;
    }

    private Judgement traces() {
        int least = question.least();
        boolean named = named();
        boolean met = found.size() >= least;
        String remark = "";
        if (!met && extent.cut()) {
            remark = OUT_OF_TIME;
        } else if (!met && extent.partial()) {
            remark = MORE;
        } else if (!met && !named && !found.isEmpty()) {
            remark = Judgement.UNDECIDED + "too few to judge by, and how many requests there were is not known here";
        }
        if (remark.isEmpty() && found.isEmpty()) {
            remark = unknownService();
        }
        return new Judgement(
                "traces",
                named ? "a trace for each of " + least : ">= " + least,
                String.valueOf(found.size()),
                met,
                named ? least : found.size(),
                remark);
    }

    private boolean named() {
        return question.wanted().stream().allMatch(Wanted::single);
    }

    /** The name in the plan may be wrong, or the service never sent a trace: who reads this can tell. */
    private String unknownService() {
        if (services.isEmpty() || question.service().isEmpty() || services.contains(question.service())) {
            return "";
        }
        return Judgement.UNDECIDED + "there is no service '" + question.service() + "' with traces; "
                + Nearest.hint(question.service(), services);
    }

    private boolean meets(Expectation expectation, Found each) {
        return expectation
                .judge(Actual.duration(each.trace().duration()), values)
                .met();
    }

    private String longest(Function<Found, java.time.Duration> time) {
        return "at most "
                + Durations.format(
                        found.stream().map(time).max(Comparator.naturalOrder()).orElseThrow());
    }

    /**
     * Judges all traces by something that each of them should be.
     *
     * @param inWords what is wrong with one
     * @param allGood what is said if nothing is
     * @param undecided why a miss says nothing; empty if it does
     */
    private Judgement of(
            String subject,
            String expected,
            Predicate<Found> asExpected,
            Function<Found, String> inWords,
            String allGood,
            String undecided) {
        List<Found> bad = found.stream().filter(asExpected.negate()).toList();
        Optional<Expectation.Result> share =
                plan.share().map(expectation -> expectation.judge(percent(found.size() - bad.size()), values));
        boolean good = share.map(Expectation.Result::met).orElse(bad.isEmpty());
        // Of any number of traces a part shows what is wrong, and never that nothing is.
        boolean open = extent.partial() && !named() && (good || share.isPresent());
        boolean met = good && !open;
        String actual = bad.isEmpty()
                ? allGood
                : bad.size() + " of " + found.size() + " not: "
                        + bad.stream()
                                .limit(MOST_NAMED)
                                .map(each -> each.name() + ": " + inWords.apply(each))
                                .collect(Collectors.joining("; "));
        return new Judgement(
                subject,
                expected
                        + share.map(result -> " in " + result.expected() + " of the traces")
                                .orElse(""),
                Actual.excerpt(actual),
                met,
                found.size(),
                open ? MORE : met ? "" : undecided);
    }

    private Actual percent(int good) {
        return new Actual.Amount(
                BigDecimal.valueOf(100L * good).divide(BigDecimal.valueOf(found.size()), 1, RoundingMode.DOWN),
                Unit.PERCENT);
    }
}
