package io.prodgate.traffic;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManager;

/** The way out through a proxy that stands elsewhere. Shows no client certificate. */
final class Foreign implements AutoCloseable {
    private final HttpClient client;
    private final String userAgent;
    private final Optional<String> authorization;

    Foreign(URI proxy, Trust trust, String userAgent, Optional<String> authorization) throws SetupException {
        client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Vantages.PATIENCE)
                .proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), Call.port(proxy))))
                .sslContext(HttpTraffic.tls(new KeyManager[0], trust))
                .build();
        this.userAgent = userAgent;
        this.authorization = authorization;
    }

    /**
     * What was seen of a host.
     *
     * @param reached whether it answered, with anything but a server error
     * @param detail the status, or why there was none
     */
    record Look(boolean reached, String detail) {}

    /** Asks a host for nothing but its headers. */
    Look look(URI url) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).HEAD().timeout(Vantages.PATIENCE).header("User-Agent", userAgent);
        boolean plain = "http".equalsIgnoreCase(url.getScheme());
        if (plain) {
            request.version(HttpClient.Version.HTTP_1_1);
        }
        authorization.ifPresent(value -> request.header("Proxy-Authorization", value));
        Answer<Void> answer = send(client, request.build(), HttpResponse.BodyHandlers.discarding());
        return answer.response()
                .map(response ->
                        new Look(speaksForItself(response.statusCode(), plain), "status " + response.statusCode()))
                .orElseGet(() -> new Look(false, answer.problem()));
    }

    /** Over plain http a proxy refuses in the host's place (403, 407), and says 502 to 504 if it did not get through. */
    private static boolean speaksForItself(int status, boolean plain) {
        return status < 500 && status != 407 && !(plain && status == 403);
    }

    /**
     * An answer, or why there was none.
     *
     * @param problem empty if there was one
     */
    record Answer<T>(Optional<HttpResponse<T>> response, String problem) {}

    /** Sends a request and waits for the whole answer, never longer than one look may take. */
    static <T> Answer<T> send(HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws InterruptedException {
        CompletableFuture<HttpResponse<T>> future = client.sendAsync(request, body);
        try {
            return new Answer<>(Optional.of(future.get(Vantages.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)), "");
        } catch (TimeoutException e) {
            return new Answer<>(Optional.empty(), "no answer within " + Vantages.PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            Throwable error = e.getCause() == null ? e : e.getCause();
            String certificate = Troubles.find(error, CertificateRefusedException.class)
                    .map(refused -> refused.kind().wireName() + ": ")
                    .orElse("");
            return new Answer<>(Optional.empty(), certificate + Troubles.words(error));
        } finally {
            future.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
