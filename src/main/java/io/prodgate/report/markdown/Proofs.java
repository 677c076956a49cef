package io.prodgate.report.markdown;

import io.prodgate.evidence.ItemResult;
import io.prodgate.report.Proof;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** The items of journeys with what proves how far each came, as rows of a table. */
final class Proofs {
    static final String HEAD = """
        <details><summary>%s of journeys, with their proof</summary>

        | Check | Item | End | Proof |
        |---|---|---|---|
        """;

    private Proofs() {}

    static String row(Proof proof) {
        ItemResult item = proof.item();
        String steps = item.steps().stream()
                .map(step -> step.what() + " " + step.at().truncatedTo(ChronoUnit.MILLIS) + ", " + step.detail())
                .collect(Collectors.joining(" → "));
        return "| %s | %s | %s | %s |\n"
                .formatted(
                        Markdown.cell(proof.check()),
                        Markdown.cell(item.item()),
                        Markdown.text(proof.end()),
                        Markdown.text(steps));
    }
}
