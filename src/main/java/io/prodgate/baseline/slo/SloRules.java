package io.prodgate.baseline.slo;

import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.KeptNumber;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A proposal of service level objectives as recording and alerting rules of Prometheus: what the checks expect, where it was met, watched by
 * how fast the budget of bad events burns over a long and a short window.
 *
 * @param objectives how many there are
 * @param leftOut the numbers that suggest none, and why
 * @param text the file; empty if there is no objective
 * @see <a href="https://sre.google/workbook/alerting-on-slos/">The Site Reliability Workbook: Alerting on SLOs</a>
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/">the format</a>
 */
public record SloRules(int objectives, List<String> leftOut, String text) {
    private static final String HEADER = """
        # A proposal, written by 'prodgate baseline slo'. Nobody has agreed to it yet.
        #
        # Before these rules are used, people have to decide:
        #  1. Are these the objectives that users need? Each is what a check of the plan expects, and was met when it was
        #     measured. That it was met once is no promise.
        #  2. Is 30 days the period of the budgets? The factors (14.4, 6, 1) are those of the Site Reliability Workbook for it:
        #     https://sre.google/workbook/alerting-on-slos/
        #  3. Who is paged, and who gets a ticket? The label 'severity' says page or ticket; Alertmanager routes by it.
        #  4. What if nothing happens at all? Without events there is no ratio and no alert but SloHasNoData.
        #  5. Do test requests count? Leave those of prodgate out of the selectors, if their label tells them.
        """;

    public SloRules {
        leftOut = List.copyOf(leftOut);
    }

    /**
     * The objectives that a baseline suggests.
     *
     * @param leastObservations that a number has to stand on
     */
    public static SloRules of(Baseline baseline, long leastObservations) {
        List<Objective> objectives = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (KeptNumber number : baseline.numbers()) {
            Objective.Suggestion suggestion = Objective.of(number, leastObservations);
            suggestion
                    .objective()
                    .ifPresentOrElse(objectives::add, () -> leftOut.add(number.name() + ": " + suggestion.why()));
        }
        baseline.leftOut().forEach(left -> leftOut.add(left.name() + ": " + left.why()));
        return new SloRules(objectives.size(), leftOut, text(baseline, objectives, leftOut));
    }

    private static String text(Baseline baseline, List<Objective> objectives, List<String> leftOut) {
        if (objectives.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(HEADER);
        text.append("#\n");
        leftOut.forEach(left -> text.append("# Left out: ").append(line(left)).append('\n'));
        text.append("groups:\n");
        objectives.forEach(objective -> group(baseline, objective, text));
        return text.toString();
    }

    private static void group(Baseline baseline, Objective objective, StringBuilder text) {
        String slo = Events.quoted(template(objective.number().name()));
        String origin = origin(baseline, objective);
        text.append("  - name: ")
                .append(Events.quoted("slo " + objective.number().name()))
                .append('\n');
        text.append("    rules:\n");
        text.append("      # ").append(line(origin)).append('\n');
        for (BurnWindow window : BurnWindow.ALL) {
            objective
                    .leftOut(window)
                    .ifPresent(why -> text.append("      # Without the window of ")
                            .append(window.range())
                            .append(": ")
                            .append(why)
                            .append('\n'));
        }
        objective.windows().stream()
                .flatMap(window -> Stream.of(window.recent(), window.range()))
                .distinct()
                .forEach(range -> text.append("      - record: ")
                        .append(record(range))
                        .append('\n')
                        .append("        expr: ")
                        .append(Events.quoted(objective.events().errors(range)))
                        .append('\n')
                        .append("        labels: { slo: ")
                        .append(slo)
                        .append(" }\n"));
        objective.windows().forEach(window -> burning(objective, window, slo, origin, text));
        noData(objective, slo, origin, text);
    }

    private static void burning(Objective objective, BurnWindow window, String slo, String origin, StringBuilder text) {
        String limit =
                window.factor().toPlainString() + " * " + objective.budget().toPlainString();
        String matcher = "{slo=" + slo + "} > " + limit;
        String fast = window.factor().compareTo(BigDecimal.ONE) == 0
                ? "too fast"
                : window.factor().toPlainString() + " times too fast";
        alert(
                "SloBudgetBurns",
                record(window.range()) + matcher + " and " + record(window.recent()) + matcher,
                "severity: " + window.severity() + ", window: " + window.range() + ", slo: " + slo,
                objective.number().name() + ": the bad events of " + window.range() + " burn the budget of 30 days "
                        + fast + ", with an objective of " + objective.percent() + "%",
                origin,
                text);
    }

    private static void noData(Objective objective, String slo, String origin, StringBuilder text) {
        String missing = objective.events().bucket()
                ? "there is no bucket with exactly this bound, or no histogram"
                : "there are no such counters";
        alert(
                "SloHasNoData",
                "absent_over_time(" + objective.events().needed() + "[1h])",
                "severity: ticket, slo: " + slo,
                objective.number().name() + ": " + missing + ", so nothing would be told",
                origin,
                text);
    }

    private static void alert(
            String name, String expression, String labels, String summary, String origin, StringBuilder text) {
        text.append("      - alert: ")
                .append(name)
                .append('\n')
                .append("        expr: ")
                .append(Events.quoted(expression))
                .append('\n')
                .append("        labels: { ")
                .append(labels)
                .append(" }\n")
                .append("        annotations:\n")
                .append("          summary: ")
                .append(Events.quoted(template(summary)))
                .append('\n')
                .append("          origin: ")
                .append(Events.quoted(template(origin)))
                .append('\n');
    }

    private static String record(String range) {
        return "slo:errors:ratio_rate" + range;
    }

    private static String origin(Baseline baseline, Objective objective) {
        KeptNumber number = objective.number();
        return "measured " + number.metric() + " = " + number.value() + " (" + number.unit() + "), expected "
                + number.expected() + ", from " + number.from() + " to " + number.to() + ", n = "
                + number.observations() + ", by run " + baseline.run().id()
                + baseline.run()
                        .revision()
                        .map(revision -> " of revision " + revision)
                        .orElse("");
    }

    /** Annotations are templates: what looks like one is text. */
    private static String template(String text) {
        return text.replace("{{", "{ {");
    }

    /** Nothing from outside ends a comment. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]", " ");
    }
}
