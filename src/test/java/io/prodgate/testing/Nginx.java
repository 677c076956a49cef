package io.prodgate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real nginx as a child process on a free port of loopback, as root or not; stopped when closed. */
public final class Nginx implements AutoCloseable {
    private final Process process;
    private final int port;
    private final String scheme;

    private Nginx(Process process, int port, String scheme) {
        this.process = process;
        this.port = port;
        this.scheme = scheme;
    }

    /**
     * Starts a server over plain HTTP.
     *
     * @param folder empty, for configuration and logs
     * @param http directives of the http block: {@code limit_req_zone}
     * @param server directives of the server block: {@code location}s
     */
    public static Nginx plain(Path folder, String http, String server) {
        return start(folder, "http", "", http, server);
    }

    /** Starts a server over TLS with HTTP/1.1 and 2. */
    public static Nginx tls(Path folder, TestCertificates.Pair certificate, String server) {
        String tls = "ssl_certificate %s;\nssl_certificate_key %s;\nssl_protocols TLSv1.2 TLSv1.3;\n"
                .formatted(certificate.chain(), certificate.key());
        return start(folder, "https", " ssl http2", "", tls + server);
    }

    /** {@code https://localhost:port} or {@code http://127.0.0.1:port}. */
    public URI url() {
        return URI.create(scheme + "://" + (scheme.equals("https") ? "localhost" : "127.0.0.1") + ":" + port);
    }

    public int port() {
        return port;
    }

    private static Nginx start(Path folder, String scheme, String listen, String http, String server) {
        int port = freePort();
        Path configuration = folder.resolve("nginx.conf");
        try {
            Files.createDirectories(folder);
            Files.writeString(configuration, """
                daemon off;
                master_process off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 512; }
                http {
                  access_log off;
                  keepalive_requests 100000;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  %2$s
                  server {
                    listen 127.0.0.1:%3$d%4$s;
                    %5$s
                  }
                }
                """.formatted(folder, http, port, listen, server));
            Process process = new ProcessBuilder(
                            TestTool.find("nginx", "nginx-light").toString(),
                            "-p",
                            folder.toString(),
                            "-c",
                            configuration.toString(),
                            "-e",
                            folder.resolve("error.log").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.log").toFile())
                    .start();
            Nginx started = new Nginx(process, port, scheme);
            started.awaitReady(folder);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Path folder) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                if (exited()) {
                    break;
                }
            }
        }
        close();
        throw new IllegalStateException("nginx did not start:\n" + Files.readString(folder.resolve("output.log"))
                + Files.readString(folder.resolve("error.log")));
    }

    private boolean exited() {
        try {
            return process.waitFor(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
