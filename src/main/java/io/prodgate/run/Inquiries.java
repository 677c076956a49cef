package io.prodgate.run;

import io.prodgate.diagnosis.Signs;
import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Trouble;
import io.prodgate.traffic.Inquiry;
import io.prodgate.traffic.Inquiry.Doubt;
import java.util.List;
import java.util.Optional;

/** What witnesses are to be asked about a missed attempt. */
final class Inquiries {
    private Inquiries() {}

    /** The inquiry, if somebody could tell more than is known. */
    static Optional<Inquiry> of(List<Evidence> facts) {
        if (!Signs.witnessesCouldTell(facts)) {
            return Optional.empty();
        }
        Optional<Evidence> word = Signs.lastWord(facts);
        if (word.isEmpty()) {
            // A program tells nobody whom it talked to: whether our own network works can be asked all the same.
            return served(facts)
                    .map(chain -> Inquiry.about(address(chain.host()) + ":" + chain.port(), Doubt.CERTIFICATE))
                    .or(() -> Optional.of(new Inquiry(Optional.empty(), Doubt.ANSWER)));
        }
        return word.get() instanceof Trouble trouble
                ? Optional.of(Inquiry.about(trouble.target(), doubt(trouble.origin())))
                : word.filter(HttpExchange.class::isInstance)
                        .map(HttpExchange.class::cast)
                        .map(exchange -> Inquiry.about(exchange.url(), Doubt.ANSWER));
    }

    private static Optional<CertificateChain> served(List<Evidence> facts) {
        return facts.stream()
                .filter(CertificateChain.class::isInstance)
                .map(CertificateChain.class::cast)
                .reduce((first, second) -> second);
    }

    private static String address(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static Doubt doubt(Trouble.Kind kind) {
        return switch (kind) {
            case DNS_NOT_FOUND, DNS_FAILED -> Doubt.NAME;
            case REFUSED,
                    UNREACHABLE,
                    CONNECT_TIMEOUT,
                    RESET,
                    ANSWER_TIMEOUT,
                    ANSWER_CUT,
                    NOT_HTTP,
                    TLS_HANDSHAKE,
                    PROXY,
                    PROXY_REFUSED,
                    NOT_REACHED_BY_PROXY,
                    CIRCUIT_OPEN -> Doubt.CONNECTION;
            case CERTIFICATE_EXPIRED,
                    CERTIFICATE_NOT_YET_VALID,
                    CERTIFICATE_WRONG_NAME,
                    CERTIFICATE_UNTRUSTED,
                    CLIENT_CERTIFICATE_REFUSED -> Doubt.CERTIFICATE;
            case PROXY_AUTHENTICATION, OUT_OF_TIME, INTERRUPTED, LOCAL, INTERNAL -> Doubt.ANSWER;
        };
    }
}
