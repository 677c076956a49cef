package io.prodgate.cli.doctor;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.Time;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.VantageProbe;
import io.prodgate.plan.Witnesses;
import io.prodgate.plan.Witnesses.NameServer;
import io.prodgate.plan.Witnesses.VantagePoint;
import io.prodgate.traffic.Inquiry;
import io.prodgate.traffic.Reply;
import io.prodgate.traffic.Request;
import io.prodgate.traffic.Traffic;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A door that leads nowhere and answers as it is told. */
final class ToldTraffic implements Traffic {
    private final Time time;
    private final List<Request> requests = new ArrayList<>();
    private int status = 200;
    private Optional<Trouble.Kind> trouble = Optional.empty();
    private Optional<Trouble.Kind> refusal = Optional.empty();
    private Duration certificateLeft = Duration.ofDays(90);
    private Duration skew = Duration.ZERO;
    private List<URI> silent = List.of();
    private List<Evidence> facts = List.of();

    ToldTraffic(Time time) {
        this.time = time;
    }

    void answersWith(int code) {
        status = code;
    }

    void failsWith(Trouble.Kind kind) {
        trouble = Optional.of(kind);
    }

    void servesCertificate(Duration left, Optional<Trouble.Kind> problem) {
        certificateLeft = left;
        refusal = problem;
    }

    void clockIsOffBy(Duration difference) {
        skew = difference;
    }

    /** Has a vantage point and a name server for each of these; they say so whatever is in doubt. */
    void witnessed(Evidence... said) {
        facts = List.of(said);
    }

    void controlsSilent(List<URI> controls) {
        silent = controls;
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public Reply exchange(Request request, EvidenceLog log, Instant deadline) {
        requests.add(request);
        return trouble.<Reply>map(kind -> new Reply.NoAnswer(
                        new Trouble(kind, "tickets", "no answer", Trouble.Sent.NOTHING, time.now(), Duration.ZERO)))
                .orElseGet(() -> answer(request));
    }

    private Reply answer(Request request) {
        HttpExchange exchange = new HttpExchange(
                request.method(),
                request.url().toString(),
                List.of(),
                Optional.empty(),
                Credential.NONE,
                status,
                "HTTP/2",
                List.of(),
                "",
                0,
                false,
                time.now(),
                Duration.ofMillis(12));
        return new Reply.Answer(exchange, new byte[0], StandardCharsets.UTF_8);
    }

    @Override
    public CertificateChain inspect(String host, int port, EvidenceLog log, Instant deadline) {
        Instant now = time.now();
        CertificateChain.Certificate own = new CertificateChain.Certificate(
                "CN=" + host, "CN=ca", List.of(host), now.minus(Duration.ofDays(9)), now.plus(certificateLeft), "00");
        return new CertificateChain(host, port, "TLSv1.3", "TLS_AES_128_GCM_SHA256", List.of(own), refusal);
    }

    @Override
    public void askWitnesses(Inquiry inquiry, EvidenceLog log) {
        facts.forEach(log::add);
        for (URI control : controls()) {
            boolean answers = !silent.contains(control);
            log.add(new ControlProbe(
                    control.toString(), answers, answers ? "200" : "refused", time.now(), Duration.ZERO));
            if (answers) {
                log.add(new ClockReading(control.toString(), skew, Duration.ofSeconds(1)));
            }
        }
    }

    List<URI> controls() {
        return witnesses().controls();
    }

    @Override
    public Witnesses witnesses() {
        return new Witnesses(
                List.of(URI.create("https://one.example.com"), URI.create("https://two.example.com")),
                facts.stream()
                        .filter(VantageProbe.class::isInstance)
                        .map(said -> (VantagePoint) new Witnesses.ProxyPoint(
                                ((VantageProbe) said).vantage(), URI.create("http://proxy"), Optional.empty()))
                        .toList(),
                Optional.of(facts.stream()
                        .filter(NameLookup.class::isInstance)
                        .map(said -> new NameServer(((NameLookup) said).server(), 53))
                        .toList()));
    }

    @Override
    public void close() {}
}
