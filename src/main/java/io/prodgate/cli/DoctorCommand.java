package io.prodgate.cli;

import io.prodgate.cli.doctor.Doctor;
import io.prodgate.cli.doctor.Finding;
import io.prodgate.evidence.Redactor;
import io.prodgate.plan.PlanException;
import io.prodgate.traffic.HttpTraffic;
import io.prodgate.traffic.SetupException;
import io.prodgate.traffic.Traffic;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate doctor}: tries what a plan needs, and says what to mend before it is run. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Tries every host, credential, clock, file and tool a plan needs, and says what to mend."
                + " Only reads: at most two requests and a TLS handshake a host.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate doctor",
            "  prodgate doctor production/gate.yaml",
            "",
            "Exit codes: 0 nothing must be mended, 2 usage or plan error, 3 something must be mended.",
        })
public final class DoctorCommand implements Callable<Integer> {
    private final PlanLoader loader;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PlanOptions planOptions = new PlanOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder that the run will write into (default: prodgate-runs).")
    private Path output = RunFolder.DEFAULT_PARENT;

    /** The command, with what reads its plan and where it runs. */
    public DoctorCommand(PlanLoader loader, Surroundings surroundings) {
        this.loader = loader;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws PlanException, CommandException, InterruptedException {
        LoadedPlan loaded = loader.load(planOptions);
        Redactor redactor = RunSecrets.redactor(loaded.plan());
        Map<Finding.Level, Integer> counts = new EnumMap<>(Finding.Level.class);
        Consumer<Finding> tell = finding -> {
            counts.merge(finding.level(), 1, Integer::sum);
            print(finding, redactor);
        };
        boolean healthy = Doctor.ofMachine(loaded, output, surroundings).examine(tell);
        healthy &= examineNetwork(loaded, redactor, tell);
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.println(summary(counts));
        return healthy ? ExitCode.OK : ExitCode.INCONCLUSIVE;
    }

    private boolean examineNetwork(LoadedPlan loaded, Redactor redactor, Consumer<Finding> tell)
            throws InterruptedException {
        String runId = RunId.next(surroundings.time(), surroundings.random());
        try (Traffic traffic = HttpTraffic.open(
                loaded.plan(),
                RunSecrets.values(loaded.plan(), runId),
                runId,
                Version.number(),
                surroundings.environment(),
                surroundings.time(),
                surroundings.random())) {
            return Doctor.ofNetwork(loaded, traffic, redactor, surroundings).examine(tell);
        } catch (SetupException e) {
            tell.accept(Finding.of(e.misconfiguration()));
            return false;
        }
    }

    private void print(Finding finding, Redactor redactor) {
        Palette palette = CommandLineSetup.palette(spec);
        String level = switch (finding.level()) {
            case OK -> palette.good("OK  ");
            case WARN -> palette.caution("WARN");
            case FAIL -> palette.bad("FAIL");
        };
        PrintWriter out = spec.commandLine().getOut();
        out.println(level + "  " + DisplayText.line(redactor.redact(finding.subject())) + ": "
                + DisplayText.line(redactor.redact(finding.what())));
        finding.todo().ifPresent(todo -> out.println("      -> " + DisplayText.line(redactor.redact(todo))));
        out.flush();
    }

    private static String summary(Map<Finding.Level, Integer> counts) {
        int mend = counts.getOrDefault(Finding.Level.FAIL, 0);
        int look = counts.getOrDefault(Finding.Level.WARN, 0);
        String warnings = look == 0 ? "" : "; " + DisplayText.count(look, "warning");
        String result = mend == 0
                ? "Nothing must be mended"
                : DisplayText.count(mend, "thing") + " must be mended before this plan is run";
        return result + warnings + ".";
    }
}
