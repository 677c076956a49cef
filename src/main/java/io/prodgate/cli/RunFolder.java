package io.prodgate.cli;

import io.prodgate.journal.Journal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder a run writes into; it exists, can be written to, and holds no other run.
 *
 * @param path as the user would name it
 */
public record RunFolder(Path path) {
    /** Where runs go when the user names no folder, relative to the current one. */
    public static final Path DEFAULT_PARENT = Path.of("prodgate-runs");

    /**
     * Creates the folder.
     *
     * @param wanted the folder the user named; else it is named after the run
     * @throws CommandException if it holds a run already, is not a folder, or cannot be written to
     */
    public static RunFolder create(Optional<Path> wanted, String runId) throws CommandException {
        Path path = wanted.orElseGet(() -> DEFAULT_PARENT.resolve(runId));
        if (Files.exists(path.resolve(Journal.FILE_NAME))) {
            throw CommandException.usage("the folder " + path + " holds another run (" + Journal.FILE_NAME
                    + " is there). Name another folder with --out, or remove that one.");
        }
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, ".prodgate-", ".tmp"));
        } catch (FileAlreadyExistsException e) {
            throw CommandException.usage(e.getFile() + " is a file, and a folder is needed there for " + path
                    + ". Name another folder with --out.");
        } catch (IOException e) {
            throw CommandException.usage("cannot write into the folder " + path + " (" + reason(e)
                    + "). Name a folder with --out that can be written to.");
        }
        return new RunFolder(path);
    }

    /** The journal's file. */
    public Path journal() {
        return path.resolve(Journal.FILE_NAME);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case java.nio.file.FileSystemException system ->
                Optional.ofNullable(system.getReason())
                        .orElseGet(() -> system.getClass().getSimpleName());
            default -> String.valueOf(e.getMessage());
        };
    }
}
