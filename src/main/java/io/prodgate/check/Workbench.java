package io.prodgate.check;

import io.prodgate.check.lease.Leases;
import io.prodgate.device.Devices;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Values;
import io.prodgate.traffic.Inquiry;
import io.prodgate.traffic.Traffic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What all attempts of a run share.
 *
 * @param traffic the door to production
 * @param redactor knows the secrets
 * @param values {@code ${secret.X}} and {@code ${run.id}}
 * @param time the clock
 * @param artifacts the folder below which each attempt has its own
 * @param devices phones and emulators
 * @param disturbances when our own drills and faults disturbed production
 * @param leases lends faults
 */
public record Workbench(
        Traffic traffic,
        Redactor redactor,
        Values values,
        Time time,
        Path artifacts,
        Devices devices,
        Disturbances disturbances,
        Leases leases) {
    /** A workbench at a production that nothing disturbed. */
    public Workbench(Traffic traffic, Redactor redactor, Values values, Time time, Path artifacts, Devices devices) {
        this(traffic, redactor, values, time, artifacts, devices, Disturbances.NONE, Leases.NONE);
    }

    /**
     * Prepares an attempt of a check.
     *
     * @param ledger what the check wrote so far
     * @param users the checks that run under its condition
     * @param observer told of every fact as it comes in, for progress
     * @param news told in a few words what goes on, for progress
     */
    public Attempt attempt(
            String check,
            int number,
            Instant deadline,
            Ledger ledger,
            Users users,
            Consumer<Evidence> observer,
            Consumer<String> news) {
        Path folder = artifacts.resolve(check).resolve(String.valueOf(number));
        return new Attempt(
                number,
                new EvidenceLog(redactor, observer),
                ledger,
                traffic,
                values,
                deadline,
                time,
                folder,
                devices,
                disturbances,
                new NotedLeases(leases, ledger, number, time),
                users,
                news);
    }

    /** Asks those who can tell whether it is production or us; what they say goes into the log. */
    public void askWitnesses(Inquiry inquiry, EvidenceLog log) throws InterruptedException {
        traffic.askWitnesses(inquiry, log);
    }
}
