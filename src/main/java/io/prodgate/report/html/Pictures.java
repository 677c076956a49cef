package io.prodgate.report.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Pictures among a run's artefacts, put into the page itself so that it can be sent and kept as one file. What does not
 * fit, or is no picture, is left to its link.
 */
final class Pictures {
    private static final long LARGEST = 800_000;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final Optional<Path> run;
    private final Room room;

    /**
     * The pictures of a run.
     *
     * @param run its folder; empty if there is none to read from
     * @param room what they may take of the page
     */
    Pictures(Optional<Path> run, Room room) {
        this.run = run;
        this.room = room;
    }

    /**
     * A picture as a {@code data:} URL.
     *
     * @param file its path from the run's folder on
     */
    Optional<String> inline(String file) {
        return run.flatMap(folder -> read(folder, file))
                .map(bytes -> "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes));
    }

    private Optional<byte[]> read(Path folder, String file) {
        try {
            Path path = folder.resolve(file).normalize();
            if (!path.startsWith(folder.normalize()) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            long size = Files.size(path);
            if (size > LARGEST) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(path);
            boolean picture = Arrays.equals(PNG, Arrays.copyOf(bytes, PNG.length));
            return picture && room.take(bytes.length * 4L / 3 + 4) ? Optional.of(bytes) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // Gone or not readable: the report says where it was.
        }
    }
}
