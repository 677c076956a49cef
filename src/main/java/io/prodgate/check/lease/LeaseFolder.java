package io.prodgate.check.lease;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where leases lie, a file for each: on the disk when {@link #keep} returns, there until {@link #drop}. */
public final class LeaseFolder {
    private static final String SUFFIX = ".json";

    private final Path folder;

    /**
     * The leases in the folder of what is kept from run to run.
     *
     * @param state that folder, which need not exist before there is a lease
     */
    public LeaseFolder(Path state) {
        this.folder = state.resolve("leases");
    }

    /**
     * Keeps a lease, or its renewal.
     *
     * @throws UncheckedIOException if it cannot be: then the fault must not be made
     */
    public void keep(Lease lease) {
        Path file = file(lease.id());
        Path next = file.resolveSibling(lease.id() + ".tmp");
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(LeaseJson.write(lease).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceNames();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot keep in " + file + " how '" + lease.what() + "' is undone (" + e.getMessage()
                            + "), so it is not done",
                    e);
        }
    }

    /** The new name has to be on the disk as well; where folders cannot be opened (Windows) the system sees to it. */
    private void forceNames() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems do not open folders.
        }
    }

    /** Forgets a lease that was undone. */
    public void drop(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file(id) + ", whose fault is undone", e);
        }
    }

    /** Whether a lease is still there. */
    public boolean has(String id) {
        return Files.exists(file(id));
    }

    /**
     * All leases, by their ids.
     *
     * @throws UncheckedIOException if one cannot be read, with the file and what to do: a fault may be in it
     */
    public List<Lease> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Lease> leases = new ArrayList<>();
            files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .forEach(file -> read(file).ifPresent(leases::add));
            return leases;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for leases in " + folder, e);
        }
    }

    private static Optional<Lease> read(Path file) {
        try {
            return Optional.of(LeaseJson.read(Files.readString(file)));
        } catch (NoSuchFileException e) {
            // It was undone just now, by somebody else.
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new UncheckedIOException(
                    file + " cannot be read (" + e.getMessage()
                            + "). It says how a fault of ours is undone: see by hand whether production is as it should"
                            + " be, then remove the file",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    private Path file(String id) {
        return folder.resolve(id + SUFFIX);
    }
}
