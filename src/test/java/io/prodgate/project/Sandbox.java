package io.prodgate.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A copy of the project's scripts in a folder of its own, with JDKs and a Maven that are only shell scripts saying what
 * they were asked to do. Nothing of the machine is seen: PATH, HOME and the system-wide folders point inside.
 */
final class Sandbox {
    /** What a script answered. */
    record Answer(int exitCode, String out, String err) {}

    final Path root;
    final Path project;
    final Path home;
    final Path tools;
    private final Map<String, String> environment = new HashMap<>();

    Sandbox(Path root) {
        this.root = root;
        // A blank in the path: the scripts have to quote it everywhere.
        project = root.resolve("my project");
        home = root.resolve("my home");
        tools = root.resolve("tools");
        Path source = Path.of("").toAbsolutePath();
        copy(source.resolve("prodgate"), project.resolve("prodgate"));
        copy(source.resolve("mvnw"), project.resolve("mvnw"));
        copy(source.resolve(".mvn/jdk.sh"), project.resolve(".mvn/jdk.sh"));
        write(project.resolve("pom.xml"), "<project/>");
        write(project.resolve("src/main/java/Some.java"), "class Some {}");
        createFolder(home);
        for (String tool : List.of("find", "head", "mkdir", "mv", "readlink", "rm", "sleep", "touch")) {
            offer(tool);
        }
        environment.put("PATH", tools.toString());
        environment.put("HOME", home.toString());
        environment.put("PRODGATE_JDK_ROOT", root.resolve("system").toString());
    }

    void set(String name, String value) {
        environment.put(name, value);
    }

    /** A folder that looks like a JDK; its `java` prints its own path and its arguments and ends with code 7. */
    Path jdk(Path folder, String version) {
        script(folder.resolve("bin/java"), """
                echo "java of %s: $*"
                for argument in "$@"; do
                    case $argument in
                        -XX:AOTCacheOutput=*) echo cache >"${argument#-XX:AOTCacheOutput=}"; echo trained >>"%s"; exit 0 ;;
                    esac
                done
                exit 7
                """.formatted(folder, root.resolve("calls")));
        script(folder.resolve("bin/javac"), "exit 0\n");
        write(folder.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
        return folder;
    }

    /** A `mvn` on PATH that notes each call and "packages" an empty jar. */
    void maven() {
        script(tools.resolve("mvn"), """
                echo "maven with $JAVA_HOME: $*" >>"%s"
                mkdir -p target/quarkus-app
                echo jar >target/quarkus-app/quarkus-run.jar
                """.formatted(root.resolve("calls")));
    }

    /** Lines that the fake tools wrote so far. */
    List<String> calls() {
        Path calls = root.resolve("calls");
        try {
            return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer run(Path directory, String... command) {
        try {
            return answer(start(directory, command));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Process start(Path directory, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Answer answer(Process process) throws InterruptedException {
        try {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
            if (!process.waitFor(60, SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("did not end: " + out + err);
            }
            return new Answer(process.exitValue(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void script(Path file, String body) {
        write(file, "#!/bin/sh\n" + body);
        makeExecutable(file);
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets when the file was last changed, in seconds from now. */
    static void changed(Path file, int secondsFromNow) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(secondsFromNow)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void offer(String tool) {
        for (String folder : List.of("/bin", "/usr/bin")) {
            Path there = Path.of(folder, tool);
            if (Files.isExecutable(there)) {
                script(tools.resolve(tool), "exec " + there + " \"$@\"\n");
                return;
            }
        }
        throw new IllegalStateException("no " + tool + " on this machine");
    }

    static void link(Path link, Path to) {
        try {
            Files.createSymbolicLink(link, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.resolveSibling("."));
            Files.copy(from, to);
            makeExecutable(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeExecutable(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
