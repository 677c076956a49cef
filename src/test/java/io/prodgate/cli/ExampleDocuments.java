package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

/** Draws the documents of a run that is kept, as its script does. */
public final class ExampleDocuments {
    private ExampleDocuments() {}

    /** Writes both editions below a folder. */
    public static void write(Path run, Path folder) {
        writeInternal(run, folder);
        use("report", run.toString(), "--documents", folder.toString(), "--edition", "client");
    }

    /** Writes what a run leaves for those who run production below a folder. */
    public static void writeInternal(Path run, Path folder) {
        use("report", run.toString(), "--documents", folder.toString());
    }

    private static void use(String... arguments) {
        Shell.Result result = Shell.inEarnest(Map.of()).run(arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
    }
}
