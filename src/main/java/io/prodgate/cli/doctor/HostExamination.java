package io.prodgate.cli.doctor;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.traffic.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One host of the plan: does it answer, and how long is its certificate good for? */
final class HostExamination implements Examination {
    private static final Duration SOON = Duration.ofDays(14);

    private final URI url;
    private final Probe probe;

    HostExamination(URI url, Probe probe) {
        this.url = url;
        this.probe = probe;
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Finding answer = answer();
        findings.add(answer);
        if ("https".equalsIgnoreCase(url.getScheme()) && answer.level() != Finding.Level.FAIL) {
            findings.add(certificate());
        }
        return List.copyOf(findings);
    }

    private Finding answer() throws InterruptedException {
        String subject = "host " + url;
        return switch (probe.ask("HEAD", url, Optional.empty(), probe.log())) {
            case Reply.Answer answer -> answered(subject, answer.exchange());
            case Reply.NoAnswer none ->
                Finding.fail(
                        subject,
                        none.trouble().message(),
                        Remedy.of(none.trouble().kind()));
            case Reply.GivenUp given ->
                Finding.warn(
                        subject,
                        "it wants a wait of " + given.pause().delay().toSeconds() + " s ("
                                + given.pause().word() + ")",
                        "wait that long, and lower production.rate-limit");
        };
    }

    private static Finding answered(String subject, HttpExchange exchange) {
        String what = "answers " + exchange.status() + " over " + exchange.protocol() + " in "
                + exchange.duration().toMillis() + " ms";
        return switch (exchange.status()) {
            case 403 ->
                Finding.warn(
                        subject,
                        what,
                        "if nothing forbids this address on purpose, have this machine put on the allow-list");
            case 429 -> Finding.warn(subject, what, "lower production.rate-limit");
            default ->
                exchange.status() < 500
                        ? Finding.ok(subject, what)
                        : Finding.warn(subject, what, "look at production: it has trouble now");
        };
    }

    private Finding certificate() throws InterruptedException {
        int port = url.getPort() == -1 ? 443 : url.getPort();
        String subject = "certificate of " + url.getHost() + ":" + port;
        EvidenceLog log = probe.log();
        CertificateChain chain = probe.traffic()
                .inspect(url.getHost(), port, log, probe.time().now().plus(Probe.PATIENCE));
        if (chain == null || chain.certificates().isEmpty()) {
            return Finding.warn(
                    subject, "it could not be looked at apart from the answer", "try again; a proxy may be in between");
        }
        if (chain.problem().isPresent()) {
            return Finding.fail(
                    subject,
                    "it is refused: " + chain.problem().get().wireName(),
                    Remedy.of(chain.problem().get()));
        }
        Instant end = chain.certificates().getFirst().notAfter();
        Duration left = Duration.between(probe.time().now(), end);
        String what = chain.protocol() + ", valid for " + left.toDays() + " days";
        return left.compareTo(SOON) < 0
                ? Finding.warn(subject, what, "see that it is renewed before " + end)
                : Finding.ok(subject, what);
    }
}
