package io.prodgate.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of prodgate: one class a sub-command, all of them thin. */
@TopCommand
@Command(
        name = "prodgate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Proves that the actual production works, and opens or closes the gate to the frontend's deployment.",
        subcommands = {
            InitCommand.class,
            CheckCommand.class,
            PlanCommand.class,
            DoctorCommand.class,
            RunCommand.class,
            ResumeCommand.class,
            MergeCommand.class,
            VerifyCommand.class,
            GateCommand.class,
            DecideCommand.class,
            SignCommand.class,
            NotifyCommand.class,
            RecoverCommand.class,
            ReportCommand.class,
            HistoryCommand.class,
            ExplainCommand.class,
            ReplayCommand.class,
            BaselineCommand.class,
            SurveyCommand.class,
            DemoCommand.class,
            ScenarioCommand.class,
            SchemaCommand.class,
            AutoComplete.GenerateCompletion.class,
        },
        footer = {
            "",
            "@|bold First steps:|@",
            "  prodgate demo                    shows it all, offline, against a stand-in",
            "  prodgate init                    writes prodgate.yaml, a first plan to change",
            "  prodgate check                   says what it would do, and does nothing",
            "  prodgate run                     proves the plan and opens or closes the gate",
            "",
            "Exit codes: 0 approved or done, 1 not approved, 2 usage or plan error and",
            "nothing was run, 3 inconclusive or something to mend, 130 and 143 ended by a",
            "signal.",
        })
public final class Prodgate implements Callable<Integer> {
    @Spec
    @org.jspecify.annotations.Nullable
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of unexpected errors.")
    private boolean debug;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            scope = ScopeType.INHERIT,
            description = "Colours: ${COMPLETION-CANDIDATES} (default: auto, which respects NO_COLOR).")
    private ColorMode color = ColorMode.AUTO;

    /** True if stack traces are wanted. */
    public boolean debug() {
        return debug;
    }

    /** When to use colours. */
    public ColorMode color() {
        return color;
    }

    /** Without a command there is nothing to do: shows the help. That nothing was run is no success. */
    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
        return ExitCode.USAGE;
    }
}
