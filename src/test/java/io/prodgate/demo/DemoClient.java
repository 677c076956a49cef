package io.prodgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Talks to a demo platform as anybody would, trusting the demo's authority and no other. */
final class DemoClient implements AutoCloseable {
    private final URI base;
    private final HttpClient client;

    DemoClient(URI base) {
        this.base = base;
        this.client = HttpClient.newBuilder()
                .sslContext(trusting(authority()))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** A platform's answer. */
    record Response(int status, HttpResponse<String> raw) {
        String text() {
            return raw.body();
        }

        JsonNode json() throws IOException {
            return Json.mapper().readTree(raw.body());
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    Response get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    Response post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send("POST", path, body, headers);
    }

    /** Sends a ticket signed with this secret. */
    Response webhook(String body, String secret) throws IOException, InterruptedException {
        String signature = Signature.of(body.getBytes(StandardCharsets.UTF_8), secret);
        return post("/webhook/servicedesk", body, "X-ServiceDesk-Signature", signature);
    }

    Response send(String method, String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return new Response(response.statusCode(), response);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    static X509Certificate authority() {
        try {
            byte[] pem = ServerCertificate.authority().getBytes(StandardCharsets.US_ASCII);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext trusting(X509Certificate authority) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("demo", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
