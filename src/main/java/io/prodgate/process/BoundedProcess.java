package io.prodgate.process;

import io.prodgate.evidence.Time;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a program that must end in time: nothing to read on its standard input, its output handed on as it comes, and no process
 * of it left behind, whether it ended by itself, took too long or we were interrupted.
 */
public final class BoundedProcess {
    /** How long after a program's end its output may still come: from a child that has it open, such as {@code tee}. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private static final AtomicLong NUMBER = new AtomicLong();

    private final Map<String, String> environment;
    private final Optional<Path> folder;
    private final Duration timeout;
    private final Time time;
    private final Duration drain;

    /**
     * A way of running programs.
     *
     * @param environment all that the program sees of the environment
     * @param folder where it runs, if not in the current folder
     * @param timeout how long it may run
     */
    public BoundedProcess(Map<String, String> environment, Optional<Path> folder, Duration timeout, Time time) {
        this(environment, folder, timeout, time, DRAIN);
    }

    BoundedProcess(
            Map<String, String> environment, Optional<Path> folder, Duration timeout, Time time, Duration drain) {
        this.environment = Map.copyOf(environment);
        this.folder = folder;
        this.timeout = timeout;
        this.time = time;
        this.drain = drain;
    }

    /** How a program ended. */
    public sealed interface End {
        /**
         * By itself.
         *
         * @param code 128 and the signal's number if a signal ended it
         * @param leftBehind how many processes it had left behind, which were ended
         */
        record Exited(int code, int leftBehind) implements End {}

        /** It took longer than it may, and was ended with all that it had started. */
        record OutOfTime() implements End {}
    }

    /**
     * Runs a program with both its channels as one.
     *
     * @param output takes what it prints, in the order received, on another thread; what it throws ends nothing
     * @throws IOException if the program cannot be started
     */
    public End run(List<String> command, OutputStream output) throws IOException, InterruptedException {
        return run(command, output, Optional.empty());
    }

    /**
     * Runs a program.
     *
     * @param output takes what it prints on its standard output
     * @param errors takes what it prints on its standard error
     * @throws IOException if the program cannot be started
     */
    public End run(List<String> command, OutputStream output, OutputStream errors)
            throws IOException, InterruptedException {
        return run(command, output, Optional.of(errors));
    }

    private End run(List<String> command, OutputStream output, Optional<OutputStream> errors)
            throws IOException, InterruptedException {
        String mark = ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(errors.isEmpty());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put(ProcessTree.VARIABLE, mark);
        folder.map(Path::toFile).ifPresent(builder::directory);
        Process process = builder.start();
        ProcessTree tree = new ProcessTree(Optional.of(process.toHandle()), mark, time);
        List<Pipe> pipes = new ArrayList<>();
        try {
            pipes.add(new Pipe(process.getInputStream(), output));
            errors.ifPresent(to -> pipes.add(new Pipe(process.getErrorStream(), to)));
            closeInput(process);
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                awaitEnd(pipes);
            }
            int left = tree.end();
            awaitEnd(pipes);
            return ended ? new End.Exited(process.exitValue(), left) : new End.OutOfTime();
        } finally {
            tree.end();
            pipes.forEach(Pipe::close);
        }
    }

    private static void closeInput(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    private void awaitEnd(List<Pipe> pipes) throws InterruptedException {
        for (Pipe pipe : pipes) {
            pipe.awaitEnd(drain);
        }
    }

    /** One channel of a program, read to its end whatever becomes of what was read: a program whose pipe is full stands still. */
    private static final class Pipe {
        private final InputStream in;
        private final CountDownLatch end = new CountDownLatch(1);

        Pipe(InputStream in, OutputStream to) {
            this.in = in;
            Thread.ofVirtual().start(() -> pass(to));
        }

        private void pass(OutputStream to) {
            byte[] buffer = new byte[8192];
            boolean taken = true;
            try {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    taken = taken && write(to, buffer, read);
                }
            } catch (IOException e) {
                // Closed by us: somebody who cannot be ended still has the other side open.
            } finally {
                end.countDown();
            }
        }

        private static boolean write(OutputStream to, byte[] buffer, int length) {
            try {
                to.write(buffer, 0, length);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        void awaitEnd(Duration most) throws InterruptedException {
            end.await(most.toMillis(), TimeUnit.MILLISECONDS);
        }

        void close() {
            if (end.getCount() == 0) {
                return;
            }
            // On a thread of its own: closing waits for a read that is under way.
            Thread.ofVirtual().start(() -> {
                try {
                    in.close();
                } catch (IOException e) {
                    // Nobody reads it any more.
                }
            });
        }
    }
}
