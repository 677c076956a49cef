package io.prodgate.cli;

import io.prodgate.check.lease.GuardProcess;
import io.prodgate.check.lease.KeptLeases;
import io.prodgate.check.lease.Lease;
import io.prodgate.check.lease.LeaseFolder;
import io.prodgate.check.lease.Leases;
import io.prodgate.check.lease.Recovery;
import io.prodgate.check.lease.Undoing;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.plan.Plan;
import io.prodgate.run.DisturbanceLog;
import io.prodgate.traffic.Traffic;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Faults of a session: made on loan, watched over by a process of its own; and those that other runs left are undone. */
final class Lending implements AutoCloseable {
    /** How long it is tried to undo what another run left, before anything is run. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long a request may be on its way after its sender is gone. */
    private static final Duration IN_FLIGHT = Duration.ofSeconds(5);

    /** So long after a fault was lent, requests that make it may be on their way. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    private final LeaseFolder folder;
    private final Recovery recovery;
    private final KeptLeases leases;
    private final GuardProcess guard;
    private final Plan plan;
    private final Surroundings surroundings;

    private Lending(Surroundings surroundings, LoadedPlan loaded, String runId, Traffic traffic) {
        this.surroundings = surroundings;
        this.plan = loaded.plan();
        this.folder = new LeaseFolder(surroundings.state());
        Undoing undoing =
                new Undoing(traffic, RunSecrets.values(plan, runId), surroundings.environment(), surroundings.time());
        this.recovery = new Recovery(folder, undoing, surroundings.time());
        this.guard = new GuardProcess(
                guard(loaded, runId),
                surroundings.environment(),
                surroundings.state().resolve("guard.log"));
        this.leases = new KeptLeases(
                new KeptLeases.Tenancy(
                        runId,
                        plan.production().url(),
                        plan.file().toAbsolutePath().toString()),
                folder,
                undoing,
                guard,
                surroundings.time());
    }

    /** The lending of a run. */
    static Lending of(Surroundings surroundings, LoadedPlan loaded, String runId, Traffic traffic) {
        return new Lending(surroundings, loaded, runId, traffic);
    }

    private static List<String> guard(LoadedPlan loaded, String runId) {
        List<String> words = new ArrayList<>(Self.words());
        words.addAll(List.of("recover", "--guard", runId));
        words.addAll(loaded.options());
        return words;
    }

    Leases leases() {
        return leases;
    }

    /**
     * Undoes what runs left that are gone.
     *
     * @return one line for each that is undone
     * @throws CommandException if something is not undone: nothing may be proven about a production that we disturb
     */
    List<String> undoLeft() throws CommandException, InterruptedException {
        URI production = plan.production().url();
        List<String> done = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (Recovery.Result result : undo(
                lease -> lease.production().equals(production)
                        && lease.abandoned(surroundings.time().now()),
                PATIENCE)) {
            String what = told(result.lease());
            result.problem()
                    .ifPresentOrElse(
                            problem -> left.add(what + " (" + problem + ")"), () -> done.add("undone: " + what));
        }
        if (!left.isEmpty()) {
            throw CommandException.usage(
                    "production is still disturbed by what an earlier run left, and it cannot be undone: "
                            + String.join("; ", left)
                            + ". Undo it by hand, or mend what stands in the way and call 'prodgate recover'; nothing"
                            + " was run");
        }
        return done;
    }

    /** Undoes some leases of the folder. */
    List<Recovery.Result> undo(Predicate<Lease> which, Duration most) throws CommandException, InterruptedException {
        try {
            EvidenceLog log = new EvidenceLog(RunSecrets.redactor(plan));
            Instant fresh = surroundings.time().now().minus(FRESH);
            boolean twice = folder.all().stream()
                    .anyMatch(which.and(lease -> lease.taken().isAfter(fresh)));
            return ended(twice ? recovery.undoTwice(which, log, most, IN_FLIGHT) : recovery.undo(which, log, most));
        } catch (UncheckedIOException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    /** Undoes what a run made that has just ended, if it left anything. */
    List<Recovery.Result> undoAfter(String run, Duration most) throws CommandException, InterruptedException {
        Predicate<Lease> its = lease -> lease.run().equals(run);
        if (folder.all().stream().noneMatch(its)) {
            return List.of();
        }
        return ended(recovery.undoTwice(its, new EvidenceLog(RunSecrets.redactor(plan)), most, IN_FLIGHT));
    }

    /** What is undone disturbs no longer, and the numbers from now on are production's own. */
    private List<Recovery.Result> ended(List<Recovery.Result> results) {
        for (Recovery.Result result : results) {
            if (result.problem().isEmpty()) {
                Lease lease = result.lease();
                new DisturbanceLog(surroundings.state(), lease.production())
                        .end(lease.run(), lease.check(), surroundings.time().now());
            }
        }
        return results;
    }

    /** What this run made and could not undo, a line each. */
    List<String> left() {
        return leases.open().stream().map(Lending::told).toList();
    }

    static String told(Lease lease) {
        return DisplayText.line(lease.what()) + " (check " + DisplayText.line(lease.check()) + " of run "
                + DisplayText.line(lease.run()) + ", since " + lease.taken() + ")";
    }

    /** The guard looks once more whether anything is left, and ends. */
    @Override
    public void close() {
        guard.close();
    }
}
