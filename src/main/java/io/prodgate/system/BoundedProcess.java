package io.prodgate.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program that must end in time: nothing to read on its standard input, its output kept up to a limit, and no
 * process of it left behind.
 */
final class BoundedProcess {
    private static final int MOST_ERROR_BYTES = 64 << 10;

    // A process that was killed can leave its pipe open in a child that escaped the tree.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Map<String, String> environment;
    private final Duration timeout;
    private final int mostBytes;

    /**
     * A way of running programs.
     *
     * @param environment all that the program sees of the environment
     * @param timeout how long it may run
     * @param mostBytes how much of its standard output is kept
     */
    BoundedProcess(Map<String, String> environment, Duration timeout, int mostBytes) {
        this.environment = environment;
        this.timeout = timeout;
        this.mostBytes = mostBytes;
    }

    /**
     * How a program ended.
     *
     * @param truncated true if it printed more than was kept
     * @param stderr its first 64 KiB
     */
    record Result(int exitCode, byte[] stdout, boolean truncated, String stderr) {}

    /** The program did not end in time and was killed. */
    static final class TimeoutException extends Exception {
        private static final long serialVersionUID = 1;
    }

    Result run(List<String> command) throws IOException, TimeoutException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            CompletableFuture<Captured> stdout = capture(process.getInputStream(), mostBytes);
            CompletableFuture<Captured> stderr = capture(process.getErrorStream(), MOST_ERROR_BYTES);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            Captured out = drained(stdout);
            Captured err = drained(stderr);
            return new Result(
                    process.exitValue(), out.bytes(), out.truncated(), new String(err.bytes(), StandardCharsets.UTF_8));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private record Captured(byte[] bytes, boolean truncated) {}

    private static CompletableFuture<Captured> capture(InputStream in, int most) {
        CompletableFuture<Captured> captured = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                captured.complete(read(in, most));
            } catch (IOException e) {
                captured.completeExceptionally(e);
            }
        });
        return captured;
    }

    // Reads on after the limit: a program whose pipe is full would wait for ever.
    private static Captured read(InputStream in, int most) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        boolean truncated = false;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            int room = Math.min(read, most - kept.size());
            kept.write(buffer, 0, room);
            truncated |= room < read;
        }
        return new Captured(kept.toByteArray(), truncated);
    }

    private static Captured drained(CompletableFuture<Captured> captured)
            throws IOException, TimeoutException, InterruptedException {
        try {
            return captured.get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            TimeoutException timeout = new TimeoutException();
            timeout.initCause(e);
            throw timeout;
        } catch (ExecutionException e) {
            throw new IOException("its output could not be read", e.getCause());
        }
    }
}
