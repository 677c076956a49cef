package io.prodgate.testing;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Evidence with the parts that a test does not care about filled in. */
public final class Facts {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String URL = "https://api.example.com/health";

    private Facts() {}

    public static HttpExchange answer(int status, Header... headers) {
        return answer("GET", Credential.NONE, status, "{}", headers);
    }

    public static HttpExchange answer(
            String method, Credential credential, int status, String body, Header... headers) {
        return new HttpExchange(
                method,
                URL,
                List.of(),
                Optional.empty(),
                credential,
                status,
                "HTTP/1.1",
                List.of(headers),
                body,
                body.length(),
                false,
                NOON,
                Duration.ofMillis(20));
    }

    public static Header header(String name, String value) {
        return new Header(name, value);
    }

    public static Judgement met() {
        return new Judgement("status", "200", "200", true, 1, "");
    }

    public static Judgement missed(String subject, String expected, String actual) {
        return new Judgement(subject, expected, actual, false, 1, "");
    }

    public static Trouble trouble(Trouble.Kind kind) {
        return trouble(kind, Trouble.Sent.NOTHING);
    }

    public static Trouble trouble(Trouble.Kind kind, Trouble.Sent sent) {
        return new Trouble(kind, "api.example.com:443", kind.wireName(), sent, NOON, Duration.ofMillis(20));
    }

    public static ControlProbe control(boolean answered) {
        return new ControlProbe("https://www.example.com", answered, "200", NOON, Duration.ofMillis(20));
    }

    public static ClockReading clock(Duration skew) {
        return new ClockReading("https://www.example.com", skew, Duration.ofSeconds(1));
    }

    public static PaceWait givenUp() {
        return new PaceWait("api.example.com", NOON, Duration.ofHours(1), "429 with Retry-After: 3600", false);
    }

    public static CertificateChain chain(Optional<Trouble.Kind> problem) {
        return new CertificateChain("api.example.com", 443, "TLSv1.3", "TLS_AES_128_GCM_SHA256", List.of(), problem);
    }
}
