package io.prodgate.testing;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.CertificateChain.Certificate;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.VantageProbe;
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

    /** A control host in whose place somebody shows that certificate. */
    public static ControlProbe controlShowing(String host, Trouble.Kind trouble, Certificate certificate) {
        return new ControlProbe(
                "https://" + host,
                false,
                trouble.wireName(),
                Optional.of(trouble),
                Optional.of(certificate),
                Optional.empty(),
                NOON,
                Duration.ofMillis(20));
    }

    /** A control host over plain http in whose place a portal answers. */
    public static ControlProbe controlBehind(String portal) {
        return new ControlProbe(
                "http://www.example.com",
                false,
                "status 302",
                Optional.empty(),
                Optional.empty(),
                Optional.of(portal),
                NOON,
                Duration.ofMillis(20));
    }

    /** A certificate for one name. */
    public static Certificate certificate(String name, String issuer, String sha256) {
        return new Certificate(
                "CN=" + name, issuer, List.of(name), NOON.minusSeconds(60), NOON.plusSeconds(60), sha256);
    }

    /** Production as it is seen from elsewhere. */
    public static VantageProbe vantage(boolean usable, boolean reached) {
        return new VantageProbe(
                "frankfurt",
                "https://api.example.com/",
                usable,
                reached,
                reached ? "status 401" : "refused",
                NOON,
                Duration.ofMillis(20));
    }

    /** What the runner's own resolver says. */
    public static NameLookup ours(NameLookup.Answer answer, Optional<Duration> negativeFor) {
        return new NameLookup(
                "api.example.com", NameLookup.RUNNERS_RESOLVER, answer, List.of(), false, negativeFor, NOON);
    }

    /** What another name server says. */
    public static NameLookup server(NameLookup.Answer answer, boolean authoritative) {
        return new NameLookup(
                "api.example.com",
                "ns1.example.com (192.0.2.53)",
                answer,
                answer == NameLookup.Answer.FOUND ? List.of("192.0.2.1") : List.of(),
                authoritative,
                Optional.empty(),
                NOON);
    }

    /** A chain of one certificate that is refused. */
    public static CertificateChain served(Trouble.Kind problem, Certificate certificate) {
        return new CertificateChain(
                "api.example.com",
                443,
                "TLSv1.3",
                "TLS_AES_128_GCM_SHA256",
                List.of(certificate),
                Optional.of(problem));
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
