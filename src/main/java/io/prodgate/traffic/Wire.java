package io.prodgate.traffic;

import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.evidence.Trouble;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The innermost channel: one request over the network, one answer or one trouble back. */
final class Wire implements Channel {
    /** How long after the end of a request the client has to say what was missing. */
    private static final Duration CLIENTS_WORD = Duration.ofSeconds(1);

    /** Why Squid made an answer itself: {@code ERR_ACCESS_DENIED 0}. */
    private static final String SQUIDS_WORD = "x-squid-error";

    /** With these words it had passed nothing on; with others (a time-out while reading) the host may have the request. */
    private static final List<String> BEFORE_SENDING = List.of("ERR_ACCESS_DENIED", "ERR_CONNECT_FAIL", "ERR_DNS_FAIL");

    private final Departures departures;
    private final Proxies proxies;
    private final Troubles troubles;
    private final Time time;

    Wire(Departures departures, Proxies proxies, Troubles troubles, Time time) {
        this.departures = departures;
        this.proxies = proxies;
        this.troubles = troubles;
        this.time = time;
    }

    @Override
    public Reply send(Call call) throws InterruptedException {
        Instant now = time.now();
        Instant started = call.notBefore().isAfter(now) ? call.notBefore() : now;
        Duration left = Duration.between(started, call.deadline());
        if (!left.isPositive()) {
            return noAnswer(
                    call,
                    Trouble.Kind.OUT_OF_TIME,
                    "the time of the check had run out before the request could be sent",
                    Trouble.Sent.NOTHING,
                    now);
        }
        HttpRequest.Builder prepared;
        try {
            prepared = Outgoing.of(call.request(), proxies);
        } catch (IllegalArgumentException e) {
            // The message of the JDK quotes the value, which may be a secret: only the fact is told.
            return noAnswer(
                    call,
                    Trouble.Kind.LOCAL,
                    "the request cannot be written as HTTP: its method, or a header's name or value, has characters"
                            + " that HTTP does not allow",
                    Trouble.Sent.NOTHING,
                    now);
        }
        call.sending().begins();
        return transmit(call, prepared, started, left);
    }

    /**
     * How long an answer is waited for, from name look-up to the last byte.
     *
     * @param deadlineFirst true if it is no more than what was left of the check's time, which production is not to blame for
     */
    private record Patience(Duration length, boolean deadlineFirst) {
        static Patience of(Duration timeout, Duration left) {
            return left.compareTo(timeout) < 0 ? new Patience(left, true) : new Patience(timeout, false);
        }
    }

    private Reply transmit(Call call, HttpRequest.Builder prepared, Instant started, Duration left)
            throws InterruptedException {
        Patience patience = Patience.of(call.request().timeout(), left);
        AtomicBoolean headersSeen = new AtomicBoolean();
        Departures.Departure<CappedBody.Content> departure =
                departures.at(started, prepared.timeout(patience.length()).build(), info -> {
                    headersSeen.set(true);
                    return new CappedBody(call.request().mostBytes());
                });
        try {
            // HttpRequest.timeout ends with the headers: an answer that drips must end in time too.
            return answer(
                    call,
                    within(Duration.between(time.now(), started.plus(patience.length())), departure.answer()),
                    started);
        } catch (TimeoutException e) {
            return departure.endsNameless()
                    ? nameless(call, patience, started)
                    : overdue(call, departure.answer(), patience, headersSeen, started);
        } catch (ExecutionException e) {
            return failed(call, e, patience, headersSeen.get(), started);
        }
    }

    /** What came of a request; one that nobody waits for any longer is given up. */
    private static <T> T within(Duration patience, Future<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return future.get(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        }
    }

    private Reply nameless(Call call, Patience patience, Instant started) {
        String what = "the name " + call.request().url().getHost() + " was not looked up within "
                + seconds(patience.length());
        return patience.deadlineFirst()
                ? noAnswer(
                        call,
                        Trouble.Kind.OUT_OF_TIME,
                        what + ", all that was left of the check's time",
                        Trouble.Sent.NOTHING,
                        started)
                : noAnswer(
                        call,
                        Trouble.Kind.DNS_FAILED,
                        what + ": this machine's resolver is silent about it",
                        Trouble.Sent.NOTHING,
                        started);
    }

    /** The client gives up a request without headers at the same time, and it alone knows whether there was a connection. */
    private Reply overdue(Call call, Future<?> future, Patience patience, AtomicBoolean headersSeen, Instant started)
            throws InterruptedException {
        try {
            if (!headersSeen.get()) {
                Object ignoredTooLate = within(CLIENTS_WORD, future);
            }
        } catch (ExecutionException e) {
            return failed(call, e, patience, headersSeen.get(), started);
        } catch (TimeoutException e) {
            // The headers came at the last moment: what is late is the rest.
        }
        future.cancel(true);
        return late(call, started, patience, headersSeen.get());
    }

