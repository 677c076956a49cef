package io.prodgate.cli;

import io.prodgate.plan.Nearest;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with a command line, what was probably meant, and where to read on. */
final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        Palette palette = CommandLineSetup.palette(command.getCommandSpec());
        err.println(palette.bad("error:") + " " + DisplayText.line(String.valueOf(mistake.getMessage())));
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = suggestions(unmatched, command);
            if (!suggestions.isEmpty()) {
                err.println("Did you mean: " + String.join(", ", suggestions) + "?");
            }
        }
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        if (List.of(arguments).contains("--debug")) {
            mistake.printStackTrace(err);
        }
        return ExitCode.USAGE;
    }

    /** Options and commands that begin alike, else the command that is spelt most like it. */
    private static List<String> suggestions(UnmatchedArgumentException unmatched, CommandLine command) {
        if (!unmatched.getSuggestions().isEmpty() || unmatched.getUnmatched().isEmpty()) {
            return unmatched.getSuggestions();
        }
        return Nearest.find(
                        unmatched.getUnmatched().getFirst(),
                        command.getSubcommands().keySet())
                .stream()
                .toList();
    }
}
