package io.prodgate.report.tap;

import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Format;
import io.prodgate.report.Overview;
import io.prodgate.report.Plain;
import io.prodgate.verdict.Effect;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * {@code report.tap}: the Test Anything Protocol, version 14. A check is {@code ok} if it was met in the end; one that could not be
 * judged is {@code not ok}, since TAP has no word for it, and its block says so. A run whose gate is closed though no check speaks against
 * it ends with {@code Bail out!}.
 *
 * @see <a href="https://testanything.org/tap-version-14-specification.html">TAP 14</a>
 */
public final class TapReport implements Format {
    private static final int LINE = 500;

    @Override
    public String fileName() {
        return "report.tap";
    }

    @Override
    public void write(Judged judged, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        Overview overview = Overview.of(judged);
        RunResult run = judged.run();
        line(writer, "TAP version 14");
        line(writer, "1.." + overview.checks().size());
        line(writer, "# " + text(run.head().production() + ", run " + run.head().id()));
        int number = 0;
        boolean against = false;
        for (Finding check : overview.checks()) {
            number++;
            against |= !met(check);
            line(writer, point(check, number));
            block(writer, check);
        }
        line(writer, "# " + overview.banner());
        if (judged.gate() == Gate.CLOSED && !against) {
            line(writer, "Bail out! " + text(overview.meaning()));
        }
        writer.flush();
    }

    private static boolean met(Finding check) {
        return switch (check.outcome()) {
            case PASSED, FLAKY -> true;
            case FAILED, INCONCLUSIVE, SKIPPED -> false;
        };
    }

    /** What does not close the gate is {@code TODO}, which tools do not count as a failure; {@code SKIP} would count as passed. */
    private static String point(Finding check, int number) {
        String directive = !met(check) && check.effect() == Effect.CONDITION
                ? " # TODO " + text(check.outcome().wireName())
                : "";
        return (met(check) ? "ok " : "not ok ") + number + " - "
                + text(check.check().head().stage() + "/" + check.id()) + directive;
    }

    private static void block(Writer writer, Finding check) throws IOException {
        line(writer, "  ---");
        line(writer, "  outcome: " + check.outcome().wireName());
        line(writer, "  severity: " + quoted(check.check().head().severity()));
        if (check.cause().isPresent()) {
            line(writer, "  cause: " + check.cause().get());
        }
        if (check.rule().isPresent()) {
            line(writer, "  rule: " + quoted(check.rule().get()));
        }
        if (!check.explanation().isEmpty()) {
            line(writer, "  message: " + quoted(check.explanation()));
        }
        line(
                writer,
                "  duration_ms: "
                        + String.format(Locale.ROOT, "%d", check.duration().toMillis()));
        line(writer, "  attempts: " + Figures.number(check.check().attempts().size()));
        line(writer, "  ...");
    }

    /** In TAP a {@code #} begins a directive, and a backslash takes a character's meaning. */
    private static String text(String from) {
        return Plain.line(from, LINE).replace("\\", "\\\\").replace("#", "\\#");
    }

    /** A double-quoted scalar of YAML. */
    private static String quoted(String from) {
        return '"' + Plain.line(from, LINE).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void line(Writer writer, String line) throws IOException {
        writer.write(line);
        writer.write('\n');
    }
}
