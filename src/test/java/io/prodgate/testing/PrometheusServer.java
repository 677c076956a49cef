package io.prodgate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Prometheus as a child process on a free port of loopback, with a past of its own and no targets; ended when closed. */
public final class PrometheusServer implements AutoCloseable {
    private final Process process;
    private final URI url;

    private PrometheusServer(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts a server that knows a past.
     *
     * @param folder empty, for configuration and data
     */
    public static PrometheusServer with(Path folder, OpenMetrics past) {
        return with(folder, past.text());
    }

    /**
     * Starts a server that knows a past.
     *
     * @param folder empty, for configuration and data
     * @param past in OpenMetrics text
     */
    public static PrometheusServer with(Path folder, String past) {
        try {
            Path text = Files.writeString(Files.createDirectories(folder).resolve("past.txt"), past);
            Path data = folder.resolve("data");
            run(
                    folder,
                    TestTool.find("promtool", "prometheus").toString(),
                    "tsdb",
                    "create-blocks-from",
                    "openmetrics",
                    "--quiet",
                    "--max-block-duration=744h",
                    text.toString(),
                    data.toString());
            return start(folder, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a server.
     *
     * @param folder for configuration and data; may hold data already
     * @param configuration more than the defaults: {@code scrape_configs: …}
     */
    public static PrometheusServer start(Path folder, String configuration) {
        try {
            int port = FreePorts.any();
            Path file = Files.writeString(folder.resolve("prometheus.yml"), """
                global: { scrape_interval: 1s, evaluation_interval: 1s }
                """ + configuration);
            Process process = new ProcessBuilder(
                            TestTool.find("prometheus", "prometheus").toString(),
                            "--config.file=" + file,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--storage.tsdb.retention.time=90d",
                            "--web.listen-address=127.0.0.1:" + port,
                            "--web.enable-lifecycle",
                            "--log.level=warn")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.log").toFile())
                    .start();
            PrometheusServer server = new PrometheusServer(process, URI.create("http://127.0.0.1:" + port));
            server.awaitReady(folder);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return url;
    }

    private void awaitReady(Path folder) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(url.resolve("/-/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            while (System.nanoTime() < end && !exited()) {
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
        throw new IllegalStateException("Prometheus did not start:\n" + Files.readString(folder.resolve("output.log")));
    }

    /** Waits until a query has a result: a server that has just started finds its targets after some seconds. */
    public void awaitResult(String promql) {
        await("query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8), "\"value\"");
    }

    /** Waits until it has found an Alertmanager: what begins to fire before is sent to it only a minute later. */
    public void awaitAlertmanager() {
        await("alertmanagers", "/api/v2/alerts");
    }

    private void await(String path, String text) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(url.resolve("/api/v1/" + path)).build();
            while (System.nanoTime() < end && !exited()) {
                if (client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body()
                        .contains(text)) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(path + " never has " + text);
    }

    private boolean exited() throws InterruptedException {
        return process.waitFor(50, TimeUnit.MILLISECONDS);
    }

    private static void run(Path folder, String... command) throws IOException {
        Path output = folder.resolve("promtool.log");
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("promtool failed:\n" + Files.readString(output));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        TestTool.end(process);
    }
}
