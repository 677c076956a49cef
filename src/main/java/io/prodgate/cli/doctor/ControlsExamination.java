package io.prodgate.cli.doctor;

import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.traffic.Inquiry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The control hosts, and this machine's clock against theirs. */
final class ControlsExamination implements Examination {
    /** Tokens are usually refused from about a minute on. */
    private static final Duration TOO_MUCH = Duration.ofSeconds(60);

    private static final Duration NOTICEABLE = Duration.ofSeconds(10);

    private final Probe probe;

    ControlsExamination(Probe probe) {
        this.probe = probe;
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        if (probe.traffic().witnesses().controls().isEmpty()) {
            return List.of(Finding.warn(
                    "controls",
                    "they are switched off, so trouble of this network cannot be told from production's, and the clock"
                            + " is not compared",
                    "name one or two reliable hosts in controls, if this network can reach any"));
        }
        EvidenceLog log = probe.log();
        probe.traffic().askWitnesses(new Inquiry(Optional.empty(), Inquiry.Doubt.ANSWER), log);
        List<Finding> findings = new ArrayList<>(controls(log.facts()));
        findings.add(clock(log.facts()));
        return List.copyOf(findings);
    }

    private static List<Finding> controls(List<Evidence> facts) {
        List<ControlProbe> probes = facts.stream()
                .filter(ControlProbe.class::isInstance)
                .map(ControlProbe.class::cast)
                .toList();
        boolean any = probes.stream().anyMatch(ControlProbe::answered);
        if (probes.isEmpty()) {
            return List.of(Finding.fail("controls", "none was asked", "try again"));
        }
        return probes.stream().map(control -> control(control, any)).toList();
    }

    private static Finding control(ControlProbe control, boolean anyAnswered) {
        String subject = "control " + control.url();
        if (control.answered()) {
            return Finding.ok(subject, "answers (" + control.detail() + ")");
        }
        return anyAnswered
                ? Finding.warn(subject, "no answer: " + control.detail(), "name another one, or allow this one")
                : Finding.fail(
                        subject,
                        "no answer: " + control.detail() + "; no control host can be reached",
                        "check this machine's network and proxy; in a closed network name hosts it can reach,"
                                + " or switch controls off");
    }

    private static Finding clock(List<Evidence> facts) {
        return facts.stream()
                .filter(ClockReading.class::isInstance)
                .map(ClockReading.class::cast)
                .min(Comparator.comparing(ControlsExamination::surelyOff))
                .map(ControlsExamination::clock)
                .orElseGet(() -> Finding.warn(
                        "clock", "no host told the time, so it could not be compared", "mend the controls first"));
    }

    private static Finding clock(ClockReading reading) {
        String what = "this machine is " + reading.skew().abs().toMillis() / 1000.0 + " s "
                + (reading.skew().isNegative() ? "behind " : "ahead of ") + reading.source();
        Duration off = surelyOff(reading);
        String todo = "synchronise the clock (NTP): certificates and tokens are judged by it";
        if (off.compareTo(TOO_MUCH) > 0) {
            return Finding.fail("clock", what, todo);
        }
        return off.compareTo(NOTICEABLE) > 0 ? Finding.warn("clock", what, todo) : Finding.ok("clock", what);
    }

    /** What is left of the difference when the reading is as wrong as it can be. */
    private static Duration surelyOff(ClockReading reading) {
        Duration off = reading.skew().abs().minus(reading.precision());
        return off.isNegative() ? Duration.ZERO : off;
    }
}
