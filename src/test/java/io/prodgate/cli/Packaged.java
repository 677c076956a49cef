package io.prodgate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was packaged, started as a process: the binary if one was built, else the jar; no launcher in between. */
final class Packaged {
    private Packaged() {}

    /** The command line. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        Path binary = Path.of(System.getProperty("native.image.path", "none"));
        if (Files.isExecutable(binary)) {
            command.add(binary.toString());
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-jar"));
            command.add(Path.of("target", "quarkus-app", "quarkus-run.jar")
                    .toAbsolutePath()
                    .toString());
        }
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts a command in a folder; everything it prints goes into a file. */
    static Process start(List<String> command, Path folder, Path output) throws IOException {
        return start(command, folder, output, Map.of());
    }

    /** The same, with more in its environment. */
    static Process start(List<String> command, Path folder, Path output, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("GITHUB_")
                        || name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
