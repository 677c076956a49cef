package io.prodgate.check.tls;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.plan.Durations;
import io.prodgate.traffic.Inquiry;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The certificate chain of a server, as served. */
final class TlsCheck implements Check {
    private final TlsTarget target;

    TlsCheck(TlsTarget target) {
        this.target = target;
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        CertificateChain chain =
                attempt.traffic().inspect(target.host(), target.port(), attempt.log(), attempt.deadline());
        if (chain == null) {
            return;
        }
        Instant now = attempt.time().now();
        ChainJudge judge = new ChainJudge(target, chain, now);
        judge.chainNamesProtocol().forEach(attempt.log()::add);
        daysLeft(attempt, judge, now);
    }

    /** A date that is wrong may be the runner's: its clock is checked before the certificate is blamed. */
    private void daysLeft(Attempt attempt, ChainJudge judge, Instant now) throws InterruptedException {
        Judgement judgement = judge.daysLeft(now);
        if (judgement.met()) {
            attempt.log().add(judgement);
            return;
        }
        attempt.traffic().askWitnesses(Inquiry.about(target.address(), Inquiry.Doubt.CERTIFICATE), attempt.log());
        Optional<ClockReading> reading = reading(attempt);
        boolean clockIsWrong = reading.filter(clock -> clock.skew().abs().compareTo(clock.precision()) > 0)
                .filter(clock -> judge.daysLeft(now.minus(clock.skew())).met())
                .isPresent();
        if (clockIsWrong) {
            attempt.log().add(misconfiguration(reading.orElseThrow()));
        } else {
            attempt.log().add(reading.isPresent() ? judgement : unchecked(judgement));
        }
    }

    /** The reading in the middle, so that a single control host with a wrong clock does not decide. */
    private static Optional<ClockReading> reading(Attempt attempt) {
        List<ClockReading> readings = attempt.log().facts().stream()
                .filter(ClockReading.class::isInstance)
                .map(ClockReading.class::cast)
                .sorted(Comparator.comparing(ClockReading::skew))
                .toList();
        return readings.isEmpty() ? Optional.empty() : Optional.of(readings.get((readings.size() - 1) / 2));
    }

    private Misconfiguration misconfiguration(ClockReading reading) {
        return new Misconfiguration(
                "the runner's clock is off by " + Durations.format(reading.skew()) + " from " + reading.source()
                        + ": the certificate of " + target.address() + " is fine by the right time",
                target.at().toString(),
                "set the runner's clock (NTP) and run again");
    }

    private static Judgement unchecked(Judgement judgement) {
        return new Judgement(
                judgement.subject(),
                judgement.expected(),
                judgement.actual(),
                judgement.met(),
                judgement.samples(),
                judgement.remark() + "; the runner's clock could not be checked, since no control host told the time");
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Preview preview() {
        return new Preview(
                List.of("TLS handshake with " + target.address()),
                List.of(),
                List.of(URI.create("https://" + target.address())));
    }
}
