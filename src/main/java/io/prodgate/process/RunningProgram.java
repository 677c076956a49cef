package io.prodgate.process;

import io.prodgate.evidence.Time;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program that runs beside us until we end it, such as an emulator. Closing it ends all that it started, too; what has to be
 * ended after we ourselves were killed is told by {@link #track()}.
 */
public final class RunningProgram implements AutoCloseable {
    private static final AtomicLong NUMBER = new AtomicLong();
    /** Start instants come from clock ticks and the boot's instant, which moves when the clock is set. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private final Process process;
    private final String mark;
    private final ProcessTree tree;

    private RunningProgram(Process process, String mark, Time time) {
        this.process = process;
        this.mark = mark;
        this.tree = new ProcessTree(Optional.of(process.toHandle()), mark, time);
    }

    /**
     * By what a program is known again later, also by another process: a process id alone is given to somebody else in time.
     *
     * @param pid its process id; 0 if it was to be started and nobody knows whether it was
     * @param started when it was started, as the system tells it
     * @param mark what it and all that it started carry in their environment
     */
    public record Track(long pid, Instant started, String mark) {}

    /** A mark for a program that is about to be started; no other program ever has the same. */
    public static String mark(Time time) {
        return ProcessHandle.current().pid() + "-" + time.now().toEpochMilli() + "-" + NUMBER.incrementAndGet();
    }

    /**
     * Starts a program with nothing to read on its standard input.
     *
     * @param mark from {@link #mark}, so that it can be noted before the start
     * @param environment all that it sees of the environment
     * @param output takes what it prints on both its channels, on another thread; what it throws ends nothing
     * @throws IOException if it cannot be started
     */
    public static RunningProgram start(
            List<String> command, String mark, Map<String, String> environment, OutputStream output, Time time)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put(ProcessTree.VARIABLE, mark);
        Process process = builder.start();
        Thread.ofVirtual().name("output of " + command.getFirst()).start(() -> pass(process.getInputStream(), output));
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
        return new RunningProgram(process, mark, time);
    }

    private static void pass(InputStream in, OutputStream to) {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                to.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // It has ended, or nobody wants to hear it any more.
        }
    }

    /** By what it is known again. */
    public Track track() {
        return new Track(process.pid(), start(process.toHandle()).orElse(Instant.EPOCH), mark);
    }

    /** Its exit code, if it has ended. */
    public OptionalInt ended() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Ends it and all that it started: asked first, then by force. */
    @Override
    public void close() {
        tree.end();
    }

    /** Ends it by force and returns at once: for when there is no time left. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /**
     * Ends a program that another process of ours had started, with all that it started, if it is still the same.
     *
     * @return whether anything of it was still there
     */
    public static boolean end(Track track, Time time) {
        if (track.pid() == 0) {
            return new ProcessTree(Optional.empty(), track.mark(), time).end() > 0;
        }
        Optional<ProcessHandle> same = ProcessHandle.of(track.pid())
                .filter(ProcessHandle::isAlive)
                .filter(handle -> start(handle)
                        .filter(start ->
                                Duration.between(start, track.started()).abs().compareTo(SAME_START) <= 0)
                        .isPresent());
        return same.isPresent() && new ProcessTree(same, track.mark(), time).end() > 0;
    }

    private static Optional<Instant> start(ProcessHandle handle) {
        return handle.info().startInstant();
    }
}
