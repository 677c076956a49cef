package io.prodgate.check.tls;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.CertificateChain.Certificate;
import io.prodgate.evidence.CertificateNames;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Trouble;
import io.prodgate.plan.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds a chain as served against what is wanted. */
final class ChainJudge {
    private static final String DAYS_LEFT = "days left";
    private static final BigDecimal SECONDS_A_DAY = BigDecimal.valueOf(86_400);

    private final TlsTarget target;
    private final CertificateChain chain;
    private final Instant now;

    /**
     * A judge.
     *
     * @param now by the runner's clock, by which the chain was looked at too
     */
    ChainJudge(TlsTarget target, CertificateChain chain, Instant now) {
        this.target = target;
        this.chain = chain;
        this.now = now;
    }

    /** All judgements but that of the days left. */
    List<Judgement> chainNamesProtocol() {
        List<Judgement> judgements = new ArrayList<>();
        judgements.add(trust());
        Stream.concat(Stream.of(target.host()), target.names().stream())
                .distinct()
                .forEach(name -> judgements.add(name(name)));
        judgements.add(new Judgement(
                "protocol",
                target.protocol().toString(),
                chain.protocol(),
                target.protocol().allows(chain.protocol()),
                1,
                ""));
        return judgements;
    }

    /**
     * The judgement of the server's own certificate's validity at an instant. Of the others only what the TLS library says counts:
     * an expired cross-signed root in the chain does not hurt a client that knows another way to a root.
     */
    Judgement daysLeft(Instant at) {
        String expected = "> " + (target.expiresAfter().isZero() ? "0" : days(target.expiresAfter()));
        if (chain.certificates().isEmpty()) {
            return new Judgement(DAYS_LEFT, expected, "(absent)", false, 1, "the server sent no certificate");
        }
        Certificate own = chain.certificates().getFirst();
        if (at.isBefore(own.notBefore())) {
            return new Judgement(DAYS_LEFT, expected, "valid only from " + own.notBefore(), false, 1, named(own));
        }
        Duration left = Duration.between(at, own.notAfter());
        boolean met = left.compareTo(target.expiresAfter()) > 0;
        String actual = (left.isNegative() ? "expired " + days(left.negated()) + " ago, on " : days(left) + ", until ")
                + own.notAfter();
        return new Judgement(DAYS_LEFT, expected, actual, met, 1, met ? "" : named(own));
    }

    private Judgement trust() {
        Optional<Trouble.Kind> problem = chain.problem().filter(kind -> !toldElsewhere(kind));
        String remark = problem.map(this::explained).orElse("");
        boolean met = problem.isEmpty() && !chain.certificates().isEmpty();
        return new Judgement("chain", "complete and trusted", served(), met, 1, remark);
    }

    /** Whether another judgement is missed for this problem: then it says so better than "not trusted" would. */
    private boolean toldElsewhere(Trouble.Kind kind) {
        return switch (kind) {
            case CERTIFICATE_WRONG_NAME -> true;
            // If it is not the server's own certificate it is one further up, which no other judgement sees.
            case CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID -> ownIsOutOfDate();
            default -> false;
        };
    }

    private boolean ownIsOutOfDate() {
        return chain.certificates().stream()
                .limit(1)
                .anyMatch(own -> now.isBefore(own.notBefore()) || now.isAfter(own.notAfter()));
    }

    private String explained(Trouble.Kind kind) {
        if (kind != Trouble.Kind.CERTIFICATE_UNTRUSTED || chain.certificates().isEmpty()) {
            return kind.wireName();
        }
        Certificate last = chain.certificates().getLast();
        if (chain.certificates().size() == 1 && last.subject().equals(last.issuer())) {
            return "the certificate is self-signed";
        }
        if (chain.certificates().size() == 1) {
            return "an intermediate certificate is missing, or its authority is not trusted: only the server's own certificate was sent, issued by "
                    + last.issuer();
        }
        return "the chain as sent does not lead to a trusted root: it ends with " + last.subject() + ", issued by "
                + last.issuer();
    }

    private String served() {
        return chain.certificates().isEmpty()
                ? "(absent)"
                : chain.certificates().stream().map(Certificate::subject).collect(Collectors.joining(" <- "))
                        + ", issued by " + chain.certificates().getLast().issuer();
    }

    private Judgement name(String name) {
        List<String> names = chain.certificates().isEmpty()
                ? List.of()
                : chain.certificates().getFirst().names();
        // What the TLS library says of the host counts too, should it know better.
        boolean refused = name.equals(target.host())
                && chain.problem()
                        .filter(kind -> kind == Trouble.Kind.CERTIFICATE_WRONG_NAME)
                        .isPresent();
        boolean met = CertificateNames.cover(names, name) && !refused;
        return new Judgement("name", name, names.isEmpty() ? "(absent)" : String.join(", ", names), met, 1, "");
    }

    private static String named(Certificate certificate) {
        return "certificate " + certificate.subject() + ", issued by " + certificate.issuer();
    }

    /** Days with one decimal below ten, whole ones above; hours and less as durations. */
    private static String days(Duration duration) {
        if (duration.compareTo(Duration.ofDays(1)) < 0) {
            return Durations.format(Duration.ofSeconds(duration.toSeconds()));
        }
        BigDecimal days = BigDecimal.valueOf(duration.toSeconds()).divide(SECONDS_A_DAY, 1, RoundingMode.DOWN);
        return days.stripTrailingZeros().toPlainString() + " days";
    }
}
