package io.prodgate.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The append-only file {@code events.jsonl} of a run. An event that {@link #append} returned from is on the disk. Safe for use
 * by several threads; threads that append at the same time share one forcing of the disk. As long as it is open no other process
 * can open the same run's.
 */
public final class Journal implements AutoCloseable {
    /** The file's name in a run's folder. */
    public static final String FILE_NAME = "events.jsonl";

    private final Path file;
    private final RunLock lock;
    // Not a channel: that would be closed when an interrupted thread writes to it.
    private final FileOutputStream out;
    private final Redactor redactor;
    private final Time time;
    private final Object writing = new Object();
    private final Object forcing = new Object();
    private long written;
    private String digest;
    private @Nullable JournalException broken;
    private long forced;

    /**
     * A journal that goes on.
     *
     * @param written how many lines it has
     * @param digest of the last of them
     */
    Journal(Path file, RunLock lock, long written, String digest, Redactor redactor, Time time) throws IOException {
        this.file = file;
        this.lock = lock;
        this.out = new FileOutputStream(file.toFile(), true);
        this.written = written;
        this.digest = digest;
        this.redactor = redactor;
        this.time = time;
    }

    /**
     * Begins the journal of a new run in a folder that exists.
     *
     * @throws JournalException if there is one already, or the folder cannot be written to
     */
    public static Journal create(Path folder, Redactor redactor, Time time) {
        Path file = folder.resolve(FILE_NAME);
        try {
            RunLock lock = RunLock.take(folder);
            try {
                Files.createFile(file);
                return new Journal(file, lock, 0, Line.NO_PREVIOUS, redactor, time);
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw new JournalException(file + " exists: the folder belongs to another run; choose another --out", e);
        } catch (IOException e) {
            throw new JournalException("cannot begin the journal " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Appends an event and forces it to disk.
     *
     * @return when it happened
     * @throws JournalException if it could not be written: the run must end, since what is not in the journal did not happen
     */
    public Instant append(Event event) {
        JsonNode tree = Json.mapper().valueToTree(event);
        JsonNode clean = event instanceof Event.AttemptFinished ? tree : redactor.redact(tree);
        Entry entry;
        synchronized (writing) {
            if (broken != null) {
                throw broken;
            }
            entry = new Entry(written + 1, time.now(), event);
            write(Line.write(entry, clean, digest));
        }
        force(entry.number());
        return entry.at();
    }

    private void write(byte[] line) {
        byte[] bytes = Arrays.copyOf(line, line.length + 1);
        bytes[line.length] = '\n';
        try {
            out.write(bytes);
        } catch (IOException e) {
            // The line may stand there in part: nothing may follow it.
            broken = new JournalException("cannot write to the journal " + file + ": " + e.getMessage(), e);
            throw broken;
        }
        digest = Line.digest(line);
        written++;
    }

    private void force(long number) {
        synchronized (forcing) {
            if (forced >= number) {
                return;
            }
            long all;
            synchronized (writing) {
                all = written;
            }
            try {
                out.getFD().sync();
            } catch (IOException e) {
                JournalException failed =
                        new JournalException("cannot force the journal " + file + " to disk: " + e.getMessage(), e);
                synchronized (writing) {
                    // A later success would say nothing about this line: what the system could not write it may have
                    // dropped.
                    broken = failed;
                }
                throw failed;
            }
            forced = all;
        }
    }

    @Override
    public void close() {
        try (lock) {
            out.close();
        } catch (IOException e) {
            throw new JournalException("cannot close the journal " + file + ": " + e.getMessage(), e);
        }
    }
}
