package io.prodgate.cli;

import io.prodgate.check.CheckKind;
import io.prodgate.check.Kinds;
import io.prodgate.testing.SteppingTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import picocli.CommandLine;

/** The command line without its framework: quick to start, with an environment of the test's own. */
final class Shell {
    private final Surroundings surroundings;
    private final Kinds kinds;

    /** A shell with this environment and these kinds of checks. */
    Shell(Map<String, String> environment, boolean terminal, CheckKind... kinds) {
        this.surroundings = new Surroundings(environment, SteppingTime.atNoon(), new Random(1), () -> terminal);
        this.kinds = new Kinds(List.of(kinds));
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
            if (type == SchemaCommand.class) {
                return type.cast(new SchemaCommand(kinds));
            }
            if (type == DoctorCommand.class) {
                return type.cast(new DoctorCommand(loader, surroundings));
            }
            return usual.create(type);
        }
    }
}
