package io.prodgate.traffic;

import io.prodgate.evidence.Time;
import io.prodgate.traffic.names.SystemResolver;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends requests at their instants, each on a platform thread that waits for its instant with everything prepared: it wakes up more
 * exactly than a virtual one, and nothing has to be handed on between its waking up and the bytes. Whoever gives up a request by
 * cancelling its future interrupts that thread, which ends the exchange.
 *
 * <p>The first request to a host looks its name up before it is sent: the client does not say that it still waits for a resolver
 * that is silent, and such a request was certainly not sent.
 */
final class Departures {
    private static final int IDLE_SECONDS = 5;

    private final HttpClient client;
    private final Proxies proxies;
    private final SystemResolver resolver;
    private final Time time;
    private final Set<String> found = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("departure-", 0).factory());

    Departures(HttpClient client, Proxies proxies, SystemResolver resolver, Time time) {
        this.client = client;
        this.proxies = proxies;
        this.resolver = resolver;
        this.time = time;
    }

    /** How far a request got. */
    private enum Stage {
        LOOKING_UP,
        LEAVING,
        GIVEN_UP
    }

    /**
     * A request that is to be sent.
     *
     * @param answer what comes of it
     */
    record Departure<T>(Future<HttpResponse<T>> answer, AtomicReference<Stage> stage) {
        /** Gives the request up if the host's name is still being looked up: true means that it was not sent, and never will be. */
        boolean endsNameless() {
            boolean ends = stage.compareAndSet(Stage.LOOKING_UP, Stage.GIVEN_UP);
            if (ends) {
                answer.cancel(true);
            }
            return ends;
        }
    }

    /**
     * Sends a request, but not before an instant.
     *
     * @param instant may be long ago: then at once
     */
    <T> Departure<T> at(Instant instant, HttpRequest request, HttpResponse.BodyHandler<T> body) {
        Optional<String> name = unknown(request.uri());
        AtomicReference<Stage> stage = new AtomicReference<>(name.isPresent() ? Stage.LOOKING_UP : Stage.LEAVING);
        Future<HttpResponse<T>> answer = threads.submit(() -> {
            if (name.isPresent()) {
                lookUp(name.get(), stage);
            }
            time.sleepUntil(instant);
            return client.send(request, body);
        });
        return new Departure<>(answer, stage);
    }

    /** The name of the host, if it has to be looked up. Behind a proxy that is the proxy's business. */
    private Optional<String> unknown(URI url) {
        return Optional.of(url.getHost())
                .filter(host -> !found.contains(host) && !isAddress(host) && !proxies.used(url));
    }

    private static boolean isAddress(String host) {
        try {
            return host.startsWith("[") || InetAddress.ofLiteral(host).getAddress().length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void lookUp(String name, AtomicReference<Stage> stage) throws UnknownHostException, InterruptedException {
        Object ignoredAddresses = resolver.lookUp(name);
        found.add(name);
        // Nothing interrupts a look-up: what was given up meanwhile is not sent afterwards.
        if (Thread.interrupted() || !stage.compareAndSet(Stage.LOOKING_UP, Stage.LEAVING)) {
            throw new InterruptedException();
        }
    }
}
