package io.prodgate.journal;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run was about, told at its start.
 *
 * @param id unique: {@code 20260102-030405-9f3c}
 * @param version of prodgate
 * @param plan the plan's file, as the user named it
 * @param planSha256 of its bytes
 * @param valuesSha256 of the plan with everything filled in that is known before the run; secrets are not in it
 * @param production the production's name
 * @param url the production's base URL
 * @param revision what must be live, if the plan says so
 * @param budget how long the run may take
 * @param settleUntil until when trouble after the deploy does not count
 * @param selection the options that chose a part of the checks; empty if all were chosen
 * @param checks all checks chosen, in order
 * @param terms what the gate hangs on besides; the usual ones in journals of versions that did not write them
 * @param shard which part of a divided run it is, if it is one
 * @param acceptance what people accept it by; absent if the plan says nothing of it, and in journals of versions that did not write it
 */
public record RunHead(
        String id,
        String version,
        String plan,
        String planSha256,
        String valuesSha256,
        String production,
        URI url,
        Optional<String> revision,
        Duration budget,
        Instant settleUntil,
        List<String> selection,
        List<CheckHead> checks,
        Optional<GateTerms> terms,
        Optional<ShardHead> shard,
        Optional<Acceptance> acceptance) {
    public RunHead {
        selection = List.copyOf(selection);
        checks = List.copyOf(checks);
    }

    /** What people accept it by. */
    public Acceptance accepted() {
        return acceptance.orElse(Acceptance.NONE);
    }

    /** What the gate hangs on besides the checks. */
    public GateTerms gate() {
        return terms.orElse(GateTerms.USUAL);
    }

    /** The head of a whole run that was put together from its parts. */
    RunHead merged(String newId, List<CheckHead> all) {
        return new RunHead(
                newId,
                version,
                plan,
                planSha256,
                shard.map(ShardHead::values).orElse(valuesSha256),
                production,
                url,
                revision,
                budget,
                settleUntil,
                selection,
                all,
                terms,
                Optional.empty(),
                acceptance);
    }
}
