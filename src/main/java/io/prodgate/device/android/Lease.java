package io.prodgate.device.android;

import io.prodgate.process.RunningProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A device in our hands, noted on disk with all that has to be undone: what we started or switched over. The file is
 * locked as long as we live, so that nobody else takes the device, and whoever finds it written and not locked knows that we were
 * killed. Closing it means that all is undone.
 */
final class Lease implements AutoCloseable {
    private static final int MOST_BYTES = 64 << 10;
    private static final String SETTING = "setting ";

    private final String serial;
    private final FileChannel file;
    private final FileLock lock;
    private final Properties noted;

    /**
     * A lease whose file is locked by us.
     *
     * @param noted what was found in it: of somebody who was killed, or nothing
     */
    private Lease(FileChannel file, FileLock lock, String serial, Properties noted) {
        this.file = file;
        this.lock = lock;
        this.serial = serial;
        this.noted = noted;
    }

    /** Opens a lease on a file that was locked; what is noted in it is kept. */
    static Lease open(FileChannel file, FileLock lock, Optional<String> wanted) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(file.size(), MOST_BYTES));
        while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
            continue;
        }
        Properties noted = new Properties();
        try {
            noted.load(new ByteArrayInputStream(bytes.array(), 0, bytes.position()));
        } catch (IllegalArgumentException e) {
            noted.clear(); // Cut or written over by somebody else: there is nothing to go by.
        }
        return new Lease(file, lock, wanted.orElseGet(() -> noted.getProperty("serial", "")), noted);
    }

    /** The device's name for adb. */
    String serial() {
        return serial;
    }

    /** True if somebody who was killed left something to undo. */
    boolean leftOver() {
        return !noted.isEmpty();
    }

    /** The emulator that was started, if one was. */
    Optional<RunningProgram.Track> emulator() {
        try {
            return Optional.ofNullable(noted.getProperty("emulator.mark"))
                    .map(mark -> new RunningProgram.Track(
                            Long.parseLong(noted.getProperty("emulator.pid", "0")),
                            Instant.parse(noted.getProperty("emulator.started", Instant.EPOCH.toString())),
                            mark));
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty(); // Not written by us: nobody is ended on such a word.
        }
    }

    /** The settings that were switched over, with the values they had before. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        noted.stringPropertyNames().stream()
                .filter(name -> name.startsWith(SETTING))
                .forEach(name -> settings.put(name.substring(SETTING.length()), noted.getProperty(name)));
        return settings;
    }

    /** Notes that the device is in our hands now; what somebody who was killed did not put back is ours to put back. */
    synchronized void takeOver() throws IOException {
        noted.keySet().removeIf(name -> name.toString().startsWith("emulator."));
        note(Map.of(
                "serial",
                serial,
                "prodgate.pid",
                String.valueOf(ProcessHandle.current().pid())));
    }

    /** Notes an emulator of ours. */
    void noteEmulator(RunningProgram.Track track) throws IOException {
        note(Map.of(
                "emulator.pid", String.valueOf(track.pid()),
                "emulator.started", track.started().toString(),
                "emulator.mark", track.mark()));
    }

    /** Notes the values that settings have before they are switched over; a value noted before stays. */
    void noteSettings(Map<String, String> before) throws IOException {
        Map<String, String> added = new TreeMap<>();
        before.forEach((name, value) -> {
            if (!noted.containsKey(SETTING + name)) {
                added.put(SETTING + name, value);
            }
        });
        note(added);
    }

    private synchronized void note(Map<String, String> more) throws IOException {
        noted.putAll(more);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        noted.store(text, "A device used by prodgate; read by its next start if this one is killed.");
        // One write, in place of the old text at once as far as readers of ours are concerned: they need the lock.
        byte[] bytes = text.toString(StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        write(bytes);
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, buffer.position());
        }
        file.truncate(bytes.length);
        file.force(true);
    }

    /** Gives the device back: nothing is left to undo. The file stays, empty, as somebody may be waiting for its lock. */
    @Override
    public synchronized void close() {
        try {
            noted.clear();
            file.truncate(0);
        } catch (IOException e) {
            // The next start finds what is undone already: undoing it again does no harm.
        }
        release();
    }

    /** Lets go of the file and leaves what is noted to the next start. */
    synchronized void release() {
        try (file) {
            lock.release();
        } catch (IOException e) {
            // Closed already, or gone with the file system.
        }
    }
}
