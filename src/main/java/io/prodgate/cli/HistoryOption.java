package io.prodgate.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the file in which runs are remembered. */
public final class HistoryOption {
    @Option(
            names = "--history",
            paramLabel = "FILE",
            description =
                    "Remember this run in FILE (JSON Lines), and show in the reports what became of the earlier ones"
                            + " there.")
    private @Nullable Path file;

    /**
     * Where runs are remembered.
     *
     * @throws CommandException if the file holds something else
     */
    Memory memory() throws CommandException {
        if (file == null) {
            return Memory.NONE;
        }
        HistoryFile history = new HistoryFile(file);
        // A run that takes half an hour is not to end with a mistake in the command line.
        history.read();
        return new Memory(Optional.of(history));
    }
}
