package io.prodgate.check;

import io.prodgate.check.lease.Leases;
import io.prodgate.device.Devices;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Values;
import io.prodgate.traffic.Traffic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

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
 * @param disturbances when our own drills and faults disturbed production
 * @param leases lends faults
 * @param users the checks that run under the condition that this one makes
 * @param news told in a few words what goes on, for whoever looks on; may be called from any thread
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
        Devices devices,
        Disturbances disturbances,
        Leases leases,
        Users users,
        Consumer<String> news) {
    /** The same attempt, with another log. */
    public Attempt logging(EvidenceLog other) {
        return new Attempt(
                number,
                other,
                ledger,
                traffic,
                values,
                deadline,
                time,
                artifacts,
                devices,
                disturbances,
                leases,
                users,
                news);
    }

    /** An attempt that nobody looks on, at a production that nothing disturbed. */
    public Attempt(
            int number,
            EvidenceLog log,
            Ledger ledger,
            Traffic traffic,
            Values values,
            Instant deadline,
            Time time,
            Path artifacts,
            Devices devices) {
        this(
                number,
                log,
                ledger,
                traffic,
                values,
                deadline,
                time,
                artifacts,
                devices,
                Disturbances.NONE,
                Leases.NONE,
                Users.NONE,
                news -> {});
    }
}
