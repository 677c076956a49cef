package io.prodgate.check;

import io.prodgate.device.Devices;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Values;
import io.prodgate.traffic.Traffic;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What an attempt of a check has at hand.
 *
 * @param number from 1
 * @param log where everything seen goes
 * @param ledger what the check wrote so far
 * @param traffic the door to production
 * @param values {@code ${secret.X}} and {@code ${run.id}}
 * @param deadline when the check has no more time
 * @param time the clock
 * @param artifacts the folder for larger files, not yet created
 * @param devices phones and emulators
 */
public record Attempt(
        int number,
        EvidenceLog log,
        Ledger ledger,
        Traffic traffic,
        Values values,
        Instant deadline,
        Time time,
        Path artifacts,
        Devices devices) {}
