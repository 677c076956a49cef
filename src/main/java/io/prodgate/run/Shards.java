package io.prodgate.run;

import io.prodgate.check.BoundCheck;
import io.prodgate.journal.ShardHead;
import io.prodgate.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Divides checks among shards: the same checks in the same way on every machine. Checks that need each other stay together; the largest
 * groups are dealt first, each to the shard with the least to do.
 */
public final class Shards {
    /** What a check is taken to last of which nothing is known; the same for all, so that their number is balanced. */
    private static final Duration UNKNOWN = Duration.ofSeconds(5);

    private Shards() {}

    /**
     * One shard's part.
     *
     * @param checks in the plan's order; may be empty if there are more shards than groups of checks
     * @param head what the journal says of it
     */
    public record Part(List<BoundCheck> checks, ShardHead head) {
        public Part {
            checks = List.copyOf(checks);
        }
    }

    /**
     * The part of one shard.
     *
     * @param checks of all shards
     * @param index from 1
     * @param of how many there are
     * @param lasted how long checks lasted before, by id, where that is known
     */
    public static Part part(Plan plan, List<BoundCheck> checks, int index, int of, Map<String, Duration> lasted) {
        int[] shardOf = divide(checks, of, lasted);
        List<Integer> positions = IntStream.range(0, checks.size())
                .filter(position -> shardOf[position] == index - 1)
                .boxed()
                .toList();
        return new Part(
                positions.stream().map(checks::get).toList(),
                new ShardHead(
                        index, of, checks.size(), positions, PlanDigest.of(plan, checks), division(checks, shardOf)));
    }

    private record Group(List<Integer> positions, Duration weight) {}

    private static int[] divide(List<BoundCheck> checks, int of, Map<String, Duration> lasted) {
        List<Group> groups = groups(checks, lasted).stream()
                .sorted(Comparator.comparing(Group::weight)
                        .reversed()
                        .thenComparing(group -> group.positions().getFirst()))
                .toList();
        Duration[] load = new Duration[of];
        Arrays.fill(load, Duration.ZERO);
        int[] shardOf = new int[checks.size()];
        for (Group group : groups) {
            int least = 0;
            for (int shard = 1; shard < of; shard++) {
                if (load[shard].compareTo(load[least]) < 0) {
                    least = shard;
                }
            }
            load[least] = load[least].plus(group.weight());
            for (int position : group.positions()) {
                shardOf[position] = least;
            }
        }
        return shardOf;
    }

    private static List<Group> groups(List<BoundCheck> checks, Map<String, Duration> lasted) {
        int[] root = IntStream.range(0, checks.size()).toArray();
        Map<String, Integer> positions = new HashMap<>();
        IntStream.range(0, checks.size())
                .forEach(position -> positions.put(checks.get(position).entry().id(), position));
        for (int position = 0; position < checks.size(); position++) {
            int from = position;
            Stream.concat(checks.get(position).entry().needs().stream(), checks.get(position).entry().under().stream())
                    .map(positions::get)
                    .filter(Objects::nonNull)
                    .forEach(other -> root[find(root, from)] = find(root, other));
        }
        Map<Integer, List<Integer>> byRoot = new LinkedHashMap<>();
        for (int position = 0; position < checks.size(); position++) {
            byRoot.computeIfAbsent(find(root, position), one -> new ArrayList<>())
                    .add(position);
        }
        return byRoot.values().stream()
                .map(group -> new Group(
                        group,
                        group.stream()
                                .map(position -> lasted.getOrDefault(
                                        checks.get(position).entry().id(), UNKNOWN))
                                .reduce(Duration.ZERO, Duration::plus)))
                .toList();
    }

    private static int find(int[] root, int position) {
        int top = position;
        while (root[top] != top) {
            root[top] = root[root[top]];
            top = root[top];
        }
        return top;
    }

    private static String division(List<BoundCheck> checks, int[] shardOf) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int position = 0; position < shardOf.length; position++) {
                digest.update((checks.get(position).entry().id() + " " + shardOf[position] + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
