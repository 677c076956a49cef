package io.prodgate.report.html;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Overview;
import io.prodgate.report.Plain;
import io.prodgate.verdict.Judge;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What checks can be chosen by on the page. */
final class Facets {
    private static final int TEXT = 200;
    private static final int OPTIONS = 500;

    private Facets() {}

    /** What one check is chosen by. */
    static View.Facets of(Finding finding) {
        return new View.Facets(
                finding.outcome().wireName(),
                finding.cause().orElse(""),
                line(finding.check().head().severity()),
                line(finding.check().head().stage()),
                finding.check().head().tags().stream().map(Facets::line).collect(Collectors.joining(" ")));
    }

    /** What there is to choose from, only where it makes a difference. */
    static List<View.Choice> choices(List<Finding> checks) {
        return Stream.of(
                        choice("outcome", "Outcome", checks, one(View.Facets::outcome), worstFirst()),
                        choice("cause", "Cause", checks, one(View.Facets::cause), Comparator.naturalOrder()),
                        choice(
                                "severity",
                                "Severity",
                                checks,
                                one(View.Facets::severity),
                                Comparator.comparingInt(Judge::severityRank)),
                        choice("stage", "Stage", checks, one(View.Facets::stage), inOrder(checks)),
                        choice("tag", "Tag", checks, facets -> facets.tags().split(" "), Comparator.naturalOrder()))
                .filter(choice -> choice.options().size() > 1)
                .toList();
    }

    private static Function<View.Facets, String[]> one(Function<View.Facets, String> value) {
        return facets -> new String[] {value.apply(facets)};
    }

    private static View.Choice choice(
            String key,
            String label,
            List<Finding> checks,
            Function<View.Facets, String[]> values,
            Comparator<String> order) {
        Map<String, Long> counts = checks.stream()
                .flatMap(check -> Stream.of(values.apply(of(check))))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return new View.Choice(
                key,
                label,
                counts.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(order))
                        .limit(OPTIONS)
                        .map(entry -> new View.Option(
                                entry.getKey(), entry.getKey() + " (" + Figures.number(entry.getValue()) + ")"))
                        .toList());
    }

    private static Comparator<String> worstFirst() {
        List<String> order =
                Overview.WORST_FIRST.stream().map(Outcome::wireName).toList();
        return Comparator.comparingInt(order::indexOf);
    }

    private static Comparator<String> inOrder(List<Finding> checks) {
        List<String> order =
                checks.stream().map(check -> of(check).stage()).distinct().toList();
        return Comparator.comparingInt(order::indexOf);
    }

    private static String line(String text) {
        return Plain.line(text, TEXT);
    }
}
