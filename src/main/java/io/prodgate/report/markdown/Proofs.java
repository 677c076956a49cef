package io.prodgate.report.markdown;

import io.prodgate.evidence.ItemResult;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** The items of journeys with what proves how far each came, as rows of a table. */
final class Proofs {
    static final String HEAD = """
        <details><summary>%s of journeys, with their proof</summary>

        | Check | Item | End | Proof |
        |---|---|---|---|
        """;

    private Proofs() {}

    /**
     * An item of a check.
     *
     * @param check the check's id
     */
    record Proof(String check, ItemResult item) {}

    /** The items of the last attempts that have something to show. */
    static List<Proof> of(RunResult run) {
        return run.checks().stream()
                .filter(check -> !check.attempts().isEmpty())
                .flatMap(check -> check.attempts().getLast().evidence().stream()
                        .filter(ItemResult.class::isInstance)
                        .map(ItemResult.class::cast)
                        .filter(item -> !item.steps().isEmpty())
                        .map(item -> new Proof(check.head().id(), item)))
                .toList();
    }

    static String row(Proof proof) {
        ItemResult item = proof.item();
        String end = item.end().wireName()
                + item.took().map(took -> " after " + Figures.duration(took)).orElse("")
                + (item.simulated() ? ", simulated" : "");
        String steps = item.steps().stream()
                .map(step -> step.what() + " " + step.at().truncatedTo(ChronoUnit.MILLIS) + ", " + step.detail())
                .collect(Collectors.joining(" → "));
        return "| %s | %s | %s | %s |\n"
                .formatted(
                        Markdown.cell(proof.check()),
                        Markdown.cell(item.item()),
                        Markdown.text(end),
                        Markdown.text(steps));
    }
}
