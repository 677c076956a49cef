package io.prodgate.diagnosis;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.CertificateChain.Certificate;
import io.prodgate.evidence.CertificateNames;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Trouble;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Whether somebody on the way answers in production's place: a captive portal, or a proxy that opens TLS. It is told by the control
 * hosts: whoever answers in their place too has nothing to do with production.
 */
final class Interception {
    /** Network Authentication Required: never sent by the host itself (RFC 6585 section 6). */
    private static final int SIGN_IN = 511;

    private final List<Evidence> evidence;
    private final List<ControlProbe> controls;

    Interception(List<Evidence> evidence, List<ControlProbe> controls) {
        this.evidence = evidence;
        this.controls = controls;
    }

    /** Whether somebody else answered in a control host's place. A date that is wrong can be our clock's fault. */
    static boolean intercepted(ControlProbe probe) {
        return probe.portal().isPresent() || probe.certificate().isPresent() && refusedForIts(probe);
    }

    private static boolean refusedForIts(ControlProbe probe) {
        return probe.trouble().filter(Interception::isForeign).isPresent();
    }

    private static boolean isForeign(Trouble.Kind kind) {
        return kind == Trouble.Kind.CERTIFICATE_UNTRUSTED || kind == Trouble.Kind.CERTIFICATE_WRONG_NAME;
    }

    void describe(BiConsumer<String, String> symptoms) {
        Optional<String> signer = byCertificate();
        Optional<String> portal = signer.isPresent() ? Optional.empty() : byAnswer();
        symptoms.accept("intercepted", signer.isPresent() ? "certificate" : portal.isPresent() ? "answer" : "no");
        signer.or(() -> portal).ifPresent(who -> symptoms.accept("intercepted-by", who));
    }

    /** Who signed the certificate that was shown for production, if it was shown for the control hosts too. */
    private Optional<String> byCertificate() {
        return evidence.stream()
                .filter(CertificateChain.class::isInstance)
                .map(CertificateChain.class::cast)
                .filter(chain -> chain.problem().filter(Interception::isForeign).isPresent())
                .flatMap(chain -> chain.certificates().stream().limit(1))
                .filter(this::controlsShow)
                .map(Certificate::issuer)
                .reduce((first, second) -> second);
    }

    private boolean controlsShow(Certificate productions) {
        List<Certificate> shown = controls.stream()
                .filter(Interception::intercepted)
                .flatMap(probe -> probe.certificate().stream())
                .toList();
        if (shown.isEmpty() || controls.stream().anyMatch(ControlProbe::answered)) {
            return false;
        }
        boolean oneForAll = shown.stream().allMatch(one -> one.sha256().equals(productions.sha256()));
        if (oneForAll) {
            // A single control host may share production's certificate, and with it its fault.
            return shown.size() > 1;
        }
        boolean selfSigned = productions.subject().equals(productions.issuer());
        return !selfSigned
                && shown.stream()
                        .allMatch(one -> one.issuer().equals(productions.issuer())
                                && !one.sha256().equals(productions.sha256()));
    }

    /** Who answered over plain http in production's place. */
    private Optional<String> byAnswer() {
        return Signs.lastWord(evidence)
                .filter(HttpExchange.class::isInstance)
                .map(HttpExchange.class::cast)
                .filter(exchange -> Signs.isPlain(exchange.url()))
                .flatMap(this::portal);
    }

    private Optional<String> portal(HttpExchange exchange) {
        if (exchange.status() == SIGN_IN) {
            return Optional.of("a portal that wants a sign-in (511)");
        }
        if (exchange.status() >= 500 || !Signs.missed(evidence)) {
            return Optional.empty();
        }
        if (controls.stream().anyMatch(ControlProbe::answered)) {
            return Optional.empty();
        }
        return controls.stream()
                .filter(Interception::intercepted)
                .flatMap(probe -> portal(probe).stream())
                .findFirst();
    }

    /** A proxy that only opens TLS makes a certificate for each host, and leaves plain http as it is: a portal shows its own. */
    private static Optional<String> portal(ControlProbe probe) {
        return probe.portal()
                .or(() -> probe.certificate()
                        .filter(certificate -> !CertificateNames.cover(certificate.names(), host(probe.url())))
                        .map(certificate -> "a portal with the certificate of " + certificate.subject()));
    }

    private static String host(String url) {
        try {
            return String.valueOf(new URI(url).getHost());
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
