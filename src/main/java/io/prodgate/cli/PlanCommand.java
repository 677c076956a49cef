package io.prodgate.cli;

import io.prodgate.plan.PlanException;
import io.prodgate.report.WholeFile;
import io.prodgate.report.document.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate plan}: the plan as a document that people agree on before anything is run. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Writes the validation test plan: scope, criteria, schedule, scenarios with steps and expected results,"
                        + " risks, roles, and what will be sent. Sends nothing.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate plan --document",
            "  prodgate plan gate.yaml --document --format html --out test-plan.html",
            "",
            "Exit codes: 0 written, 2 usage or plan error. What a plan would do, in short:",
            "prodgate check.",
        })
public final class PlanCommand implements Callable<Integer> {
    private final PlanLoader loader;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PlanOptions planOptions = new PlanOptions();

    @Option(names = "--document", required = true, description = "As a document.")
    private boolean document;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "markdown",
            description = "${COMPLETION-CANDIDATES} (default: markdown).")
    private DocumentFormat format = DocumentFormat.MARKDOWN;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Into this file instead of standard output. One that is there is replaced.")
    private @Nullable Path out;

    /** The command, with what reads its plan. */
    public PlanCommand(PlanLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() throws PlanException, CommandException {
        Document written = TestPlan.of(loader.load(planOptions));
        PrintWriter screen = spec.commandLine().getOut();
        if (out == null) {
            screen.print(format.text(written));
        } else {
            write(out, format.text(written));
            screen.println("wrote " + out);
        }
        screen.flush();
        return ExitCode.OK;
    }

    private static void write(Path file, String text) throws CommandException {
        try {
            WholeFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw CommandException.usage("cannot write " + file + ": " + e.getMessage());
        }
    }
}
