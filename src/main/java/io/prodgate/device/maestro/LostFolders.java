package io.prodgate.device.maestro;

import io.prodgate.evidence.Time;
import io.prodgate.process.Strays;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a prodgate that was killed left behind: its Maestro may still drive a device of ours, and its private folders hold secrets in
 * clear.
 */
final class LostFolders {
    private LostFolders() {}

    /** Ends the Maestros whose prodgate is gone, and deletes their folders; touches nothing of one that is alive. */
    static void clear(Path parent, Time time) {
        clear(parent, ProcessHandle.current().pid(), time);
    }

    /**
     * The same.
     *
     * @param self our process: its own folders are not even looked into, since to close a file that is locked gives all locks of the
     *     process on it away (fcntl(2))
     */
    static void clear(Path parent, long self, Time time) {
        for (Path folder : folders(parent)) {
            if (folder.getFileName().toString().startsWith(PrivateFolder.prefix(self))) {
                continue;
            }
            Path lock = folder.resolve(PrivateFolder.LOCK);
            if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
                continue; // About to be made, or none of ours.
            }
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                    @Nullable FileLock ours = channel.tryLock()) {
                if (ours != null) {
                    Strays.end(folder.toString(), time);
                    PrivateFolder.delete(folder);
                }
            } catch (OverlappingFileLockException e) {
                // Another thread is at it.
            } catch (IOException e) {
                // Another user's, or gone meanwhile.
            }
        }
    }

    private static List<Path> folders(Path parent) {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(parent.toAbsolutePath(), PrivateFolder.PREFIX + "*")) {
            found.forEach(folders::add);
        } catch (IOException e) {
            return folders; // There is no such folder yet: nobody left anything.
        }
        return folders;
    }
}
