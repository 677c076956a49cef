package io.prodgate.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A real adb server of a test's own, on a port and with keys of its own: it knows nothing of the machine's, and the machine's
 * nothing of it.
 */
public final class AdbServer implements AutoCloseable {
    private static final int SECONDS = 60;
    private static final int MOMENT_MILLIS = 200;
    private static final int LOOKS = SECONDS * 1000 / MOMENT_MILLIS;

    private final Path adb;
    private final Path home;
    private final int port;

    /** What adb said. */
    public static final class Answer {
        private final int code;
        private final byte[] output;
        private final String errors;

        private Answer(int code, byte[] output, String errors) {
            this.code = code;
            this.output = output;
            this.errors = errors;
        }

        /** Its exit code. */
        public int code() {
            return code;
        }

        /** Standard output, byte by byte. */
        public byte[] output() {
            return output.clone();
        }

        /** Standard output. */
        public String text() {
            return new String(output, UTF_8);
        }

        /** Standard error. */
        public String errors() {
            return errors;
        }
    }

    private AdbServer(Path adb, Path home, int port) {
        this.adb = adb;
        this.home = home;
        this.port = port;
    }

    /**
     * Starts a server; skips the test where there is no adb.
     *
     * @param home what {@code HOME} is to adb: its keys go there
     */
    public static AdbServer start(Path home) throws IOException, InterruptedException {
        Path adb = TestTool.find("adb", "adb");
        AdbServer server = new AdbServer(adb, Files.createDirectories(home), FreePorts.any());
        Answer started = server.run("start-server");
        if (started.code() != 0) {
            throw new IOException("adb start-server: " + started.errors());
        }
        return server;
    }

    /** For {@code ANDROID_ADB_SERVER_PORT}. */
    public int port() {
        return port;
    }

    /** What a program needs to use this server. */
    public Map<String, String> environment() {
        return Map.of("HOME", home.toString(), "ANDROID_ADB_SERVER_PORT", Integer.toString(port));
    }

    /** Calls adb. */
    public Answer run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(adb.toString()));
        command.addAll(List.of(arguments));
        // Not pipes: the server that adb starts would hold them open.
        Path output = Files.createTempFile(home, "output", "");
        Path errors = Files.createTempFile(home, "errors", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("adb did not end: " + command + ": " + Files.readString(errors));
        }
        Answer answer = new Answer(process.exitValue(), Files.readAllBytes(output), Files.readString(errors));
        Files.delete(output);
        Files.delete(errors);
        return answer;
    }

    /** Starts adb and lets it run, for a minute at most; its outputs are one. */
    public Process begin(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(adb.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process process = builder.start();
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    /** Waits until the server lists a device in a state. */
    public void await(String serial, String state) throws IOException {
        String list = "";
        for (int look = 0; look < LOOKS; look++) {
            list = changedList(serial + "\t" + state + "\n");
            if (list.contains(serial + "\t" + state + "\n")) {
                return;
            }
        }
        throw new IOException(serial + " did not become " + state + ": " + list);
    }

    /**
     * The list of devices, at the latest a moment after it says what is wanted. adb tells of changes, but not of all: a device
     * that becomes unauthorized is only seen by who asks again.
     */
    private String changedList(String wanted) throws IOException {
        String list = "";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(MOMENT_MILLIS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String request = "host:track-devices";
            socket.getOutputStream()
                    .write("%04x%s".formatted(request.length(), request).getBytes(US_ASCII));
            in.skipNBytes("OKAY".length());
            while (!list.contains(wanted)) {
                int length = Integer.parseInt(new String(in.readNBytes(4), US_ASCII), 16);
                list = new String(in.readNBytes(length), UTF_8);
            }
        } catch (SocketTimeoutException e) {
            return list;
        }
        return list;
    }

    @Override
    public void close() {
        try {
            run("kill-server");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
