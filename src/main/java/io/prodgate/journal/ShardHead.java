package io.prodgate.journal;

import java.util.List;

/**
 * Which part of a run a shard did. All shards of a run divide the same checks in the same way, without a word to each other.
 *
 * @param index from 1
 * @param of how many shards there are
 * @param checks how many checks all of them have together
 * @param positions where the shard's own checks stand among them, from 0, in their order
 * @param values a digest of the plan with everything filled in, as it is for all checks
 * @param division a digest of which shard has which checks: shards that divide otherwise do not belong together
 */
public record ShardHead(int index, int of, int checks, List<Integer> positions, String values, String division) {
    public ShardHead {
        positions = List.copyOf(positions);
    }

    /** {@code 2/5}. */
    public String told() {
        return index + "/" + of;
    }
}
