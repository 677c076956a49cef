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
 * @param end where the lines that hold end
 */
public record JournalReader(List<Entry> entries, Optional<String> damage, End end) {
    /** A line longer than this is not ours. */
    private static final int LONGEST_LINE = 64 * 1024 * 1024;

    public JournalReader {
        entries = List.copyOf(entries);
    }

    /**
     * The end of what can be trusted.
     *
     * @param length of it, in bytes
     * @param digest of its last line: what the next line names as the one before it
     * @param whole false if the line that follows was begun and not finished, as by a process that was killed or a disk that was
     *     full; such a line tells of nothing that happened
     */
    record End(long length, String digest, boolean whole) {}

    /**
     * Reads the journal of a run.
     *
     * @param run the run's folder, or the journal itself
     * @throws JournalException if there is no journal, or it cannot be read
     */
    public static JournalReader read(Path run) {
        Path file = Files.isDirectory(run) ? run.resolve(Journal.FILE_NAME) : run;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return new Reading(file).read(in);
        } catch (NoSuchFileException e) {
            throw new JournalException("there is no journal " + file + ": is this the folder of a run?", e);
        } catch (IOException e) {
            throw new JournalException("cannot read the journal " + file + ": " + e.getMessage(), e);
        }
    }

    /** One journal being read. */
    private static final class Reading {
        private final Path file;
        private final List<Entry> entries = new ArrayList<>();
        private String digest = Line.NO_PREVIOUS;
        private long length;

        Reading(Path file) {
            this.file = file;
        }

        JournalReader read(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    line.write(b);
                    if (line.size() > LONGEST_LINE) {
                        return damaged("it is longer than any event", true);
                    }
                    continue;
                }
                byte[] bytes = line.toByteArray();
                line.reset();
                try {
                    entries.add(Line.read(bytes, entries.size() + 1L, digest));
                } catch (Line.DamagedLineException e) {
                    return damaged(String.valueOf(e.getMessage()), true);
                }
                digest = Line.digest(bytes);
                length += bytes.length + 1L;
            }
            return line.size() == 0
                    ? new JournalReader(entries, Optional.empty(), new End(length, digest, true))
                    : damaged("it was cut before its end", false);
        }

        private JournalReader damaged(String why, boolean whole) {
            String where = file + ":" + (entries.size() + 1) + ": ";
            return new JournalReader(entries, Optional.of(where + why), new End(length, digest, whole));
        }
    }
}
