package io.prodgate.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a journal up to the first line that cannot be trusted.
 *
 * @param entries the lines that hold
 * @param damage what is wrong with the next line, if there is one: a cut, an edit, a swap
 */
public record JournalReader(List<Entry> entries, Optional<String> damage) {
    /** A line longer than this is not ours. */
    private static final int LONGEST_LINE = 64 * 1024 * 1024;

    public JournalReader {
        entries = List.copyOf(entries);
    }

    /**
     * Reads the journal of a run.
     *
     * @param run the run's folder, or the journal itself
     * @throws JournalException if there is no journal, or it cannot be read
     */
    public static JournalReader read(Path run) {
        Path file = Files.isDirectory(run) ? run.resolve(Journal.FILE_NAME) : run;
        List<Entry> entries = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            String previous = Line.NO_PREVIOUS;
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    line.write(b);
                    if (line.size() > LONGEST_LINE) {
                        return damaged(file, entries, "it is longer than any event");
                    }
                    continue;
                }
                byte[] bytes = line.toByteArray();
                line.reset();
                entries.add(Line.read(bytes, entries.size() + 1L, previous));
                previous = Line.digest(bytes);
            }
            return line.size() == 0
                    ? new JournalReader(entries, Optional.empty())
                    : damaged(file, entries, "it was cut before its end");
        } catch (Line.DamagedLineException e) {
            return damaged(file, entries, e.getMessage());
        } catch (NoSuchFileException e) {
            throw new JournalException("there is no journal " + file + ": is this the folder of a run?", e);
        } catch (IOException e) {
            throw new JournalException("cannot read the journal " + file + ": " + e.getMessage(), e);
        }
    }

    private static JournalReader damaged(
            Path file, List<Entry> entries, @org.jspecify.annotations.Nullable String why) {
        return new JournalReader(entries, Optional.of(file + ":" + (entries.size() + 1) + ": " + why));
    }
}
