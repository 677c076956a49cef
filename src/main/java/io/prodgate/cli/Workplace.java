package io.prodgate.cli;

import io.prodgate.check.Workbench;
import io.prodgate.device.Devices;
import io.prodgate.device.android.AndroidDevices;
import io.prodgate.plan.Plan;
import io.prodgate.run.DisturbanceLog;
import io.prodgate.traffic.HttpTraffic;
import io.prodgate.traffic.SetupException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Where a run works: the door to production, devices, and the lending of faults. What earlier runs left is put in order first. */
final class Workplace implements AutoCloseable {
    private final Surroundings surroundings;
    private final LoadedPlan loaded;
    private final String runId;
    private final PrintWriter out;
    private final HttpTraffic traffic;
    private final Lending lending;

    private Workplace(
            Surroundings surroundings, LoadedPlan loaded, String runId, PrintWriter out, HttpTraffic traffic) {
        this.surroundings = surroundings;
        this.loaded = loaded;
        this.runId = runId;
        this.out = out;
        this.traffic = traffic;
        this.lending = Lending.of(surroundings, loaded, runId, traffic);
    }

    /**
     * Opens the workplace of a run.
     *
     * @throws CommandException if it cannot be had, or if production is disturbed by what an earlier run left
     */
    static Workplace open(Surroundings surroundings, LoadedPlan loaded, String runId, PrintWriter out)
            throws CommandException, InterruptedException {
        Workplace workplace =
                new Workplace(surroundings, loaded, runId, out, traffic(surroundings, loaded.plan(), runId));
        try {
            workplace.lending.undoLeft().forEach(out::println);
            out.flush();
            return workplace;
        } catch (CommandException | InterruptedException | RuntimeException e) {
            workplace.close();
            throw e;
        }
    }

    /**
     * The door to production.
     *
     * @throws CommandException if something in the plan or in the environment keeps it shut
     */
    static HttpTraffic traffic(Surroundings surroundings, Plan plan, String runId) throws CommandException {
        try {
            return HttpTraffic.open(
                    plan,
                    RunSecrets.values(plan, runId),
                    runId,
                    Version.number(),
                    surroundings.environment(),
                    surroundings.time(),
                    surroundings.random());
        } catch (SetupException e) {
            throw CommandException.usage(e.getMessage() + "; nothing was run");
        }
    }

    /**
     * What all attempts of the run share.
     *
     * @param folder the run's
     */
    Workbench bench(Path folder) throws CommandException {
        return new Workbench(
                traffic,
                RunSecrets.redactor(loaded.plan()),
                RunSecrets.values(loaded.plan(), runId),
                surroundings.time(),
                folder.resolve("artifacts"),
                devices(),
                disturbances(),
                lending.leases());
    }

    private DisturbanceLog disturbances() throws CommandException {
        DisturbanceLog log = new DisturbanceLog(
                surroundings.state(), loaded.plan().production().url());
        try {
            log.within(Instant.MIN, Instant.MAX);
        } catch (UncheckedIOException e) {
            throw CommandException.usage(e.getMessage() + "; nothing was run");
        }
        return log;
    }

    /** Devices cost nothing until a check asks for one, but for what a run that was killed has left running. */
    private Devices devices() {
        AndroidDevices devices = new AndroidDevices(surroundings.environment(), surroundings.time());
        devices.endLeftOver()
                .forEach(serial -> out.println("ended " + DisplayText.line(serial)
                        + ", which an earlier run had started and could not end as it was killed"));
        return devices;
    }

    /** What this run made and could not undo, a line each. */
    List<String> left() {
        return lending.left();
    }

    @Override
    public void close() {
        lending.close();
        traffic.close();
    }
}
