package io.prodgate.cli;

import io.prodgate.check.CheckKind;
import io.prodgate.check.Kinds;
import io.prodgate.evidence.Time;
import io.prodgate.testing.AllKinds;
import io.prodgate.testing.SteppingTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import picocli.CommandLine;

/** The command line without its framework: quick to start, with an environment of the test's own. */
final class Shell {
    private final Surroundings surroundings;
    private final Kinds kinds;

    /** A shell with this environment and these kinds of checks, whose clock stands still. */
    Shell(Map<String, String> environment, boolean terminal, CheckKind... kinds) {
        this(new Surroundings(environment, SteppingTime.atNoon(), new Random(1), () -> terminal), List.of(kinds));
    }

    /** A shell at another time. */
    Shell(Time time, CheckKind... kinds) {
        this(new Surroundings(Map.of(), time, new Random(1), () -> false), List.of(kinds));
    }

    /** A shell with this environment at another time, whose commands look back at runs. */
    static Shell at(Time time, Map<String, String> environment) {
        return new Shell(new Surroundings(environment, time, new Random(1), () -> false), List.of());
    }

    private Shell(Surroundings surroundings, List<CheckKind> kinds) {
        this.surroundings = surroundings;
        this.kinds = new Kinds(kinds);
    }

    /** A shell that does everything for real, on the machine's clock, without a terminal. */
    static Shell inEarnest(Map<String, String> environment) {
        return new Shell(
                new Surroundings(environment, Time.system(), new SecureRandom(), () -> false),
                AllKinds.in(environment));
    }

    /** What a command left behind. */
    record Result(int exitCode, String out, String err) {}

    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }

    CommandLine commandLine() {
        return CommandLineSetup.configured(new CommandLine(Prodgate.class, new Factory()), surroundings);
    }

    private final class Factory implements CommandLine.IFactory {
        private final CommandLine.IFactory usual = CommandLine.defaultFactory();

        @Override
        public <K> K create(Class<K> type) throws Exception {
            PlanLoader loader = new PlanLoader(kinds, surroundings);
            if (type == CheckCommand.class) {
                return type.cast(new CheckCommand(loader));
            }
            if (type == PlanCommand.class) {
                return type.cast(new PlanCommand(loader));
            }
            if (type == ReportCommand.class) {
                return type.cast(new ReportCommand(loader));
            }
            if (type == SignCommand.class) {
                return type.cast(new SignCommand(surroundings));
            }
            if (type == RunCommand.class) {
                return type.cast(new RunCommand(loader, surroundings));
            }
            if (type == ResumeCommand.class) {
                return type.cast(new ResumeCommand(loader, surroundings));
            }
            if (type == VerifyCommand.class) {
                return type.cast(new VerifyCommand(surroundings));
            }
            if (type == GateCommand.class) {
                return type.cast(new GateCommand(surroundings));
            }
            if (type == HistoryCommand.class) {
                return type.cast(new HistoryCommand(surroundings));
            }
            if (type == DecideCommand.class) {
                return type.cast(new DecideCommand(loader, surroundings));
            }
            if (type == MergeCommand.class) {
                return type.cast(new MergeCommand(loader, surroundings));
            }
            if (type == NotifyCommand.class) {
                return type.cast(new NotifyCommand(loader, surroundings));
            }
            if (type == RecoverCommand.class) {
                return type.cast(new RecoverCommand(loader, surroundings));
            }
            if (type == DemoCommand.class) {
                return type.cast(new DemoCommand(loader, surroundings));
            }
            if (type == InitCommand.class) {
                return type.cast(new InitCommand(kinds));
            }
            if (type == SchemaCommand.class) {
                return type.cast(new SchemaCommand(kinds));
            }
            if (type == DoctorCommand.class) {
                return type.cast(new DoctorCommand(loader, surroundings));
            }
            if (type == SurveyNewCommand.class) {
                return type.cast(new SurveyNewCommand(loader));
            }
            if (type == SurveyAddCommand.class) {
                return type.cast(new SurveyAddCommand(loader, surroundings));
            }
            return usual.create(type);
        }
    }
}
