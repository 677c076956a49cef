package io.prodgate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One start of {@code src/android-lab/maestro} in a folder of its own, and what it left there.
 *
 * @param folder is its home and has its outputs
 */
record EngineRun(Path folder, int exit, String out, String error) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Long enough for a busy machine, short enough to wait for when the driver never starts. */
    private static final String DRIVER_START_MILLISECONDS = "20000";

    /** Starts it and waits for its end. */
    static EngineRun of(Path folder, Path adbHome, String... arguments) throws IOException, InterruptedException {
        Process process = start(folder, adbHome, arguments);
        assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
        return ended(folder, process);
    }

    /** Starts it. */
    static Process start(Path folder, Path adbHome, String... arguments) throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(
                List.of(Path.of("src/android-lab/maestro").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().put("HOME", adbHome.toString());
        builder.environment().put("JAVA_OPTS", "-Duser.home=" + folder.resolve("home"));
        builder.environment().put("MAESTRO_DRIVER_STARTUP_TIMEOUT", DRIVER_START_MILLISECONDS);
        return builder.start();
    }

    /** What a process that has ended left. */
    static EngineRun ended(Path folder, Process process) throws IOException {
        return new EngineRun(
                folder,
                process.exitValue(),
                Files.readString(folder.resolve("stdout")),
                Files.readString(folder.resolve("stderr")));
    }

    /** A text with what differs between runs replaced: times, ports, ages, folders. */
    static String masked(String text) {
        return text.replaceAll("time=\"[0-9.]+\"", "time=\"T\"")
                .replaceAll("timestamp=\"[0-9T:-]+\"", "timestamp=\"D\"")
                .replaceAll("file=\"[^\"]*/", "file=\"/")
                .replaceAll("\\((?:[0-9]+m )?[0-9]+m?s\\)", "(T)")
                .replaceAll(" in (?:[0-9]+m )?[0-9]+m?s\n", " in T\n")
                .replaceAll("[0-9]+ms since last byte, connection age [0-9]+ms", "AGE")
                .replaceAll("emulator-[0-9]+", "emulator-N")
                .replaceAll("(tcp:|driver port )[0-9]+", "$1P")
                .replaceAll("\t(?:at|\\.\\.\\.) [^\n]*\n", "");
    }

    /** The report, masked. */
    String report() throws IOException {
        return masked(Files.readString(folder.resolve("report.xml")));
    }

    boolean hasReport() {
        return Files.exists(folder.resolve("report.xml"));
    }

    /** The steps of a flow. */
    JsonNode steps(String flow) throws IOException {
        return JSON.readTree(folder.resolve("debug/" + flow + "/commands.json").toFile());
    }

    /** The metadata of the last step of a flow. */
    JsonNode lastStep(String flow) throws IOException {
        JsonNode steps = steps(flow);
        return steps.get(steps.size() - 1).path("metadata");
    }

    /** The kinds of the artefacts that a flow's manifest names, each of which is there. */
    List<String> artifacts(String flow) throws IOException {
        Path bundle = folder.resolve("debug/" + flow);
        List<String> kinds = new ArrayList<>();
        for (JsonNode entry :
                JSON.readTree(bundle.resolve("manifest.json").toFile()).path("entries")) {
            assertThat(bundle.resolve(entry.path("relativePath").asText())).exists();
            kinds.add(entry.path("kind").asText());
        }
        return kinds;
    }

    /** The names of an object's members, sorted. */
    static TreeSet<String> names(JsonNode object) {
        TreeSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A flow's log. */
    String log(String flow) throws IOException {
        return Files.readString(folder.resolve("debug/" + flow + "/logs/maestro.log"), UTF_8);
    }

    /** The files below a folder of the outputs. */
    List<String> files(String below) throws IOException {
        Path root = folder.resolve(below);
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
