package io.prodgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.prodgate.evidence.Json;
import io.prodgate.journal.PastRun;
import io.prodgate.report.WholeFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of runs, from one pipeline to the next: a {@link PastRun} as JSON a line, the oldest first. Of several lines about one
 * run, as in files that were put together, the last one counts.
 */
record HistoryFile(Path file) {
    /** The most runs that are kept. */
    static final int MOST_RUNS = 500;

    /** A larger file is not ours: a run has about two kilobytes, and never more than twenty. */
    private static final long LARGEST = 32L << 20;

    /**
     * The runs in it, the oldest first; none if there is no such file.
     *
     * @throws CommandException if a line is no run; names it
     */
    List<PastRun> read() throws CommandException {
        Map<String, PastRun> runs = new LinkedHashMap<>();
        int number = 0;
        try {
            if (Files.exists(file) && Files.size(file) > LARGEST) {
                throw CommandException.usage("the history " + file + " has more than " + (LARGEST >> 20)
                        + " MiB, so it is none; name another file with --history");
            }
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    number++;
                    if (!line.isBlank()) {
                        PastRun run = Json.mapper().readValue(line, PastRun.class);
                        runs.remove(run.run());
                        runs.put(run.run(), run);
                    }
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (JsonProcessingException e) {
            throw CommandException.usage("the history " + file + " cannot be used, " + file + ":" + number + ":"
                    + e.getLocation().getColumnNr() + ": " + reason(e)
                    + ". Remove the line, or name another file with --history");
        } catch (CharacterCodingException e) {
            throw CommandException.usage(
                    "the history " + file + " is no text in UTF-8; name another file with --history");
        } catch (IOException e) {
            throw CommandException.usage("the history " + file + " cannot be read: " + e.getMessage()
                    + "; name another file with --history");
        }
        return List.copyOf(runs.values());
    }

    private static String reason(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "this version knows no key '" + DisplayText.line(unknown.getPropertyName())
                    + "'; if a newer prodgate wrote it, use that one";
        }
        return e instanceof JsonMappingException mapping && mapping.getCause() instanceof IllegalArgumentException cause
                ? String.valueOf(cause.getMessage())
                : DisplayText.line(String.valueOf(e.getOriginalMessage()));
    }

    /**
     * Adds a run, or puts it in the place of what was known of it. The file appears whole or stays as it was; another process that adds
     * one at the same time waits.
     *
     * @throws IOException if it cannot be written
     * @throws CommandException if what is there is damaged
     */
    void add(PastRun run) throws IOException, CommandException {
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.resolveSibling("."));
        Path lock = absolute.resolveSibling("." + absolute.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            List<PastRun> all = new ArrayList<>(read());
            all.removeIf(other -> other.run().equals(run.run()));
            all.add(run);
            List<PastRun> kept = all.subList(Math.max(0, all.size() - MOST_RUNS), all.size());
            WholeFile.write(absolute, out -> {
                for (PastRun one : kept) {
                    out.write((Json.mapper().writeValueAsString(one) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            });
        }
    }
}
