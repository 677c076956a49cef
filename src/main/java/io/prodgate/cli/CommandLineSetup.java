package io.prodgate.cli;

import io.prodgate.evidence.Time;
import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Puts the command line together: what all commands have in common. */
@ApplicationScoped
public class CommandLineSetup {
    /** The machine we run on. */
    @Produces
    @Singleton
    Surroundings surroundings() {
        return new Surroundings(
                System.getenv(), Time.system(), () -> Randomness.SOURCE.nextLong(), CommandLineSetup::atTerminal);
    }

    /** The command line that Quarkus runs. */
    @Produces
    CommandLine commandLine(PicocliCommandLineFactory factory, Surroundings surroundings) {
        return configured(factory.create(), surroundings);
    }

    /** Gives a command line and all its sub-commands prodgate's exit codes, error messages, colours and digits. */
    static CommandLine configured(CommandLine root, Surroundings surroundings) {
        // Where people write other digits (ar-EG, fa, bn), numbers in JSON, XML and requests would be none.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        // Not inherited by sub-commands, so each one is told.
        each(
                root,
                command -> command.getCommandSpec()
                        .exitCodeOnInvalidInput(ExitCode.USAGE)
                        .exitCodeOnExecutionException(ExitCode.INCONCLUSIVE));
        root.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new ExecutionErrors())
                .setColorScheme(scheme(ColorMode.AUTO, surroundings));
        CommandLine.IExecutionStrategy last = root.getExecutionStrategy();
        return root.setExecutionStrategy(parsed -> {
            root.setColorScheme(scheme(color(parsed), surroundings));
            return last.execute(parsed);
        });
    }

    /** The colours that the user wants for what a command prints. */
    static Palette palette(CommandSpec spec) {
        return new Palette(spec.commandLine().getColorScheme().ansi());
    }

    private static ColorMode color(ParseResult parsed) {
        return parsed.commandSpec().userObject() instanceof Prodgate top ? top.color() : ColorMode.AUTO;
    }

    private static CommandLine.Help.ColorScheme scheme(ColorMode mode, Surroundings surroundings) {
        return CommandLine.Help.defaultColorScheme(mode.colors(surroundings) ? Ansi.ON : Ansi.OFF);
    }

    private static void each(CommandLine command, Consumer<CommandLine> change) {
        change.accept(command);
        Map<String, CommandLine> subcommands = command.getSubcommands();
        subcommands.values().forEach(subcommand -> each(subcommand, change));
    }

    // JDK 25 gives no console when input or output is not a terminal; other versions give one that says so.
    @SuppressWarnings("SystemConsoleNull")
    /** Set up at its first use: most commands need no randomness, and finding a provider takes tens of milliseconds. */
    private static final class Randomness {
        static final SecureRandom SOURCE = new SecureRandom();
    }

    private static boolean atTerminal() {
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }
}
