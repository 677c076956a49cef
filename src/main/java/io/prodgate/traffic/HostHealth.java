package io.prodgate.traffic;

import io.prodgate.evidence.Time;
import io.prodgate.evidence.Trouble;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a host alone for a moment that gave no answer to many requests in a row, and keeps the number of requests under way at one
 * host within bounds.
 *
 * <p>SmallRye's timeout is not used: its time is fixed when a guard is built, and every request brings its own. {@link Wire} ends
 * requests in time.
 */
final class HostHealth implements Channel {
    /** So many requests in a row without an answer open the circuit. */
    static final int SILENT_IN_A_ROW = 20;

    /** How long an open circuit lets nothing through. */
    static final Duration REST = Duration.ofSeconds(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final int inFlight;
    private final Duration rest;
    private final Time time;
    private final Channel next;
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();

    /**
     * Guards all hosts, each on its own.
     *
     * @param inFlight how many requests may be under way at one host
     * @param rest how long an open circuit lets nothing through: {@link #REST}
     */
    HostHealth(int inFlight, Duration rest, Time time, Channel next) {
        this.inFlight = inFlight;
        this.rest = rest;
        this.time = time;
        this.next = next;
    }

    /**
     * What is known of one host.
     *
     * @param lastTrouble the last real trouble, to be named while the circuit is open
     */
    private record Host(TypedGuard<Reply> guard, AtomicReference<@Nullable Trouble> lastTrouble) {}

    /** Tells the circuit breaker that a host gave no answer. */
    private static final class SilentException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Reply.NoAnswer reply;

        SilentException(Reply.NoAnswer reply) {
            super(reply.trouble().message(), null, false, false);
            this.reply = reply;
        }
    }

    private Host host(String authority) {
        return hosts.computeIfAbsent(
                authority,
                name -> new Host(
                        TypedGuard.create(Reply.class)
                                .withDescription(name)
                                .withCircuitBreaker()
                                .requestVolumeThreshold(SILENT_IN_A_ROW)
                                .failureRatio(1.0)
                                .delay(rest.toMillis(), ChronoUnit.MILLIS)
                                .successThreshold(1)
                                .failOn(SilentException.class)
                                .done()
                                .withBulkhead()
                                .limit(inFlight)
                                .queueSize(Integer.MAX_VALUE - inFlight)
                                .enableSynchronousQueueing()
                                .done()
                                .build(),
                        new AtomicReference<>()));
    }

    @Override
    public Reply send(Call call) throws InterruptedException, Repeat {
        Host host = host(call.authority());
        try {
            return host.guard().call(() -> pass(call, host));
        } catch (SilentException e) {
            return e.reply;
        } catch (CircuitBreakerOpenException e) {
            return laterOrNever(call, host);
        } catch (InterruptedException | RuntimeException | Repeat e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a channel threw what no channel may throw", e);
        }
    }

    private Reply pass(Call call, Host host) throws InterruptedException, Repeat, SilentException {
        Reply reply = next.send(call);
        if (reply instanceof Reply.NoAnswer none && isSilence(none.trouble().kind())) {
            host.lastTrouble().set(none.trouble());
            throw new SilentException(none);
        }
        return reply;
    }

    /** Any answer, a bad certificate, or a trouble of our own shows nothing about whether the host lives. */
    private static boolean isSilence(Trouble.Kind kind) {
        return switch (kind) {
            case DNS_NOT_FOUND,
                    DNS_FAILED,
                    REFUSED,
                    UNREACHABLE,
                    CONNECT_TIMEOUT,
                    RESET,
                    ANSWER_TIMEOUT,
                    TLS_HANDSHAKE,
                    PROXY,
                    PROXY_REFUSED,
                    NOT_REACHED_BY_PROXY -> true;
            case ANSWER_CUT,
                    NOT_HTTP,
                    CERTIFICATE_EXPIRED,
                    CERTIFICATE_NOT_YET_VALID,
                    CERTIFICATE_WRONG_NAME,
                    CERTIFICATE_UNTRUSTED,
                    CLIENT_CERTIFICATE_REFUSED,
                    PROXY_AUTHENTICATION,
                    CIRCUIT_OPEN,
                    OUT_OF_TIME,
                    INTERRUPTED,
                    LOCAL,
                    INTERNAL -> false;
        };
    }

    /** Waits for the circuit to be tried again, but no longer than one rest: then the silence is the answer. */
    private Reply laterOrNever(Call call, Host host) throws Repeat {
        Instant now = time.now();
        boolean inTime = now.plus(LOOK_AGAIN).isBefore(call.deadline());
        if (inTime && call.repeats() <= rest.dividedBy(LOOK_AGAIN)) {
            throw Repeat.at(LOOK_AGAIN, "the circuit is open");
        }
        return new Reply.NoAnswer(new Trouble(
                Trouble.Kind.CIRCUIT_OPEN,
                call.request().url().toString(),
                "not sent: " + call.authority() + " gave no answer to " + SILENT_IN_A_ROW + " requests in a row"
                        + lastOne(host),
                Trouble.Sent.NOTHING,
                now,
                Duration.ZERO));
    }

    private static String lastOne(Host host) {
        Trouble last = host.lastTrouble().get();
        return last == null ? "" : Trouble.lastOne(last);
    }
}
