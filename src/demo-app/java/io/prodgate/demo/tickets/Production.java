package io.prodgate.demo.tickets;

import android.util.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.json.JSONObject;

/**
 * The way to production. Blocks, so never on the main thread. Every call is logged, in the two lines that apps with
 * OkHttp's logging interceptor write: a request's arrow and its answer's. Neither has a token or a body in it.
 */
final class Production {
    private static final String TAG = "okhttp.OkHttpClient";
    private static final int TIMEOUT_MILLIS = 10_000;
    /** A ticket and its note are a few kilobytes. */
    private static final int BODY_CAP = 1 << 20;

    private final String address;
    private final Session session;

    /** @param address scheme, host and port, without a path */
    Production(String address, Session session) {
        this.address = address;
        this.session = session;
    }

    /** Asks for something. */
    Answer get(String path) throws IOException {
        return call("GET", path, null);
    }

    /** Sends a document. */
    Answer post(String path, JSONObject document) throws IOException {
        return call("POST", path, document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Answer call(String method, String path, byte[] body) throws IOException {
        String url = address + path;
        Log.i(TAG, "--> " + method + " " + url);
        long begun = System.nanoTime();
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        try {
            prepare(connection, method);
            if (body != null) {
                send(connection, body);
            }
            Answer answer = read(connection);
            long millis = (System.nanoTime() - begun) / 1_000_000;
            Log.i(TAG, "<-- " + answer.status() + " " + url + " (" + millis + "ms)");
            return answer;
        } catch (IOException e) {
            Log.i(TAG, "<-- HTTP FAILED: " + e);
            throw e;
        } finally {
            connection.disconnect();
        }
    }

    private void prepare(HttpURLConnection connection, String method) throws IOException {
        connection.setRequestMethod(method);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Accept", "application/json");
        if (!session.token().isEmpty()) {
            connection.setRequestProperty("Authorization", "Bearer " + session.token());
        }
        if (!session.synthetic().isEmpty()) {
            connection.setRequestProperty("X-Synthetic", session.synthetic());
        }
    }

    private static void send(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }

    private static Answer read(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        String retryAfter = connection.getHeaderField("Retry-After");
        InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        String body = stream == null ? "" : text(stream);
        return new Answer(status, retryAfter == null ? "" : retryAfter, body);
    }

    private static String text(InputStream stream) throws IOException {
        try (InputStream in = stream) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            int read = in.read(buffer);
            while (read >= 0) {
                out.write(buffer, 0, read);
                if (out.size() > BODY_CAP) {
                    throw new IOException("an answer of more than " + BODY_CAP + " bytes");
                }
                read = in.read(buffer);
            }
            return out.toString("UTF-8");
        }
    }
}
