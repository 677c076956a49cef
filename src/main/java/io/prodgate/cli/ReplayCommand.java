package io.prodgate.cli;

import io.prodgate.diagnosis.Rules;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanException;
import io.prodgate.run.PlanRules;
import io.prodgate.run.Replay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate replay}: what today's rules would say of the evidence of a run. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Puts the evidence of a run through today's rules and tells what would be decided otherwise. Sends"
                        + " nothing, changes nothing.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate replay latest",
            "  prodgate replay build/gate --plan production/gate.yaml --fail-on-difference",
            "",
            "Exit codes: 0 done, 2 usage error or no such run, 3 something differs and",
            "--fail-on-difference is given.",
        })
public final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NamedRun run = new NamedRun();

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "Try the rules of this plan, too; without it only the built-in ones.")
    private @Nullable Path plan;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Option(names = "--fail-on-difference", description = "Exit with 3 if anything would be decided otherwise.")
    private boolean failOnDifference;

    @Override
    public Integer call() throws CommandException, PlanException {
        ReplayOutline outline =
                ReplayOutline.of(Replay.of(ReadRun.of(run.name(), "replayed", spec), rules()), plan != null);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(outline.json());
        } else {
            outline.print(CommandLineSetup.palette(spec), out);
        }
        out.flush();
        return failOnDifference && outline.differs() ? ExitCode.INCONCLUSIVE : ExitCode.OK;
    }

    private Rules rules() throws PlanException {
        if (plan == null) {
            return Rules.builtIn();
        }
        PlanErrors errors = new PlanErrors();
        Rules rules = PlanRules.ofFile(plan, errors);
        errors.throwIfAny();
        return rules;
    }
}
