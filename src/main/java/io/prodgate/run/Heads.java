package io.prodgate.run;

import io.prodgate.check.BoundCheck;
import io.prodgate.journal.Acceptance;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.GateTerms;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.ShardHead;
import io.prodgate.plan.Plan;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the journal says of a run and its checks before anything happened. */
public final class Heads {
    private Heads() {}

    /** The head of a run of which no pipeline says anything. */
    public static RunHead of(
            String id, String version, Plan plan, List<BoundCheck> checks, List<String> selection, Instant started) {
        return of(id, version, plan, checks, selection, Optional.empty(), Pipeline.NONE, started);
    }

    /**
     * The head of a run.
     *
     * @param id of the run
     * @param version of prodgate
     * @param plan what is to be proven
     * @param checks those that were chosen
     * @param selection the options that chose them, as the user wrote them; empty if all were chosen
     * @param shard which part of a divided run it is, if it is one
     * @param pipeline what the pipeline around the run says
     * @param started when the run begins
     */
    public static RunHead of(
            String id,
            String version,
            Plan plan,
            List<BoundCheck> checks,
            List<String> selection,
            Optional<ShardHead> shard,
            Pipeline pipeline,
            Instant started) {
        Plan.Production production = plan.production();
        return new RunHead(
                id,
                version,
                plan.file().toString(),
                plan.sha256(),
                PlanDigest.of(plan, checks),
                production.name(),
                production.url(),
                production.revision().or(pipeline::revision),
                plan.budget(),
                production.deployedAt().orElse(started).plus(production.settle()),
                selection,
                checks.stream().map(check -> head(check, plan, started)).toList(),
                Optional.of(new GateTerms(
                        plan.gate().approvalLasts(), plan.gate().rollBack(), pipeline.terraform(), pipeline.job())),
                shard,
                acceptance(plan));
    }

    private static Optional<Acceptance> acceptance(Plan plan) {
        Acceptance acceptance = new Acceptance(
                plan.acceptance().criteria().stream()
                        .map(one -> new Acceptance.Criterion(one.id(), one.text(), one.byReport()))
                        .toList(),
                plan.acceptance().signOff(),
                plan.gate().conditions().owner(),
                plan.gate().conditions().due());
        return Optional.of(acceptance).filter(said -> !said.equals(Acceptance.NONE));
    }

    /**
     * What the pipeline around a run says of what was deployed.
     *
     * @param revision the commit it works on; what the plan says is stronger
     * @param terraform the state of the infrastructure
     * @param job where the job can be seen
     */
    public record Pipeline(Optional<String> revision, Optional<GateTerms.State> terraform, Optional<URI> job) {
        /** Nothing. */
        public static final Pipeline NONE = new Pipeline(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static CheckHead head(BoundCheck check, Plan plan, Instant started) {
        Plan.CheckEntry entry = check.entry();
        Optional<CheckHead.Quarantine> quarantine = plan.quarantine().entries().stream()
                .filter(one -> (one.check().equals(entry.id()) || one.check().equals(check.origin()))
                        && started.isBefore(one.until()))
                .map(one -> new CheckHead.Quarantine(one.owner(), one.reason(), one.until()))
                .findFirst();
        return new CheckHead(
                entry.id(),
                entry.title(),
                entry.stage(),
                entry.kind(),
                entry.severity().wireName(),
                entry.required(),
                entry.tags(),
                entry.runbook(),
                entry.owner(),
                quarantine,
                check.check().repeatable(),
                Optional.of(entry.needs()),
                entry.under(),
                Optional.of(check.safety().wireName()),
                Optional.of(entry.criteria()).filter(criteria -> !criteria.isEmpty()));
    }
}
