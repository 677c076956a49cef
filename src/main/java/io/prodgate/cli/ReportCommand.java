package io.prodgate.cli;

import io.prodgate.report.Format;
import io.prodgate.report.Reports;
import io.prodgate.report.ctrf.CtrfReport;
import io.prodgate.report.document.ClientReport;
import io.prodgate.report.html.HtmlReport;
import io.prodgate.report.json.JsonReport;
import io.prodgate.report.junit.JunitReport;
import io.prodgate.report.markdown.MarkdownReport;
import io.prodgate.report.tap.TapReport;
import io.prodgate.report.yaml.YamlReport;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate report}: draws the reports of a run again, from its journal. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Draws the reports of a run again, from its journal alone: after an update of prodgate, in another"
                        + " format, or of a run that was killed. Changes nothing else, and asks nobody.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate report latest",
            "  prodgate report build/gate --format markdown",
            "  prodgate report build/gate --format html --out validation.html",
            "  prodgate report build/gate --documents docs",
            "  prodgate report build/gate --edition client --format html --out result.html",
            "",
            "Exit codes: 0 drawn, whatever the verdict; 2 usage error or no such run;",
            "3 drawn as far as the journal holds, for it is damaged.",
        })
public final class ReportCommand implements Callable<Integer> {
    /** The formats by the names that people use. */
    enum Kind {
        HTML,
        MARKDOWN,
        JSON,
        YAML,
        JUNIT,
        CTRF,
        TAP;

        private Format format(Path folder) {
            return switch (this) {
                case HTML -> new HtmlReport(folder);
                case MARKDOWN -> new MarkdownReport();
                case JSON -> new JsonReport();
                case YAML -> new YamlReport();
                case JUNIT -> new JunitReport();
                case CTRF -> new CtrfReport();
                case TAP -> new TapReport();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final PlanLoader loader;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NamedRun run = new NamedRun();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "Only this one, to standard output: ${COMPLETION-CANDIDATES}. Without it all that a run leaves are"
                            + " written into its folder.")
    private @Nullable Kind kind;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "With --format: into this file. One that is there is replaced.")
    private @Nullable Path out;

    @Mixin
    private DocumentsOption documents = new DocumentsOption();

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "With --documents: where the plan is now (default: where it was when the run began).")
    private @Nullable Path plan;

    @Mixin
    private VariableOptions variables = new VariableOptions();

    /** The command, with what reads the run's plan. */
    public ReportCommand(PlanLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() throws CommandException {
        if (out != null && kind == null) {
            throw CommandException.usage("--out names the file of one format: say which with --format");
        }
        if (documents.wanted() && kind != null) {
            throw CommandException.usage("--documents has formats of its own: leave out --format");
        }
        if (!documents.wanted()
                && documents.edition() == Edition.CLIENT
                && kind != Kind.HTML
                && kind != Kind.MARKDOWN) {
            throw CommandException.usage(
                    "the client's edition is a document: say --documents DIR, --format markdown or --format html");
        }
        Path folder = run.folder();
        ReadRun.Read read = ReadRun.read(folder.toString(), "drawn", spec);
        if (read.damaged() && (documents.wanted() || documents.edition() == Edition.CLIENT)) {
            throw CommandException.usage(
                    "documents that people sign are not written from a journal that does not hold; what there is"
                            + " of it is told by: prodgate report " + folder
                            + "; a run that was killed ends with: prodgate resume " + folder);
        }
        Judged judged = Judge.judge(read.run());
        try {
            draw(judged, folder);
        } catch (IOException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
        return read.damaged() ? ExitCode.INCONCLUSIVE : ExitCode.OK;
    }

    private void draw(Judged judged, Path folder) throws IOException, CommandException {
        PrintWriter screen = spec.commandLine().getOut();
        if (documents.wanted()) {
            List<Path> written = documents
                    .papers(loader, Optional.ofNullable(plan), variables)
                    .write(judged);
            written.forEach(file -> screen.println("wrote " + file));
            if (written.isEmpty()) {
                throw CommandException.usage(
                        "it is a shard of a run: the documents are of the whole one that" + " 'prodgate merge' makes");
            }
        } else if (kind == null) {
            for (Path file : Reports.write(judged, folder)) {
                screen.println("wrote " + file);
            }
        } else if (out == null) {
            screen.print(format(kind, folder).text(judged));
        } else {
            Path file = file(out);
            Reports.write(format(kind, folder), judged, file);
            screen.println("wrote " + file);
        }
        screen.flush();
    }

    /** The format; of the client's edition a document. */
    private Format format(Kind wanted, Path folder) {
        return documents.edition() == Edition.INTERNAL
                ? wanted.format(folder)
                : new ClientFormat(wanted == Kind.HTML ? DocumentFormat.HTML : DocumentFormat.MARKDOWN);
    }

    private record ClientFormat(DocumentFormat written) implements Format {
        @Override
        public String fileName() {
            return Papers.CLIENT_REPORT + written.ending();
        }

        @Override
        public void write(Judged judged, OutputStream out) throws IOException {
            out.write(written.text(ClientReport.of(judged)).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Path file(Path wanted) throws CommandException {
        if (Files.isDirectory(wanted)) {
            throw CommandException.usage(wanted + " is a folder: name a file with --out");
        }
        return wanted;
    }
}
