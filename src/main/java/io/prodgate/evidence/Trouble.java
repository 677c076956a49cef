package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * A connection or request that ended without a usable answer.
 *
 * @param kind what went wrong, told from the exception's type and the phase it came in, never from its text alone
 * @param target {@code host:port}, or the URL where one was asked
 * @param message one sentence for people; the library's own words included, since they can be searched for
 * @param sent whether anything of the request can have reached the other side
 * @param at when it was noticed
 * @param after how long the try had been running
 */
public record Trouble(Kind kind, String target, String message, Sent sent, Instant at, Duration after)
        implements Evidence {
    private static final String LAST_ONE = "; the last trouble was ";

    /** How a trouble that kept this request from being sent is told in its message, so that {@link #origin} finds it. */
    public static String lastOne(Trouble trouble) {
        return LAST_ONE + trouble.kind().wireName() + ": " + trouble.message();
    }

    /** The kind of trouble it comes down to: of a request that was not sent, that of those before it. */
    public Kind origin() {
        int start = message.indexOf(LAST_ONE);
        if (kind != Kind.CIRCUIT_OPEN || start < 0) {
            return kind;
        }
        String rest = message.substring(start + LAST_ONE.length());
        return Arrays.stream(Kind.values())
                .filter(before -> rest.startsWith(before.wireName() + ":"))
                .findFirst()
                .orElse(kind);
    }

    /** How much of a request can have arrived. Decides whether a request that is not idempotent may be repeated. */
    public enum Sent {
        /** Not a byte of the request left: repeating is safe. */
        NOTHING,
        /** Perhaps: the request may have been carried out. */
        PERHAPS;

        /** The name in JSON: lower case. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What went wrong on the way to an answer. */
    public enum Kind {
        /** The name does not exist (NXDOMAIN or no address). */
        DNS_NOT_FOUND,
        /** The name could not be looked up now (SERVFAIL, resolver silent). */
        DNS_FAILED,
        /** Nothing listens on that port. */
        REFUSED,
        /** No route to host or network. */
        UNREACHABLE,
        /** The TCP connection was not established in time. */
        CONNECT_TIMEOUT,
        /** The connection was reset or closed before the answer was complete. */
        RESET,
        /** The answer did not come, or did not end, in time. */
        ANSWER_TIMEOUT,
        /** The body is shorter than announced. */
        ANSWER_CUT,
        /** What came back is not HTTP. */
        NOT_HTTP,
        /** The certificate's validity has ended. */
        CERTIFICATE_EXPIRED,
        /** The certificate's validity has not begun. */
        CERTIFICATE_NOT_YET_VALID,
        /** The certificate is for other names. */
        CERTIFICATE_WRONG_NAME,
        /** The chain does not lead to a trusted root: self-signed, unknown authority, or an intermediate is missing. */
        CERTIFICATE_UNTRUSTED,
        /** The TLS handshake failed for another reason (protocol version, cipher, alert). */
        TLS_HANDSHAKE,
        /** The server asked for a client certificate and did not accept what it got. */
        CLIENT_CERTIFICATE_REFUSED,
        /** The proxy could not be reached or used. */
        PROXY,
        /** The proxy works, and does not let us ask that host (403): somebody has to allow it. */
        PROXY_REFUSED,
        /** The proxy works, but got no connection to the host (502, 503 or 504 to CONNECT): the host's silence, told by another. */
        NOT_REACHED_BY_PROXY,
        /** The proxy wants credentials (407). */
        PROXY_AUTHENTICATION,
        /** The host did not answer many requests in a row; this one was not sent. */
        CIRCUIT_OPEN,
        /** The check's deadline or the run's budget ended first. */
        OUT_OF_TIME,
        /** The run was ended before the answer to a request that may have arrived was kept. */
        INTERRUPTED,
        /** The file system, memory or a limit of the machine that runs prodgate. */
        LOCAL,
        /** A mistake inside prodgate; says nothing about production. */
        INTERNAL;

        /** The name in JSON and in rules: lower case with hyphens. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
