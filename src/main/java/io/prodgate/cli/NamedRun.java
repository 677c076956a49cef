package io.prodgate.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The run that a command looks back at. */
public final class NamedRun {
    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "The run's folder; its id below prodgate-runs; or latest, the last one there.")
    private String name = "";

    /** As the user named it. */
    String name() {
        return name;
    }

    /**
     * Its folder.
     *
     * @throws CommandException if there is no such run
     */
    Path folder() throws CommandException {
        return RunReference.folder(name);
    }
}
