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
 * @param needs the checks that have to pass before; absent in older journals
 * @param under the fault that has to be in place while it runs, if it runs under one
 * @param safety what it may do to production: {@code read-only}, {@code writes-marked} or {@code disruptive}; absent as {@code needs}
 * @param criteria the ids of the acceptance criteria that it shows; absent if it shows none
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
        boolean repeatable,
        Optional<List<String>> needs,
        Optional<String> under,
        Optional<String> safety,
        Optional<List<String>> criteria) {
    public CheckHead {
        tags = List.copyOf(tags);
        needs = needs.map(List::copyOf);
        criteria = criteria.map(List::copyOf);
    }

    /** The ids of the acceptance criteria that it shows. */
    public List<String> shows() {
        return criteria.orElse(List.of());
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
