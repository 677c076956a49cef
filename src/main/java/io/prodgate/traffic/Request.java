package io.prodgate.traffic;

import io.prodgate.evidence.Credential;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as a check wants it sent; the identity of synthetic traffic is added by the door.
 *
 * @param method any HTTP method, upper case
 * @param url absolute, http or https
 * @param headers in order; secrets in clear, they are redacted on the way into evidence
 * @param body the bytes to send
 * @param timeout for the whole answer, from the first byte sent
 * @param credential whose credential it carries
 * @param limitExpected true if a 429 is what the sender wants to see: then it is the answer, and not waited out
 * @param mostBytes how much of the answer's body is read, at most {@link #MOST_BYTES}
 */
public record Request(
        String method,
        URI url,
        List<Map.Entry<String, String>> headers,
        Optional<byte[]> body,
        Duration timeout,
        Credential credential,
        boolean limitExpected,
        int mostBytes) {
    /** How much of an answer's body is ever read: 10 MiB. */
    public static final int MOST_BYTES = 10 << 20;

    public Request {
        headers = List.copyOf(headers);
    }

    /** A request of whose answer as much is read as ever. */
    public Request(
            String method,
            URI url,
            List<Map.Entry<String, String>> headers,
            Optional<byte[]> body,
            Duration timeout,
            Credential credential,
            boolean limitExpected) {
        this(method, url, headers, body, timeout, credential, limitExpected, MOST_BYTES);
    }

    /** A request whose sender wants to see no limit. */
    public Request(
            String method,
            URI url,
            List<Map.Entry<String, String>> headers,
            Optional<byte[]> body,
            Duration timeout,
            Credential credential) {
        this(method, url, headers, body, timeout, credential, false);
    }

    /** True if repeating it does no harm (RFC 9110 section 9.2.2). */
    public boolean idempotent() {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
            default -> false;
        };
    }
}
