package io.prodgate.lab.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prodgate.lab.android.Android;
import io.prodgate.lab.android.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** How the app asks production: over the device's network, by the device's clock, each call in the device's log. */
final class Production {
    private static final String TAG = "okhttp.OkHttpClient";
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int MOST_BYTES = 1 << 20;

    private final Android android;
    private final Optional<SSLSocketFactory> trust;

    /**
     * What production answered.
     *
     * @param retryAfter the header of that name, or an empty text
     */
    record Answer(int status, String retryAfter, String body) {}

    Production(Android android) {
        this.android = android;
        this.trust = android.identity().trusted().map(Production::trusting);
    }

    /**
     * Asks.
     *
     * @param body sent as JSON, if there is one
     */
    Answer call(int process, String method, String address, Optional<String> body, Map<String, String> headers)
            throws IOException {
        log(process, "--> " + method + " " + address);
        long begun = System.nanoTime();
        try {
            Answer answer = ask(method, URI.create(address), body, headers);
            long millis = (System.nanoTime() - begun) / 1_000_000;
            log(process, "<-- " + answer.status() + " " + address + " (" + millis + "ms)");
            return answer;
        } catch (IOException e) {
            log(process, "<-- HTTP FAILED: " + e);
            throw e;
        }
    }

    private Answer ask(String method, URI address, Optional<String> body, Map<String, String> headers)
            throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) seenFromHere(address).toURL().openConnection();
        try {
            connection.setRequestMethod(method);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Accept", "application/json");
            headers.forEach(connection::setRequestProperty);
            if (body.isPresent()) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
            }
            if (connection instanceof HttpsURLConnection secure) {
                trust.ifPresent(secure::setSSLSocketFactory);
                secure.connect();
                checkDates(secure.getServerCertificates());
            }
            if (body.isPresent()) {
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body.get().getBytes(UTF_8));
                }
            }
            int status = connection.getResponseCode();
            InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            String text = in == null ? "" : new String(in.readNBytes(MOST_BYTES), UTF_8);
            return new Answer(
                    status,
                    Optional.ofNullable(connection.getHeaderField("Retry-After"))
                            .orElse(""),
                    text);
        } finally {
            connection.disconnect();
        }
    }

    /** Names are resolved by the device, so that a fault of its network is one of the app's calls. */
    private URI seenFromHere(URI address) throws IOException {
        Network network = android.network();
        String number = network.resolve(address.getHost()).getHostAddress();
        if (android.faults().has("no-network")) {
            throw new ConnectException(
                    "Failed to connect to " + address.getHost() + "/" + number + ":" + port(address));
        }
        return address.getHost().equals("10.0.2.2")
                ? URI.create(address.toString().replace("10.0.2.2", "localhost"))
                : address;
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : address.getScheme().equals("https") ? 443 : 80;
    }

    /** Certificates are valid by the clock of the device, which may be wrong. */
    private void checkDates(Certificate[] chain) throws SSLHandshakeException {
        for (Certificate certificate : chain) {
            try {
                ((X509Certificate) certificate).checkValidity(Date.from(android.now()));
            } catch (CertificateException e) {
                throw new SSLHandshakeException("Chain validation failed: " + e.getMessage());
            }
        }
    }

    private void log(int process, String line) {
        android.log().add("main", 'I', TAG, process, line);
    }

    private static SSLSocketFactory trusting(Path certificates) {
        try (InputStream in = Files.newInputStream(certificates)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("certificate " + store.size(), one);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("--trust " + certificates + ": " + e.getMessage(), e);
        }
    }
}
