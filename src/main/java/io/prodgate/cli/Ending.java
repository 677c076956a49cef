package io.prodgate.cli;

import io.prodgate.report.github.Annotations;
import io.prodgate.report.github.WorkflowLog;
import io.prodgate.report.markdown.StepSummary;
import io.prodgate.report.terminal.Line;
import io.prodgate.report.terminal.TerminalSummary;
import io.prodgate.verdict.Judged;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Tells how a run ended: at the terminal, and to the pipeline it runs in. */
final class Ending {
    private final Surroundings surroundings;
    private final PrintWriter out;
    private final Palette palette;

    Ending(Surroundings surroundings, PrintWriter out, Palette palette) {
        this.surroundings = surroundings;
        this.out = out;
        this.palette = palette;
    }

    void tell(Judged judged, Path folder, List<Path> reports) {
        out.println();
        TerminalSummary.lines(judged, reports).forEach(this::print);
        if (surroundings.inGitHubActions()) {
            Annotations.lines(judged).forEach(out::println);
        }
        PipelineFiles files = new PipelineFiles(surroundings, out, palette);
        files.append("GITHUB_STEP_SUMMARY", StepSummary.text(judged));
        files.append("GITHUB_OUTPUT", outputs(judged, folder));
        out.flush();
    }

    /** What later steps of the job can read: {@code steps.ID.outputs.verdict}. */
    private static String outputs(Judged judged, Path folder) {
        return "verdict=" + judged.verdict().wireName() + "\n"
                + "gate=" + judged.gate().wireName() + "\n"
                + "run=" + judged.run().head().id() + "\n"
                + "report=" + folder.toAbsolutePath() + "\n";
    }

    private void print(Line line) {
        String painted = paint(line);
        out.println(surroundings.inGitHubActions() ? WorkflowLog.harmless(painted) : painted);
    }

    private String paint(Line line) {
        return line.spans().stream().map(this::paint).collect(Collectors.joining());
    }

    private String paint(Line.Span span) {
        return switch (span.style()) {
            case PLAIN -> span.text();
            case STRONG -> palette.strong(span.text());
            case FAINT -> palette.quiet(span.text());
            case PASS -> palette.good(span.text());
            case FAIL -> palette.bad(span.text());
            case WARNING -> palette.caution(span.text());
        };
    }
}
