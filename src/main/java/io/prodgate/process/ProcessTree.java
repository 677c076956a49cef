package io.prodgate.process;

import io.prodgate.evidence.Time;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A program and everything it started. A child whose parent has ended belongs to somebody else, and one that began a session of
 * its own is in no group of ours; but all inherit the environment. So the program gets a variable of its own, and where there is a
 * {@code /proc} (Linux) all that carry it are found.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html">proc_pid_environ(5)</a>
 */
final class ProcessTree {
    /** Names the program that a process belongs to. */
    static final String VARIABLE = "PRODGATE_PROGRAM";

    /** How long processes may take to end by themselves once they are asked to. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration AFTER_KILL = Duration.ofSeconds(2);
    private static final int LARGEST_ENVIRONMENT = 2 << 20;

    private final Optional<ProcessHandle> process;
    private final Predicate<byte[]> belongs;
    private final Time time;

    /**
     * The tree of a program that was started.
     *
     * @param process the program itself, if it is known
     * @param mark the value of {@link #VARIABLE} in its environment
     */
    ProcessTree(Optional<ProcessHandle> process, String mark, Time time) {
        this(process, entry(mark), time);
    }

    private ProcessTree(Optional<ProcessHandle> process, Predicate<byte[]> belongs, Time time) {
        this.process = process;
        this.belongs = belongs;
        this.time = time;
    }

    /** All programs whose environment names something. */
    static ProcessTree naming(String text, Time time) {
        byte[] sought = text.getBytes(StandardCharsets.UTF_8);
        return new ProcessTree(Optional.empty(), environment -> contains(environment, sought), time);
    }

    /**
     * Ends all that is left of it: asked first, then by force. Goes on when interrupted, and returns then all the same with the
     * interrupt still set: nothing may be left behind.
     *
     * @return how many processes were still there
     */
    int end() {
        Map<Long, ProcessHandle> left = alive();
        int count = left.size();
        if (count == 0) {
            return 0;
        }
        left.values().forEach(ProcessHandle::destroy);
        boolean interrupted = awaitNone(GRACE);
        for (left = alive(); !left.isEmpty(); left = alive()) {
            left.values().forEach(ProcessHandle::destroyForcibly);
            interrupted |= awaitNone(AFTER_KILL);
            if (alive().keySet().equals(left.keySet())) {
                break; // Not even by force: it hangs within the kernel, or belongs to somebody else.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return count;
    }

    private boolean awaitNone(Duration most) {
        boolean interrupted = false;
        Instant until = time.now().plus(most);
        while (!alive().isEmpty() && time.now().isBefore(until)) {
            try {
                time.sleep(LOOK_AGAIN);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private Map<Long, ProcessHandle> alive() {
        Map<Long, ProcessHandle> alive = new HashMap<>();
        List<ProcessHandle> known = new ArrayList<>(marked());
        process.ifPresent(program -> {
            known.add(program);
            program.descendants().forEach(known::add);
        });
        known.stream()
                .filter(handle -> handle.isAlive() && !ended(handle.pid()))
                .forEach(handle -> alive.put(handle.pid(), handle));
        return alive;
    }

    private List<ProcessHandle> marked() {
        List<ProcessHandle> marked = new ArrayList<>();
        if (!Files.isDirectory(PROCESSES)) {
            return marked;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path folder : processes) {
                if (holds(folder.resolve("environ"))) {
                    ProcessHandle.of(Long.parseLong(folder.getFileName().toString()))
                            .ifPresent(marked::add);
                }
            }
        } catch (IOException | RuntimeException e) {
            return marked; // Without /proc the descendants are all we know.
        }
        return marked;
    }

    private boolean holds(Path environment) {
        try (InputStream in = Files.newInputStream(environment)) {
            return belongs.test(in.readNBytes(LARGEST_ENVIRONMENT));
        } catch (IOException e) {
            return false; // Another user's, or gone meanwhile.
        }
    }

    /** Environments that have the variable with this value: entries end with a zero byte. */
    private static Predicate<byte[]> entry(String mark) {
        byte[] entry = (VARIABLE + "=" + mark).getBytes(StandardCharsets.UTF_8);
        return all -> {
            int start = 0;
            for (int i = 0; i < all.length; i++) {
                if (all[i] == 0) {
                    if (Arrays.equals(all, start, i, entry, 0, entry.length)) {
                        return true;
                    }
                    start = i + 1;
                }
            }
            return false;
        };
    }

    private static boolean contains(byte[] all, byte[] sought) {
        for (int i = 0; i + sought.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + sought.length, sought, 0, sought.length)) {
                return true;
            }
        }
        return false;
    }

    /** True for a process that has ended and only waits for its parent to take note: nothing can be done about it any more. */
    static boolean ended(long pid) {
        return state(pid).filter(state -> state == 'Z' || state == 'X').isPresent();
    }

    /** The state letter of {@code /proc/PID/stat}: what follows the name in brackets, which may hold brackets itself. */
    private static Optional<Character> state(long pid) {
        try {
            String stat = Files.readString(
                    PROCESSES.resolve(String.valueOf(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
            int place = stat.lastIndexOf(") ") + 2;
            return place > 1 && place < stat.length() ? Optional.of(stat.charAt(place)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
