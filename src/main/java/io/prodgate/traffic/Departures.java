package io.prodgate.traffic;

import io.prodgate.evidence.Time;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests at their instants, each on a platform thread that waits for its instant with everything prepared: it wakes up more
 * exactly than a virtual one, and nothing has to be handed on between its waking up and the bytes. Whoever gives up a request by
 * cancelling its future interrupts that thread, which ends the exchange.
 */
final class Departures {
    private static final int IDLE_SECONDS = 5;

    private final HttpClient client;
    private final Time time;
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("departure-", 0).factory());

    Departures(HttpClient client, Time time) {
        this.client = client;
        this.time = time;
    }

    /**
     * Sends a request, but not before an instant.
     *
     * @param instant may be long ago: then at once
     */
    <T> Future<HttpResponse<T>> at(Instant instant, HttpRequest request, HttpResponse.BodyHandler<T> body) {
        return threads.submit(() -> {
            time.sleepUntil(instant);
            return client.send(request, body);
        });
    }
}
