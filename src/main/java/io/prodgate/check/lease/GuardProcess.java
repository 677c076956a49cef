package io.prodgate.check.lease;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A guard that is a process of its own: it reads from a pipe whose other end is ours alone, so that it hears when we are gone, however that
 * happens, and in a session of its own where there is {@code setsid}, so that what ends us does not end it.
 */
public final class GuardProcess implements Guard, AutoCloseable {
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private Optional<OutputStream> pipe = Optional.empty();

    /**
     * A guard that is not started yet.
     *
     * @param command starts it: it has to undo when its standard input ends
     * @param environment all that it sees of the environment
     * @param log takes what it prints
     */
    public GuardProcess(List<String> command, Map<String, String> environment, Path log) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    @Override
    public synchronized void watch() {
        if (pipe.isPresent()) {
            return;
        }
        List<String> words =
                new ArrayList<>(setsid().map(Path::toString).stream().toList());
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        // GitHub's runner ends what carries this when a job ends.
        builder.environment().remove("RUNNER_TRACKING_ID");
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            File file = log.toFile();
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(file));
            pipe = Optional.of(builder.start().getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "nobody can be made to watch over us ('" + words.getFirst() + "': " + e.getMessage()
                            + "), so nothing is disturbed",
                    e);
        }
    }

    private Optional<Path> setsid() {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "setsid"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Lets it go: it looks whether a lease is left, and ends. */
    @Override
    public synchronized void close() {
        pipe.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                // It has ended already.
            }
        });
        pipe = Optional.empty();
    }
}
