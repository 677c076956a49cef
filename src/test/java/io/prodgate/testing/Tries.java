package io.prodgate.testing;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Signs;
import io.prodgate.diagnosis.Situation;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Values;
import io.prodgate.traffic.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Attempts of a check one after the other, each diagnosed by the built-in rules in the light of those before it, as in a run. */
public final class Tries {
    private final Time time;
    private final List<String> secrets;
    private final List<AttemptRecord> attempts = new ArrayList<>();

    /**
     * None so far.
     *
     * @param secrets values that are masked in what is seen
     */
    public Tries(Time time, List<String> secrets) {
        this.time = time;
        this.secrets = List.copyOf(secrets);
    }

    /**
     * One more attempt; its diagnosis if it was not met.
     *
     * @param folder for larger files
     */
    public Optional<Diagnosis> next(Check check, Traffic traffic, Values values, Instant deadline, Path folder)
            throws InterruptedException {
        EvidenceLog log = new EvidenceLog(new Redactor(secrets));
        int number = attempts.size() + 1;
        Instant started = time.now();
        check.attempt(
                new Attempt(number, log, new FakeLedger(), traffic, values, deadline, time, folder, Devices.NONE));
        Optional<Diagnosis> diagnosis = Signs.met(log.facts())
                ? Optional.empty()
                : Optional.of(Rules.builtIn()
                        .diagnose(new Situation(
                                List.copyOf(attempts), log.facts(), started, Instant.EPOCH, check.repeatable())));
        attempts.add(new AttemptRecord(number, started, Duration.between(started, time.now()), log.facts(), diagnosis));
        return diagnosis;
    }

    /** The last one. */
    public AttemptRecord last() {
        return attempts.getLast();
    }
}
