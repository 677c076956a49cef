package io.prodgate.cli;

import io.prodgate.plan.PlanException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells why a command ended early. Never exit code 0 or 1: an error of ours says nothing about production. */
final class ExecutionErrors implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        Palette palette = CommandLineSetup.palette(command.getCommandSpec());
        int exitCode = switch (exception) {
            case PlanException plan -> {
                new PlanMistakes(palette).print(plan.errors(), err);
                yield ExitCode.USAGE;
            }
            case CommandException known -> {
                err.println(palette.bad("error:") + " " + DisplayText.line(String.valueOf(known.getMessage())));
                yield known.exitCode();
            }
            default -> {
                unexpected(exception, err, palette);
                yield ExitCode.INCONCLUSIVE;
            }
        };
        if (debug(command)) {
            exception.printStackTrace(err);
        }
        return exitCode;
    }

    private static void unexpected(Exception exception, PrintWriter err, Palette palette) {
        String message = exception.getMessage() == null ? "no further word" : exception.getMessage();
        err.println(palette.bad("error:") + " something unexpected happened inside prodgate: "
                + exception.getClass().getSimpleName() + ": " + DisplayText.line(message));
        err.println("This says nothing about production. Run again with --debug to see where it happened.");
    }

    private static boolean debug(CommandLine command) {
        CommandLine root = command;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return root.getCommand() instanceof Prodgate top && top.debug();
    }
}