    private Reply failed(
            Call call, ExecutionException failure, Patience patience, boolean headersSeen, Instant started) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        boolean connecting =
                Troubles.find(cause, HttpConnectTimeoutException.class).isPresent();
        if (connecting && patience.deadlineFirst() && patience.length().compareTo(HttpTraffic.CONNECT_TIMEOUT) < 0) {
            return noAnswer(
                    call,
                    Trouble.Kind.OUT_OF_TIME,
                    "the connection was not established within " + seconds(patience.length())
                            + ", all that was left of the check's time",
                    Trouble.Sent.NOTHING,
                    started);
        }
        if (!connecting && Troubles.find(cause, HttpTimeoutException.class).isPresent()) {
            return late(call, started, patience, headersSeen);
        }
        return new Reply.NoAnswer(troubles.of(cause, call.request(), headersSeen, started));
    }

    private Reply late(Call call, Instant started, Patience patience, boolean headersSeen) {
        String what = (headersSeen ? "the answer did not end within " : "no answer came within ")
                + seconds(patience.length());
        return patience.deadlineFirst()
                ? noAnswer(
                        call,
                        Trouble.Kind.OUT_OF_TIME,
                        what + ", all that was left of the check's time",
                        Trouble.Sent.PERHAPS,
                        started)
                : noAnswer(call, Trouble.Kind.ANSWER_TIMEOUT, what, Trouble.Sent.PERHAPS, started);
    }

    private Reply answer(Call call, HttpResponse<CappedBody.Content> response, Instant started) {
        Request request = call.request();
        if (response.statusCode() == 407 && proxies.used(request.url())) {
            return noAnswer(
                    call,
                    Trouble.Kind.PROXY_AUTHENTICATION,
                    "the proxy " + proxies.describe(request.url()) + " answered 407: it wants credentials",
                    Trouble.Sent.NOTHING,
                    started);
        }
        Optional<Trouble.Kind> proxys = proxys(request.url(), response);
        if (proxys.isPresent()) {
            String why = response.headers().firstValue(SQUIDS_WORD).orElse("");
            return noAnswer(
                    call,
                    proxys.get(),
                    "the proxy " + proxies.describe(request.url()) + " itself answered " + response.statusCode() + ": "
                            + why,
                    BEFORE_SENDING.stream().anyMatch(why::startsWith) ? Trouble.Sent.NOTHING : Trouble.Sent.PERHAPS,
                    started);
        }
        CappedBody.Content content = ContentCoding.unpacked(
                response.body(), response.headers().firstValue("content-encoding"), request.mostBytes());
        Optional<String> contentType = response.headers().firstValue("content-type");
        Redactor redactor = call.log().redactor();
        HttpExchange exchange = new HttpExchange(
                request.method(),
                request.url().toString(),
                requestHeaders(request),
                request.body().map(body -> Excerpt.of(body, body.length, header(request, "content-type"), redactor)),
                request.credential(),
                response.statusCode(),
                response.version() == HttpClient.Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1",
                responseHeaders(response),
                Excerpt.of(content.bytes(), content.bytes().length, contentType, redactor),
                content.bytes().length,
                content.truncated(),
                started,
                Duration.between(started, time.now()));
        return new Reply.Answer(exchange, content.bytes(), Excerpt.charset(contentType));
    }

    /**
     * Over plain http a proxy answers in the host's place if it refuses or got no connection. Squid marks what is its own; without a
     * mark the answer counts as the host's, since nobody else is known.
     */
    private Optional<Trouble.Kind> proxys(URI url, HttpResponse<?> response) {
        boolean marked = "http".equalsIgnoreCase(url.getScheme())
                && proxies.used(url)
                && response.headers().firstValue(SQUIDS_WORD).isPresent();
        if (!marked) {
            return Optional.empty();
        }
        return switch (response.statusCode()) {
            case 403 -> Optional.of(Trouble.Kind.PROXY_REFUSED);
            case 502, 503, 504 -> Optional.of(Trouble.Kind.NOT_REACHED_BY_PROXY);
            default -> Optional.empty();
        };
    }

    private static Optional<String> header(Request request, String name) {
        return request.headers().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static List<Header> requestHeaders(Request request) {
        return request.headers().stream()
                .map(header -> new Header(header.getKey().toLowerCase(Locale.ROOT), header.getValue()))
                .toList();
    }

    private static List<Header> responseHeaders(HttpResponse<?> response) {
        List<Header> headers = new ArrayList<>();
        response.headers().map().forEach((name, values) -> {
            // HTTP/2 pseudo headers are not header fields (RFC 9113 section 8.3).
            if (!name.startsWith(":")) {
                values.forEach(value -> headers.add(new Header(name.toLowerCase(Locale.ROOT), value)));
            }
        });
        return headers;
    }

    private Reply noAnswer(Call call, Trouble.Kind kind, String message, Trouble.Sent sent, Instant started) {
        Instant now = time.now();
        return new Reply.NoAnswer(
                new Trouble(kind, call.request().url().toString(), message, sent, now, Duration.between(started, now)));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
