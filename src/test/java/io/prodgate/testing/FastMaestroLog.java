package io.prodgate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every process of {@link FastMaestro} did, in one file that all of them append to: the truth that a test compares a
 * run of the product with. A process that was killed leaves a start without an end.
 */
public final class FastMaestroLog {
    /** What an entry is about. */
    public enum Event {
        START,
        FLOW_START,
        FLOW_END,
        END
    }

    /**
     * One line.
     *
     * @param milliseconds since the epoch
     * @param process its id
     * @param device the serial number
     * @param event what happened
     * @param flow the file's name without extension; {@code ""} for the process itself
     * @param count the start on this device, or the attempt at this flow on any device; from 1
     * @param what at a start, the directives that hold, with " and " between them; at an end, {@code passed}, or the
     *     first line of the failure, or {@code exit N}
     */
    public record Entry(
            long milliseconds, long process, String device, Event event, String flow, int count, String what) {}

    private final Optional<Path> file;

    public FastMaestroLog(Path file) {
        this.file = Optional.of(file);
    }

    /** A log that is written nowhere, if there is no file. */
    FastMaestroLog(Optional<Path> file) {
        this.file = file;
    }

    /** All entries so far, in the order in which they were written. */
    public List<Entry> read() throws IOException {
        return file.isPresent() && Files.exists(file.orElseThrow())
                ? entries(Files.readString(file.orElseThrow(), UTF_8))
                : List.of();
    }

    private static List<Entry> entries(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.split("\t", 7);
            if (fields.length == 7) {
                entries.add(new Entry(
                        Long.parseLong(fields[0]),
                        Long.parseLong(fields[1]),
                        fields[2],
                        Event.valueOf(fields[3]),
                        fields[4],
                        Integer.parseInt(fields[5]),
                        fields[6]));
            }
        }
        return entries;
    }

    /** Says what a start is told, which may depend on how often there was one. */
    interface Told {
        String at(int count);
    }

    /** Appends a start, counted over all processes under a lock; gives its number. */
    int start(String device, Event event, String flow, Told told) throws IOException {
        if (file.isEmpty()) {
            told.at(1);
            return 1;
        }
        try (FileChannel channel = FileChannel.open(
                        file.orElseThrow(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes);
            }
            int count = 1;
            for (Entry entry : entries(new String(bytes.array(), UTF_8))) {
                boolean same = event == Event.START
                        ? entry.device().equals(device)
                        : entry.flow().equals(flow);
                count += entry.event() == event && same ? 1 : 0;
            }
            channel.write(line(device, event, flow, count, told.at(count)), channel.size());
            return lock.isValid() ? count : 0;
        }
    }

    /** Appends an end. */
    void end(String device, Event event, String flow, int count, String what) throws IOException {
        if (file.isPresent()) {
            try (FileChannel channel = FileChannel.open(file.orElseThrow(), StandardOpenOption.APPEND);
                    FileLock lock = channel.lock()) {
                channel.write(line(device, event, flow, count, what));
            }
        }
    }

    private static ByteBuffer line(String device, Event event, String flow, int count, String what) {
        int newline = what.indexOf('\n');
        return UTF_8.encode(System.currentTimeMillis()
                + "\t" + ProcessHandle.current().pid()
                + "\t" + device
                + "\t" + event
                + "\t" + flow
                + "\t" + count
                + "\t" + (newline < 0 ? what : what.substring(0, newline))
                + "\n");
    }
}
