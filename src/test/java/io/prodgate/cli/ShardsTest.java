package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.BoundCheck;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.plan.Rate;
import io.prodgate.run.Shards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** How checks are divided among shards. */
class ShardsTest {
    @Property(tries = 200)
    void eachCheckIsInOneShardTogetherWithWhatItNeeds(
            @ForAll @IntRange(min = 1, max = 60) int checks,
            @ForAll @IntRange(min = 2, max = 12) int shards,
            @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        List<BoundCheck> all = new ArrayList<>();
        Map<String, Duration> lasted = new HashMap<>();
        for (int number = 0; number < checks; number++) {
            MadeUp check = MadeUp.check("s" + number / 10, "c" + number);
            if (number > 0 && random.nextInt(3) == 0) {
                check.needs("c" + random.nextInt(number));
            }
            all.add(check.build());
            if (random.nextBoolean()) {
                lasted.put("c" + number, Duration.ofMillis(random.nextInt(60_000)));
            }
        }
        Plan plan = plan();

        Map<String, Integer> shardOf = new HashMap<>();
        for (int index = 1; index <= shards; index++) {
            Shards.Part part = Shards.part(plan, all, index, shards, lasted);
            assertThat(part).as("the same each time").isEqualTo(Shards.part(plan, all, index, shards, lasted));
            assertThat(part.head().division())
                    .isEqualTo(Shards.part(plan, all, 1, shards, lasted).head().division());
            assertThat(part.checks())
                    .isEqualTo(part.head().positions().stream().map(all::get).toList());
            for (BoundCheck check : part.checks()) {
                assertThat(shardOf.put(check.entry().id(), index))
                        .as("in one only")
                        .isNull();
            }
        }
        assertThat(shardOf).hasSize(checks);
        for (BoundCheck check : all) {
            for (String needed : check.entry().needs()) {
                assertThat(shardOf.get(needed))
                        .isEqualTo(shardOf.get(check.entry().id()));
            }
        }
    }

    @Test
    void noShardHasMuchMoreToDoThanAnother() throws Exception {
        List<BoundCheck> all = IntStream.range(0, 100)
                .mapToObj(number -> MadeUp.check("s", "c" + number).build())
                .toList();
        Map<String, Duration> lasted = new HashMap<>();
        IntStream.range(0, 100).forEach(number -> lasted.put("c" + number, Duration.ofSeconds(number)));
        Plan plan = plan();

        List<Long> loads = IntStream.rangeClosed(1, 8)
                .mapToObj(index -> Shards.part(plan, all, index, 8, lasted).checks().stream()
                        .mapToLong(check -> lasted.getOrDefault(check.entry().id(), Duration.ZERO)
                                .toSeconds())
                        .sum())
                .toList();

        assertThat(loads).allSatisfy(load -> assertThat(load).isBetween(4950L / 8 - 10, 4950L / 8 + 10));
    }

    @Property
    void sharesOfALimitAreTogetherNotMoreThanIt(
            @ForAll @IntRange(min = 1, max = 1_000_000) int count,
            @ForAll @IntRange(min = 1, max = 86_400) int seconds,
            @ForAll @IntRange(min = 1, max = 10_000) int machines) {
        Rate share = new Rate(count, Duration.ofSeconds(seconds)).sharedBy(machines);

        double together = machines * share.count() / (share.per().toNanos() / 1e9);
        assertThat(together).isLessThanOrEqualTo((double) count / seconds * (1 + 1e-9));
        assertThat(together).isGreaterThan((double) count / seconds / 2.01);
    }

    private static Plan plan() throws Exception {
        Path file = Files.createTempFile("plan", ".yaml");
        try {
            Files.writeString(file, """
                version: 1
                production: { name: shop, url: 'https://shop.example.com' }
                controls: off
                stages: [ { name: all, checks: [ tls: {} ] } ]
                """);
            return new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of()))
                    .read(file)
                    .plan();
        } finally {
            Files.delete(file);
        }
    }
}
