package io.prodgate.lab.maestro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Where a start leaves its files.
 *
 * @param log the folder of {@code maestro.log}
 * @param flows the folder in which each flow has its own
 */
record Folders(Path log, Path flows) {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd_HHmmss");

    static Folders of(Call call, LocalDateTime now) {
        Path home = Path.of(System.getProperty("user.home"));
        Path log = call.flatten() && call.debugOutput().isPresent()
                ? call.debugOutput().orElseThrow()
                : call.debugOutput().orElse(home).resolve(".maestro/tests").resolve(STAMP.format(now));
        Path flows = call.testOutput()
                .map(folder -> call.flatten() ? folder : folder.resolve(STAMP.format(now)))
                .orElse(log);
        return new Folders(create(log.toAbsolutePath()), flows.toAbsolutePath());
    }

    /** The folder of one flow. */
    Path ofFlow(String name) {
        return create(flows.resolve(name.replace('/', '_')));
    }

    private static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
