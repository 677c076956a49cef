package io.prodgate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assertions;

/** A simulated Android device (docs/testing-devices.md) as a process of its own, with its control API. */
public final class SimulatedDevice implements AutoCloseable {
    private static final Path LAB = Path.of("src/android-lab");
    private static final String READY = "ready control=";
    /** Odd, and above the ports where adb looks for emulators by itself. */
    private static final int FIRST_PORT = 5701;

    private static final int LAST_PORT = 5999;

    private final Process process;
    private final int port;
    private final URI control;
    private final HttpClient client = HttpClient.newHttpClient();

    private SimulatedDevice(Process process, int port, URI control) {
        this.process = process;
        this.port = port;
        this.control = control;
    }

    /**
     * Starts a device.
     *
     * @param adbServer port of the adb server that shall know it
     * @param options of {@code src/android-lab/simulated-device}, but for its ports
     */
    public static SimulatedDevice start(int adbServer, String... options) throws IOException {
        if (!Files.isRegularFile(Path.of("target/android-lab/android-lab.jar"))) {
            Assertions.fail("needs the lab: run src/android-lab/build, as ./mvnw test does");
        }
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                LAB.resolve("simulated-device").toString(),
                "--port",
                Integer.toString(port),
                "--adb-server",
                Integer.toString(adbServer)));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroyForcibly();
            throw new IOException("the simulated device did not start: " + line);
        }
        return new SimulatedDevice(process, port, URI.create("http://127.0.0.1:" + line.substring(READY.length())));
    }

    /** What adb calls it. */
    public String serial() {
        return "emulator-" + (port - 1);
    }

    /** The port of its control API. */
    public int controlPort() {
        return control.getPort();
    }

    /** Sets and clears faults: an object with a member for each, as the control API takes it. */
    public void fault(String json) throws IOException, InterruptedException {
        send("POST", "/fault", json);
    }

    /** Nothing is wrong any more. */
    public void mend() throws IOException, InterruptedException {
        send("DELETE", "/fault", "");
    }

    /** Every command line it was given so far. */
    public List<String> calls() throws IOException, InterruptedException {
        return texts(send("GET", "/calls", ""));
    }

    /** Its log. */
    public List<String> log() throws IOException, InterruptedException {
        return texts(send("GET", "/log", ""));
    }

    /** What it is like: its screen, what runs. */
    public JsonNode state() throws IOException, InterruptedException {
        return send("GET", "/state", "");
    }

    /** Cuts adb's connections. */
    public void drop() throws IOException, InterruptedException {
        send("POST", "/drop", "");
    }

    /** The process it is. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }

    private JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(control.resolve(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return Json.mapper().readTree(answer.body());
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Port of an adbd, with the one below free for its console. */
    static int freePort() {
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
}
