package io.prodgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A simulated Android device (docs/testing-devices.md) as a process of its own, known to the real adb. */
public final class LabDevice implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready control=([0-9]+)");
    private static final int ADB_SERVER = 5037;
    /** Above the ports that adb looks at by itself. */
    private static final int FIRST_PORT = 5601;

    private static final int LAST_PORT = 5683;
    private static final int LOOKS = 600;

    private final Path adb;
    private final Path adbHome;
    private final boolean startedAdb;
    private final int port;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private URI control = URI.create("http://127.0.0.1");

    private LabDevice(Path adb, Path adbHome, boolean startedAdb, int port, Process process) {
        this.adb = adb;
        this.adbHome = adbHome;
        this.startedAdb = startedAdb;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a device, and an adb server if there is none.
     *
     * @param folder for its outputs and adb's keys
     * @param avd the name of the virtual device
     * @param options more options of {@code src/android-lab/simulated-device}
     */
    public static LabDevice start(Path folder, String avd, List<String> options)
            throws IOException, InterruptedException {
        Path adb = TestTool.find("adb", "adb");
        Path adbHome = Files.createDirectories(folder.resolve("adb"));
        boolean startedAdb = !answers(ADB_SERVER);
        if (startedAdb) {
            run(adb, adbHome, "start-server");
        }
        int port = freePort();
        List<String> command = new ArrayList<>(
                List.of("src/android-lab/simulated-device", "--port", String.valueOf(port), "--avd", avd));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        LabDevice device = new LabDevice(adb, adbHome, startedAdb, port, process);
        try {
            device.control = device.awaitReady(folder.resolve("output"));
            device.awaitOnline();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            device.close();
            throw e;
        }
        return device;
    }

    /** What adb calls it. */
    public String serial() {
        return "emulator-" + (port - 1);
    }

    /** What {@code HOME} is to adb, so that it makes no keys in the user's. */
    public Path adbHome() {
        return adbHome;
    }

    /** Breaks something. */
    public void fault(String name, String value) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(control.resolve("/fault"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"" + name + "\": \"" + value + "\"}"))
                .build());
    }

    /** Takes all faults away, and waits until adb can use the device. */
    public void mend() throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(control.resolve("/fault")).DELETE().build());
        awaitOnline();
    }

    private void send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private URI awaitReady(Path output) throws IOException, InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            Matcher ready = READY.matcher(Files.readString(output));
            if (ready.find()) {
                return URI.create("http://127.0.0.1:" + ready.group(1));
            }
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IllegalStateException("The simulated device did not start:\n" + Files.readString(output));
    }

    private void awaitOnline() throws IOException, InterruptedException {
        String state = "";
        for (int look = 0; look < LOOKS; look++) {
            state = run(adb, adbHome, "-s", serial(), "get-state");
            if (state.equals("device")) {
                return;
            }
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IllegalStateException("adb does not see the simulated device " + serial() + ": " + state);
    }

    private static String run(Path adb, Path adbHome, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(adb.toString()));
        command.addAll(List.of(arguments));
        // Not a pipe: the server that adb may start would hold it open.
        Path output = Files.createTempFile(adbHome, "output", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HOME", adbHome.toString());
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(output).strip();
        Files.delete(output);
        return said;
    }

    private static int freePort() {
        for (int port = FIRST_PORT; port < LAST_PORT; port += 2) {
            if (free(port) && free(port - 1)) {
                return port;
            }
        }
        throw new IllegalStateException("No two free ports between " + FIRST_PORT + " and " + LAST_PORT);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
        if (startedAdb) {
            try {
                run(adb, adbHome, "kill-server");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
