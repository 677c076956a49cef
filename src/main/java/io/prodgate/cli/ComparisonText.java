package io.prodgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.Comparison;
import io.prodgate.baseline.Comparison.Result;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.evidence.Json;
import io.prodgate.report.Figures;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/**
 * How the numbers of a run compare, for people and for programs.
 *
 * @param before the baseline
 * @param now the run's numbers
 * @param comparisons of the numbers of the baseline that are wanted
 */
record ComparisonText(Baseline before, Baseline now, List<Comparison> comparisons) {
    /** Something became worse, so production is at fault. */
    private static final int WORSE = 1;

    /** Why nothing at all can be said, if so: what would be no proof must not look like one. */
    Optional<String> nothingSaid() {
        if (comparisons.isEmpty()) {
            return Optional.of("there is nothing to compare");
        }
        if (before.run().id().equals(now.run().id())) {
            return Optional.of("the baseline was saved from this very run");
        }
        return before.run().production().equals(now.run().production())
                ? Optional.empty()
                : Optional.of("the baseline is of another production, '"
                        + before.run().production() + "'");
    }

    int exitCode() {
        if (nothingSaid().isPresent()) {
            return ExitCode.INCONCLUSIVE;
        }
        if (count(Result.WORSE) > 0) {
            return WORSE;
        }
        return count(Result.UNDECIDED) > 0 ? ExitCode.INCONCLUSIVE : ExitCode.OK;
    }

    private long count(Result result) {
        return comparisons.stream().filter(one -> one.result() == result).count();
    }

    void print(Palette palette, PrintWriter out) {
        out.println("run " + line(now.run().id()) + revision(now) + " against the baseline of run "
                + line(before.run().id()) + revision(before) + ", "
                + Figures.instant(before.run().started()));
        int widest = comparisons.stream()
                .mapToInt(one -> DisplayText.width(line(one.name())))
                .max()
                .orElse(0);
        for (Comparison one : comparisons) {
            out.println("  " + word(palette, one.result()) + "  " + DisplayText.pad(line(one.name()), widest) + "  "
                    + line(one.why()));
        }
        now.numbers().stream()
                .map(KeptNumber::name)
                .filter(name -> before.number(name).isEmpty())
                .forEach(name -> out.println("  " + palette.quiet("new        " + line(name))
                        + "  not in the baseline, so it is not compared"));
        out.println();
        out.println(nothingSaid()
                .map(why -> palette.caution("undecided: ") + line(why))
                .orElseGet(() -> count(Result.WORSE) + " worse, " + count(Result.UNDECIDED) + " undecided, "
                        + count(Result.NO_WORSE) + " no worse"));
    }

    private static String word(Palette palette, Result result) {
        return switch (result) {
            case NO_WORSE -> palette.good("no worse ");
            case WORSE -> palette.bad("worse    ");
            case UNDECIDED -> palette.caution("undecided");
        };
    }

    private static String revision(Baseline baseline) {
        return baseline.run()
                .revision()
                .map(revision -> " (" + line(revision) + ")")
                .orElse("");
    }

    private static String line(String text) {
        return DisplayText.line(text);
    }

    String json() {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("run", now.run().id()).put("baseline", before.run().id());
        nothingSaid().ifPresent(why -> tree.put("undecided", why));
        ArrayNode numbers = tree.putArray("numbers");
        for (Comparison one : comparisons) {
            ObjectNode number = numbers.addObject()
                    .put("name", one.name())
                    .put("result", one.result().wireName())
                    .put("unit", one.before().unit())
                    .put("before", one.before().value());
            one.now().ifPresent(found -> number.put("now", found.value()));
            number.put("why", one.why());
        }
        return tree.toPrettyString() + "\n";
    }
}
