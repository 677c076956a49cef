package io.prodgate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real Alertmanager as a child process on a free port of loopback, without peers; ended when closed. */
public final class AlertmanagerServer implements AutoCloseable {
    private final Process process;
    private final URI url;
    private final HttpClient client = HttpClient.newHttpClient();

    private AlertmanagerServer(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts a server.
     *
     * @param folder for configuration and data
     */
    public static AlertmanagerServer start(Path folder, String configuration) {
        try {
            int port = FreePorts.any();
            Path file = Files.writeString(Files.createDirectories(folder).resolve("alertmanager.yml"), configuration);
            Process process = new ProcessBuilder(
                            TestTool.find("prometheus-alertmanager", "prometheus-alertmanager")
                                    .toString(),
                            "--config.file=" + file,
                            "--storage.path=" + folder.resolve("data"),
                            "--cluster.listen-address=",
                            "--web.listen-address=127.0.0.1:" + port,
                            "--log.level=warn")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.log").toFile())
                    .start();
            AlertmanagerServer server = new AlertmanagerServer(process, URI.create("http://127.0.0.1:" + port));
            server.awaitReady(folder);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return url;
    }

    /** Posts JSON below its API and gives the answer's body. */
    public String post(String path, String json) {
        return send(HttpRequest.newBuilder(url.resolve("/api/v2" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /** Asks for something below its API. */
    public String get(String path) {
        return send(HttpRequest.newBuilder(url.resolve("/api/v2" + path)).build());
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(request + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady(Path folder) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/-/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            while (System.nanoTime() < end && !process.waitFor(50, TimeUnit.MILLISECONDS)) {
                try {
                    if (client.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // Not listening yet: asked again.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IllegalStateException(
                "Alertmanager did not start:\n" + Files.readString(folder.resolve("output.log")));
    }

    @Override
    public void close() {
        client.close();
        TestTool.end(process);
    }
}
