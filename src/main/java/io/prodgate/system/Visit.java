package io.prodgate.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.SystemTrouble.Kind;
import io.prodgate.traffic.Reply;
import io.prodgate.traffic.Request;
import io.prodgate.traffic.Traffic;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an attempt of a check has to do with one system: where it is, how it is asked, and where everything seen goes.
 *
 * @param system its name in the plan
 * @param url its base URL
 * @param headers sent with every request; secrets in clear, they are redacted on the way into evidence
 * @param credential whose credential the headers hold
 * @param traffic the door
 * @param log where exchanges and troubles go
 * @param deadline when the check has no more time
 * @param timeout for each answer
 * @param mostBytes how much of an answer is read; a larger one is none
 */
public record Visit(
        String system,
        URI url,
        List<Map.Entry<String, String>> headers,
        Credential credential,
        Traffic traffic,
        EvidenceLog log,
        Instant deadline,
        Duration timeout,
        int mostBytes) {
    /** How long a system may take for an answer, where nothing else is said. */
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

    private static final int MOST_CHARACTERS = 300;

    public Visit {
        headers = List.copyOf(headers);
    }

    /** A visit that reads answers as large as any. */
    public Visit(
            String system,
            URI url,
            List<Map.Entry<String, String>> headers,
            Credential credential,
            Traffic traffic,
            EvidenceLog log,
            Instant deadline,
            Duration timeout) {
        this(system, url, headers, credential, traffic, log, deadline, timeout, Request.MOST_BYTES);
    }

    /** The same visit, on which no larger answers are read. */
    public Visit reading(int bytes) {
        return new Visit(system, url, headers, credential, traffic, log, deadline, timeout, bytes);
    }

    /** The same visit with a further header. */
    public Visit with(String name, String value) {
        List<Map.Entry<String, String>> all = new ArrayList<>(headers);
        all.add(Map.entry(name, value));
        return new Visit(system, url, all, credential, traffic, log, deadline, timeout, mostBytes);
    }

    /** The same visit with a credential of ours in a header. */
    public Visit withCredential(String name, String value) {
        Visit with = with(name, value);
        return new Visit(system, url, with.headers, Credential.OURS, traffic, log, deadline, timeout, mostBytes);
    }

    /**
     * Asks: calls a client of this visit.
     *
     * @throws SystemException if there is no usable answer; the log says why
     */
    public <T> T ask(Supplier<T> question) throws SystemException, InterruptedException {
        return ask(question, new int[0]).orElseThrow();
    }

    /**
     * Asks for something that may not be there.
     *
     * @param absent the statuses that say so: {@code 404}
     * @return empty if it is not there
     * @throws SystemException if there is no usable answer; the log says why
     */
    public <T> Optional<T> ask(Supplier<T> question, int... absent) throws SystemException, InterruptedException {
        try {
            T answer = question.get();
            if (answer == null) {
                throw failure(trouble(Kind.UNREADABLE, url.toString(), "the answer is empty"), OptionalInt.empty());
            }
            return Optional.of(answer);
        } catch (RuntimeException e) {
            if (Thread.interrupted()
                    || causes(e, InterruptedException.class).findFirst().isPresent()) {
                throw new InterruptedException();
            }
            VisitFailure failure = causes(e, VisitFailure.class).findFirst().orElseGet(() -> unreadable(e));
            if (failure.status().isPresent()
                    && IntStream.of(absent)
                            .anyMatch(status -> status == failure.status().getAsInt())) {
                return Optional.empty();
            }
            failure.trouble().ifPresent(log::add);
            throw new SystemException(String.valueOf(failure.getMessage()), failure.trouble());
        }
    }

    /** What an answer says that is well-formed, and yet none: {@code "status": "error"}. For use within {@link #ask}. */
    public RuntimeException refused(Kind kind, String message) {
        return failure(trouble(kind, url.toString(), message), OptionalInt.empty());
    }

    /**
     * Fetches what is no JSON: a picture. For use within {@link #ask}.
     *
     * @param path from this visit's URL on, with its query, encoded
     * @param type that is accepted: {@code image/png}
     */
    public byte[] fetch(String path, String type) {
        URI target = URI.create(url.toString().replaceAll("/+$", "") + path);
        try {
            return send("GET", target, List.of(Map.entry("Accept", type)), Optional.empty())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VisitFailure("interrupted", Optional.empty(), OptionalInt.empty());
        }
    }

    /**
     * Delivers what is no question: a message. For use within {@link #ask}.
     *
     * @param path from this visit's URL on, encoded; empty for the URL itself
     * @param type of the body: {@code application/json}
     * @param more headers of this one
     * @return the answer's body
     */
    public byte[] deliver(String method, String path, String type, byte[] body, List<Map.Entry<String, String>> more) {
        URI target = path.isEmpty() ? url : URI.create(url.toString().replaceAll("/+$", "") + path);
        List<Map.Entry<String, String>> all = new ArrayList<>(more);
        all.add(Map.entry("Content-Type", type));
        try {
            return send(method, target, all, Optional.of(body)).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VisitFailure("interrupted", Optional.empty(), OptionalInt.empty());
        }
    }

    /** Sends one request of a client. */
    Reply.Answer send(String method, URI target, List<Map.Entry<String, String>> own, Optional<byte[]> body)
            throws InterruptedException {
        List<Map.Entry<String, String>> all =
                Stream.concat(own.stream(), headers.stream()).toList();
        Reply reply = traffic.exchange(
                new Request(method, target, all, body, timeout, credential, false, mostBytes), log, deadline);
        return switch (reply) {
            case Reply.Answer answer -> usable(answer);
            case Reply.NoAnswer(var trouble) ->
                throw failure(trouble(Kind.SILENT, target.toString(), trouble.message()), OptionalInt.empty());
            case Reply.GivenUp(var pause) ->
                throw new VisitFailure(
                        system + " was not asked: its rate limit makes us wait longer than there is time",
                        Optional.empty(),
                        OptionalInt.empty());
        };
    }

    private Reply.Answer usable(Reply.Answer answer) {
        HttpExchange exchange = answer.exchange();
        int status = exchange.status();
        Optional<Kind> kind = Answers.trouble(exchange);
        if (kind.isPresent()) {
            throw failure(
                    trouble(kind.get(), exchange.url(), Answers.told(answer, MOST_CHARACTERS)), OptionalInt.of(status));
        }
        return answer;
    }

    private VisitFailure unreadable(RuntimeException e) {
        String message = causes(e, JsonProcessingException.class)
                .map(Answers::mistake)
                .findFirst()
                .orElseGet(() -> "the answer cannot be read: " + e.getMessage());
        return failure(trouble(Kind.UNREADABLE, url.toString(), message), OptionalInt.empty());
    }

    private SystemTrouble trouble(Kind kind, String target, String message) {
        return new SystemTrouble(system, kind, target, message);
    }

    private static VisitFailure failure(SystemTrouble trouble, OptionalInt status) {
        return new VisitFailure(trouble.message(), Optional.of(trouble), status);
    }

    private static <E> Stream<E> causes(Throwable thrown, Class<E> type) {
        return Stream.<Throwable>iterate(thrown, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast);
    }
}
