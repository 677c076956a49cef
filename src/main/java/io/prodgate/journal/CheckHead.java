package io.prodgate.journal;

import java.util.List;
import java.util.Optional;

/**
 * A check as the run planned it; the journal lists all of them at the start, so that none can get lost.
 *
 * @param id unique in the run
 * @param title for people, if the plan gives one
 * @param stage the name of its stage
 * @param kind of check
 * @param severity {@code critical}, {@code high}, {@code medium} or {@code low}
 * @param required whether the gate depends on it
 * @param tags as in the plan
 * @param runbook a link, if the plan has one
 * @param owner who mends it, if the plan says so
 * @param quarantine why its failure does not close the gate, if it is in quarantine
 * @param repeatable whether trying again does no harm even when an earlier try reached production
 */
public record CheckHead(
        String id,
        Optional<String> title,
        String stage,
        String kind,
        String severity,
        boolean required,
        List<String> tags,
        Optional<String> runbook,
        Optional<String> owner,
        Optional<Quarantine> quarantine,
        boolean repeatable) {
    public CheckHead {
        tags = List.copyOf(tags);
    }

    /** A check that may be repeated. */
    public CheckHead(
            String id,
            Optional<String> title,
            String stage,
            String kind,
            String severity,
            boolean required,
            List<String> tags,
            Optional<String> runbook,
            Optional<String> owner,
            Optional<Quarantine> quarantine) {
        this(id, title, stage, kind, severity, required, tags, runbook, owner, quarantine, true);
    }

    /**
     * A check's quarantine, in force for this run.
     *
     * @param owner who mends it
     * @param reason why it is there
     * @param until when it ends
     */
    public record Quarantine(String owner, String reason, java.time.Instant until) {}
}
