package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The same by what was packaged: a native binary has to know what is read by reflection. */
class ApkOnTheCommandLineIT extends ApkOnTheCommandLine {
    @Override
    Ended prodgate(String... arguments) throws Exception {
        List<String> command = Packaged.command(arguments);
        Process process = Packaged.start(command, folder, folder.resolve("output.txt"));
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(folder.resolve("output.txt")));
        } finally {
            process.destroyForcibly();
        }
    }
}
