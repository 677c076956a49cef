package io.prodgate.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One request that was answered, whatever the status.
 *
 * @param method in upper case
 * @param url the absolute URL that was asked
 * @param requestHeaders as sent, the identity of synthetic traffic included
 * @param requestBody the body as sent, cut to an excerpt
 * @param credential whose credential the request carried
 * @param status 100 to 599
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2}
 * @param headers of the answer, in the order received
 * @param body the answer's body as text, cut to an excerpt; binary bodies are described, not shown
 * @param bodyBytes how many bytes the body had, counted before it was cut
 * @param truncated true if the body went over the cap and the rest was not read
 * @param started when the first byte was about to be sent, after all waiting for pace
 * @param duration from {@code started} to the last byte of the answer
 */
public record HttpExchange(
        String method,
        String url,
        List<Header> requestHeaders,
        Optional<String> requestBody,
        Credential credential,
        int status,
        String protocol,
        List<Header> headers,
        String body,
        long bodyBytes,
        boolean truncated,
        Instant started,
        Duration duration)
        implements Evidence {

    public HttpExchange {
        requestHeaders = List.copyOf(requestHeaders);
        headers = List.copyOf(headers);
    }

    /** The first value of a header of the answer, its name compared without regard to case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}
