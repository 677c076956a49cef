package io.prodgate.report.markdown;

import static io.prodgate.report.markdown.Markdown.cell;
import static io.prodgate.report.markdown.Markdown.code;
import static io.prodgate.report.markdown.Markdown.text;

import io.prodgate.baseline.Amounts;
import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.Samples;
import io.prodgate.baseline.slo.Bound;
import io.prodgate.report.Figures;
import java.util.List;

/** The numbers of a run as a document: what was measured, held against what is expected, with the queries behind it. */
public final class BaselinePage {
    /** A quantile is told of so many samples or more: as many as it takes for one to lie beyond it. */
    private static final List<Tail> TAILS =
            List.of(new Tail("p50", 0.5, 2), new Tail("p95", 0.95, 20), new Tail("p99", 0.99, 100));

    private BaselinePage() {}

    private record Tail(String name, double share, int least) {}

    /** The document. */
    public static String of(Baseline baseline) {
        StringBuilder page = new StringBuilder();
        Baseline.Run run = baseline.run();
        page.append("# Baseline of ").append(text(run.production())).append("\n\n");
        page.append("Measured by run ")
                .append(code(run.id()))
                .append(" against ")
                .append(code(run.url().toString()));
        run.revision().ifPresent(revision -> page.append(", revision ").append(code(revision)));
        page.append(", ")
                .append(Figures.instant(run.started()))
                .append(" to ")
                .append(Figures.instant(run.ended()))
                .append(".\n\n");
        page.append("| number | value | expected | as expected | n | window |\n|---|---|---|---|---|---|\n");
        baseline.numbers().forEach(number -> row(number, page));
        samples(baseline, page);
        queries(baseline, page);
        if (!baseline.leftOut().isEmpty()) {
            page.append("\n## Left out\n\n");
            baseline.leftOut()
                    .forEach(left -> page.append("- ")
                            .append(code(left.name()))
                            .append(": ")
                            .append(text(left.why()))
                            .append('\n'));
        }
        return page.toString();
    }

    private static void row(KeptNumber number, StringBuilder page) {
        String met = Bound.of(number)
                .map(bound -> bound.met(number) ? "yes" : "**no**")
                .orElse("–");
        page.append("| ")
                .append(cell(number.name()))
                .append(" | ")
                .append(text(Amounts.of(number.value(), number.unit())))
                .append(" | ")
                .append(number.expected().isEmpty() ? "–" : text(number.expected()))
                .append(" | ")
                .append(met)
                .append(" | ")
                .append(Figures.number(number.observations()))
                .append(" | ")
                .append(Figures.instant(number.from()))
                .append(", ")
                .append(Figures.duration(number.window()))
                .append(" |\n");
    }

    private static void samples(Baseline baseline, StringBuilder page) {
        List<KeptNumber> sampled = baseline.numbers().stream()
                .filter(number -> number.samples().isPresent())
                .toList();
        if (sampled.isEmpty()) {
            return;
        }
        page.append("\n"
                + "## Distributions\n\n"
                + "| number | samples | p50 | p95 | p99 | largest | never |\n"
                + "|---|---|---|---|---|---|---|\n");
        for (KeptNumber number : sampled) {
            Samples samples = number.samples().orElseThrow();
            page.append("| ").append(cell(number.name())).append(" | ").append(samples.count());
            if (samples.isCut()) {
                page.append(" of ").append(Figures.number(samples.of()));
            }
            TAILS.forEach(tail -> page.append(" | ")
                    .append(
                            samples.count() < tail.least()
                                    ? "–"
                                    : Amounts.of(samples.quantile(tail.share()), number.unit())));
            page.append(" | ")
                    .append(Amounts.of(samples.quantile(1), number.unit()))
                    .append(" | ")
                    .append(samples.never())
                    .append(" |\n");
        }
    }

    private static void queries(Baseline baseline, StringBuilder page) {
        List<KeptNumber> asked = baseline.numbers().stream()
                .filter(number -> number.query().isPresent())
                .toList();
        if (asked.isEmpty()) {
            return;
        }
        page.append("\n## Queries\n\n");
        for (KeptNumber number : asked) {
            page.append("- ")
                    .append(code(number.name()))
                    .append(", ")
                    .append(text(number.system().orElse("")));
            number.step().ifPresent(step -> page.append(", every ").append(Figures.duration(step)));
            page.append(": ").append(code(number.query().orElseThrow())).append('\n');
        }
    }
}
