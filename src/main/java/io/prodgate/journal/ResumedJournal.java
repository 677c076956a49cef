package io.prodgate.journal;

import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A run's journal, taken up to go on with it. Only one process can hold it. Nothing in the folder is changed until
 * {@link #goOn}.
 */
public final class ResumedJournal implements AutoCloseable {
    /** Where an unfinished line at the journal's end is put aside, in the run's folder. */
    public static final String CUT_FILE_NAME = "events.cut";

    private final Path folder;
    private final RunLock lock;
    private final JournalReader read;
    private final long cut;
    private boolean passedOn;

    private ResumedJournal(Path folder, RunLock lock, JournalReader read, long cut) {
        this.folder = folder;
        this.lock = lock;
        this.read = read;
        this.cut = cut;
    }

    /**
     * Takes up the journal of a run.
     *
     * @param folder the run's
     * @throws JournalException if there is none, another process holds it, it tells nothing of the run, or one of its lines was
     *     changed: what it tells cannot be trusted then
     */
    public static ResumedJournal take(Path folder) {
        Path file = folder.resolve(Journal.FILE_NAME);
        if (!Files.exists(file)) {
            throw new JournalException("there is no journal " + file + ": is this the folder of a run?");
        }
        RunLock lock = RunLock.take(folder);
        try {
            JournalReader read = JournalReader.read(folder);
            refuse(file, read);
            return new ResumedJournal(
                    folder, lock, read, Files.size(file) - read.end().length());
        } catch (JournalException e) {
            close(lock);
            throw e;
        } catch (IOException e) {
            close(lock);
            throw new JournalException("cannot read the journal " + file + ": " + e.getMessage(), e);
        }
    }

    private static void refuse(Path file, JournalReader read) {
        if (read.damage().isPresent() && read.end().whole()) {
            throw new JournalException(read.damage().get()
                    + ". No kill does that: the journal was changed, and what it tells is not trusted. Restore it, or"
                    + " begin a new run in another folder");
        }
        if (read.entries().isEmpty() || !(read.entries().getFirst().event() instanceof Event.RunStarted)) {
            throw new JournalException("the journal " + file
                    + " was cut before the run's first event: nothing was done, so there is nothing to go on with."
                    + " Begin a new run in another folder");
        }
    }

    /** What it holds. */
    public List<Entry> entries() {
        return read.entries();
    }

    /** What the run is about, and how far it is. */
    public RunResult result() {
        return Fold.of(read.entries());
    }

    /** The SHA-256 of its last whole line: what is there to be signed. */
    public String digest() {
        return read.end().digest();
    }

    /** How many bytes of an unfinished line stand at its end. */
    public long cut() {
        return cut;
    }

    /** Puts aside what stands unfinished at its end, and goes on behind the last whole event. */
    public Journal goOn(Redactor redactor, Time time) {
        Path file = folder.resolve(Journal.FILE_NAME);
        try {
            if (cut > 0) {
                putAside(file);
            }
            Journal journal =
                    new Journal(file, lock, read.entries().size(), read.end().digest(), redactor, time);
            passedOn = true;
            return journal;
        } catch (IOException e) {
            throw new JournalException("cannot go on with the journal " + file + ": " + e.getMessage(), e);
        }
    }

    private void putAside(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.position(read.end().length());
            try (FileChannel aside = FileChannel.open(
                    folder.resolve(CUT_FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                Channels.newInputStream(channel).transferTo(Channels.newOutputStream(aside));
                Channels.newOutputStream(aside).write('\n');
                aside.force(true);
            }
            channel.truncate(read.end().length());
            channel.force(true);
        }
    }

    /** Lets go of the run, unless its journal goes on. */
    @Override
    public void close() {
        if (!passedOn) {
            close(lock);
        }
    }

    private static void close(RunLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new JournalException("cannot let go of the run: " + e.getMessage(), e);
        }
    }
}
