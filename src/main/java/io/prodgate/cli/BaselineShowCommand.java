package io.prodgate.cli;

import io.prodgate.baseline.BaselineException;
import io.prodgate.baseline.BaselineFile;
import io.prodgate.report.document.BaselineDocument;
import io.prodgate.report.markdown.DocumentMarkdown;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prodgate baseline show}: a baseline as a document. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints a baseline as Markdown: each number beside what is expected of it, and its query.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate baseline show baseline.json --out performance-baseline-metrics.md",
        })
public final class BaselineShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BASELINE", description = "What 'prodgate baseline save' wrote.")
    private Path baseline = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "Write it into a file. One that is there is replaced.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws CommandException {
        PrintWriter screen = spec.commandLine().getOut();
        try {
            String page = DocumentMarkdown.of(BaselineDocument.of(BaselineFile.read(baseline)));
            if (out.isPresent()) {
                BaselineFile.write(out.get(), page);
                screen.println("wrote " + out.get());
            } else {
                page.lines().forEach(line -> screen.println(DisplayText.line(line)));
            }
            screen.flush();
            return ExitCode.OK;
        } catch (BaselineException e) {
            throw CommandException.usage(DisplayText.line(String.valueOf(e.getMessage())));
        }
    }
}
