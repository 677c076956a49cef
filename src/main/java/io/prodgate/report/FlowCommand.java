package io.prodgate.report;

import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Redactor;
import java.util.Optional;
import java.util.regex.Pattern;

/** The line for a shell that has Maestro run a flow as it was run, from the folder that prodgate was called in. */
final class FlowCommand {
    private static final String PROGRAM = "maestro ";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern FROM_THE_SHELL = Pattern.compile(" -e [A-Za-z_][A-Za-z0-9_]*=\"\\$");

    private FlowCommand() {}

    /** The line. A value that is secret, wholly or in part, is taken from the shell's variable of the same name. */
    static String of(FlowRun flow) {
        StringBuilder line = new StringBuilder(PROGRAM);
        if (!flow.device().isEmpty()) {
            line.append("--device ").append(ReproduceLine.quote(flow.device())).append(' ');
        }
        line.append("test ");
        Optional<FlowRun.Call> call = flow.call();
        call.ifPresent(how -> how.variables()
                .forEach((name, value) ->
                        line.append("-e ").append(assignment(name, value)).append(' ')));
        return line.append(ReproduceLine.quote(call.map(FlowRun.Call::path).orElse(flow.file())))
                .toString();
    }

    private static String assignment(String name, String value) {
        return value.contains(Redactor.MASK) && NAME.matcher(name).matches()
                ? name + "=\"$" + name + "\""
                : ReproduceLine.quote(name + "=" + value);
    }

    /** Whether a line wants variables of the shell to be set. */
    static boolean wantsVariables(String line) {
        return line.startsWith(PROGRAM) && FROM_THE_SHELL.matcher(line).find();
    }
}
