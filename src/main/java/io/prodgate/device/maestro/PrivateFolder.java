package io.prodgate.device.maestro;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A folder that only we may look into, gone when it is closed: Maestro writes secrets in clear. As long as it is used a file in it is
 * locked; the system takes the lock away when we are killed, and so the next one knows what nobody will clear away.
 *
 * @param path of the folder
 * @param lock holds the lock until it is closed
 */
record PrivateFolder(Path path, FileChannel lock) implements AutoCloseable {
    /** How the names of these folders begin. */
    static final String PREFIX = "prodgate-maestro-";

    /** The file that is locked. */
    static final String LOCK = "lock";

    /** How the names of the folders of one process begin. */
    static String prefix(long process) {
        return PREFIX + process + "-";
    }

    /** Makes one with the folders Maestro needs. */
    static PrivateFolder in(Path parent) throws IOException {
        Files.createDirectories(parent);
        FileAttribute<?>[] ours =
                parent.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                        }
                        : new FileAttribute<?>[0];
        String prefix = prefix(ProcessHandle.current().pid());
        Path path = Files.createTempDirectory(parent.toAbsolutePath(), prefix, ours);
        Path fresh = path.resolve(LOCK + "-to-be");
        FileChannel lock = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        // Under the name that others look for it is locked from the start.
        Files.move(fresh, path.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
        PrivateFolder folder = new PrivateFolder(path, lock);
        for (Path below : new Path[] {
            folder.home(), folder.debug(), folder.work(), folder.report().getParent()
        }) {
            Files.createDirectories(below);
        }
        return folder;
    }

    /** The home of the Java process: a session that was cut off there disturbs no other. */
    Path home() {
        return path.resolve("home");
    }

    /** For {@code --debug-output}. */
    Path debug() {
        return path.resolve("debug");
    }

    /** The current folder of the process. */
    Path work() {
        return path.resolve("work");
    }

    /** For {@code --output}; its folder is there, or Maestro would run everything and then fail. */
    Path report() {
        return path.resolve("report").resolve("report.xml");
    }

    @Override
    public void close() {
        delete(path);
        try {
            lock.close();
        } catch (IOException e) {
            // The system closes it when we end.
        }
    }

    /** Deletes a folder with all that is in it, as far as that can be done. */
    static void delete(Path path) {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException trouble)
                        throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // Somebody still writes into it: only we can read it.
        }
    }
}
