package io.prodgate.cli;

import io.prodgate.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a user names a run that there is: by its folder, by its id, or as {@code latest}. */
final class RunReference {
    /** The run of the usual folder that was begun last. */
    static final String LATEST = "latest";

    private RunReference() {}

    /**
     * The folder of a run.
     *
     * @param named a folder or its journal; else a name below the folder where runs usually go
     * @throws CommandException if there is no such run
     */
    static Path folder(String named) throws CommandException {
        return folder(named, RunFolder.DEFAULT_PARENT);
    }

    static Path folder(String named, Path parent) throws CommandException {
        Path path = Path.of(named);
        if (Files.isRegularFile(path) && path.endsWith(Journal.FILE_NAME)) {
            return Optional.ofNullable(path.getParent()).orElse(Path.of("."));
        }
        if (isRun(path)) {
            return path;
        }
        List<Path> known = runs(parent);
        Optional<Path> found = named.equals(LATEST)
                ? known.stream().findFirst()
                : known.stream()
                        .filter(run -> run.getFileName().toString().equals(named))
                        .findFirst();
        return found.orElseThrow(() -> CommandException.usage("there is no run '" + named + "': no folder with an "
                + Journal.FILE_NAME + " has this name, here or in " + parent
                + (known.isEmpty()
                        ? ""
                        : ". The last one there is " + known.getFirst().getFileName())));
    }

    /** Those that lie in a folder, the last begun first: their names sort by time. */
    static List<Path> runs(Path parent) throws CommandException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(RunReference::isRun)
                    .sorted(Comparator.comparing((Path run) -> run.getFileName().toString())
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw CommandException.usage("cannot look for runs in " + parent + ": " + e.getMessage());
        }
    }

    private static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(Journal.FILE_NAME));
    }
}
