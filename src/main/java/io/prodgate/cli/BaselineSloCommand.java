package io.prodgate.cli;

import io.prodgate.baseline.BaselineException;
import io.prodgate.baseline.BaselineFile;
import io.prodgate.baseline.slo.SloRules;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prodgate baseline slo}: objectives that the numbers suggest, as rules of Prometheus. */
@Command(
        name = "slo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Proposes service level objectives: what the checks expect and production met, as recording and"
                + " alerting rules of Prometheus. People have to decide whether they are right.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate baseline slo baseline.json --out slo-rules.yml",
            "  promtool check rules slo-rules.yml",
            "",
            "Exit codes: 0 written, 2 usage error or an unreadable file, 3 no number suggests",
            "an objective, and nothing was written.",
        })
public final class BaselineSloCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BASELINE", description = "What 'prodgate baseline save' wrote.")
    private Path baseline = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "slo-rules.yml",
            description = "Where to write them (default: ${DEFAULT-VALUE}). A file that is there is replaced.")
    private Path out = Path.of("slo-rules.yml");

    @Option(
            names = "--min-observations",
            paramLabel = "N",
            defaultValue = "100",
            description = "Observations that a number has to stand on (default: ${DEFAULT-VALUE}), and as many as its"
                    + " objective needs: 1000 for 99.5%%.")
    private long minObservations = 100;

    @Override
    public Integer call() throws CommandException {
        try {
            SloRules rules = SloRules.of(BaselineFile.read(baseline), minObservations);
            PrintWriter err = spec.commandLine().getErr();
            rules.leftOut().forEach(left -> err.println("left out: " + DisplayText.line(left)));
            if (rules.objectives() == 0) {
                err.println("error: no number of " + baseline + " suggests an objective; nothing was written");
                return ExitCode.INCONCLUSIVE;
            }
            BaselineFile.write(out, rules.text());
            PrintWriter screen = spec.commandLine().getOut();
            screen.println("wrote " + out + ": a proposal of " + DisplayText.count(rules.objectives(), "objective")
                    + "; its first lines say what people have to decide");
            screen.flush();
            return ExitCode.OK;
        } catch (BaselineException e) {
            throw CommandException.usage(DisplayText.line(String.valueOf(e.getMessage())));
        }
    }
}
