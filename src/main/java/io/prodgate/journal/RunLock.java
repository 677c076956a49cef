package io.prodgate.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process away from a run. The operating system takes it back when the process ends, however it ends. It is a file
 * of its own: a POSIX lock would be lost as soon as anybody in this process reads and closes the file it is on.
 */
final class RunLock implements AutoCloseable {
    private static final String FILE_NAME = ".lock";

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of a run.
     *
     * @param folder the run's
     * @throws JournalException if another process has it, or it cannot be taken
     */
    static RunLock take(Path folder) {
        Path file = folder.resolve(FILE_NAME);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new JournalException("another prodgate is at work on the run in " + folder
                        + ": wait until it has ended, or end it, and try again");
            }
            return new RunLock(channel);
        } catch (IOException e) {
            throw new JournalException("cannot lock the run's folder with " + file + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
