package io.prodgate.traffic;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Time;
import io.prodgate.evidence.Trouble;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks hosts that have nothing to do with production whether they answer. They learn nothing but our name. */
final class Controls {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final List<URI> urls;
    private final HttpClient client;
    private final Proxies proxies;
    private final Troubles troubles;
    private final String userAgent;
    private final Time time;

    Controls(List<URI> urls, HttpClient client, Proxies proxies, Troubles troubles, String userAgent, Time time) {
        this.urls = List.copyOf(urls);
        this.client = client;
        this.proxies = proxies;
        this.troubles = troubles;
        this.userAgent = userAgent;
        this.time = time;
    }

    List<URI> urls() {
        return urls;
    }

    private record Asked(URI url, Instant started, CompletableFuture<HttpResponse<Void>> answer) {}

    /** Asks all of them at the same time: a probe for each, and a clock reading if one told the time. */
    List<Evidence> ask() throws InterruptedException {
        List<Asked> all = urls.stream()
                .map(url -> new Asked(
                        url, time.now(), client.sendAsync(request(url), HttpResponse.BodyHandlers.discarding())))
                .toList();
        long end = System.nanoTime() + TIMEOUT.toNanos();
        List<Evidence> facts = new ArrayList<>();
        Optional<ClockReading> clock = Optional.empty();
        try {
            for (Asked asked : all) {
                Optional<HttpResponse<Void>> response = await(asked, end, facts);
                if (clock.isEmpty()) {
                    clock = response.flatMap(answer -> clockReading(asked, answer));
                }
            }
        } finally {
            all.forEach(asked -> asked.answer().cancel(true));
        }
        clock.ifPresent(facts::add);
        return List.copyOf(facts);
    }

    private HttpRequest request(URI url) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(url).HEAD().timeout(TIMEOUT).header("User-Agent", userAgent);
        if ("http".equalsIgnoreCase(url.getScheme())) {
            builder.version(HttpClient.Version.HTTP_1_1);
        }
        proxies.authorization(url).ifPresent(value -> builder.header("Proxy-Authorization", value));
        return builder.build();
    }

    private Optional<HttpResponse<Void>> await(Asked asked, long end, List<Evidence> facts)
            throws InterruptedException {
        try {
            HttpResponse<Void> response =
                    asked.answer().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (response.statusCode() == 407 && proxies.used(asked.url())) {
                String detail = "the proxy wants credentials (407)";
                facts.add(silent(asked, detail, Optional.of(Trouble.Kind.PROXY_AUTHENTICATION), Optional.empty()));
                return Optional.empty();
            }
            Optional<String> portal = Portals.inPlaceOf(asked.url(), response);
            facts.add(answered(asked, response.statusCode(), portal));
            return portal.isPresent() ? Optional.empty() : Optional.of(response);
        } catch (TimeoutException e) {
            String detail = "no answer within " + TIMEOUT.toSeconds() + " s";
            facts.add(silent(asked, detail, Optional.of(Trouble.Kind.ANSWER_TIMEOUT), Optional.empty()));
        } catch (ExecutionException e) {
            Throwable error = e.getCause() == null ? e : e.getCause();
            Trouble trouble = troubles.of(
                    error,
                    new Request("HEAD", asked.url(), List.of(), Optional.empty(), TIMEOUT, Credential.NONE),
                    false,
                    asked.started());
            facts.add(silent(
                    asked,
                    trouble.kind().wireName() + ": " + trouble.message(),
                    Optional.of(trouble.kind()),
                    Troubles.find(error, CertificateRefusedException.class).map(CertificateRefusedException::own)));
        }
        return Optional.empty();
    }

    private ControlProbe answered(Asked asked, int status, Optional<String> portal) {
        return new ControlProbe(
                asked.url().toString(),
                portal.isEmpty(),
                "status " + status,
                Optional.empty(),
                Optional.empty(),
                portal,
                asked.started(),
                Duration.between(asked.started(), time.now()));
    }

    private ControlProbe silent(
            Asked asked,
            String detail,
            Optional<Trouble.Kind> trouble,
            Optional<CertificateChain.Certificate> certificate) {
        return new ControlProbe(
                asked.url().toString(),
                false,
                detail,
                trouble,
                certificate,
                Optional.empty(),
                asked.started(),
                Duration.between(asked.started(), time.now()));
    }

    private Optional<ClockReading> clockReading(Asked asked, HttpResponse<Void> response) {
        Instant now = time.now();
        return response.headers().firstValue("date").flatMap(HttpDate::parse).map(date -> {
            Duration roundTrip = Duration.between(asked.started(), now);
            // Date is the start of a second that was cut off: on average half a second has gone since.
            Instant theirs = date.plusMillis(500);
            return new ClockReading(
                    asked.url().toString(),
                    Duration.between(theirs, now.minus(roundTrip.dividedBy(2))),
                    Duration.ofMillis(500).plus(roundTrip.dividedBy(2)));
        });
    }
}
