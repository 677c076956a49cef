package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.SteppingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RateLimitEdgeTest {
    private static final Duration WINDOW = Duration.ofSeconds(2);

    @Property
    void neverGrantsMoreThanTheQuotaInAnyWindow(
            @ForAll @IntRange(min = 1, max = 5) int quota,
            @ForAll @Size(max = 60) List<@IntRange(max = 1500) Integer> pauses) {
        SteppingTime time = SteppingTime.atNoon();
        RateLimitEdge edge = edge(quota, time);
        List<Instant> granted = new ArrayList<>();

        for (int pause : pauses) {
            time.advance(Duration.ofMillis(pause));
            if (!edge.grant("somebody").refused()) {
                granted.add(time.now());
            }
        }

        for (int i = quota; i < granted.size(); i++) {
            assertThat(Duration.between(granted.get(i - quota), granted.get(i))).isGreaterThanOrEqualTo(WINDOW);
        }
    }

    @Property
    void grantsWhoeverComesBackWhenToldTo(
            @ForAll @IntRange(min = 1, max = 5) int quota, @ForAll @IntRange(max = 1999) int spread) {
        SteppingTime time = SteppingTime.atNoon();
        RateLimitEdge edge = edge(quota, time);
        for (int i = 0; i < quota; i++) {
            assertThat(edge.grant("somebody").refused()).isFalse();
        }
        time.advance(Duration.ofMillis(spread));

        RateLimitEdge.Grant refused = edge.grant("somebody");
        assertThat(refused.refused()).isTrue();
        assertThat(refused.retryAfter()).isPositive();
        time.advance(Duration.ofSeconds(refused.retryAfter()));

        assertThat(edge.grant("somebody").refused()).isFalse();
    }

    @Example
    void countsEveryClientForItself() {
        RateLimitEdge edge = edge(1, SteppingTime.atNoon());

        assertThat(edge.grant("one").left().getFirst().remaining()).isZero();
        assertThat(edge.grant("one").refused()).isTrue();
        assertThat(edge.grant("other").refused()).isFalse();
    }

    @Example
    void holdsSeveralPoliciesAtOnceAndCountsARefusedCallAgainstNone() {
        SteppingTime time = SteppingTime.atNoon();
        RateLimitEdge edge =
                new RateLimitEdge(List.of(Policy.perSecond("burst", 2), Policy.perDay("daily", 100, 3)), time);

        edge.grant("somebody");
        edge.grant("somebody");
        RateLimitEdge.Grant burst = edge.grant("somebody");
        assertThat(burst.violated()).containsExactly("burst");
        assertThat(burst.retryAfter()).isEqualTo(1);
        assertThat(burst.left()).extracting(RateLimitEdge.Left::remaining).containsExactly(0, 1);

        time.advance(Duration.ofSeconds(1));
        assertThat(edge.grant("somebody").refused()).isFalse();
        RateLimitEdge.Grant daily = edge.grant("somebody");
        assertThat(daily.violated()).containsExactly("daily");
        assertThat(daily.retryAfter())
                .as("what was used before the start comes back first")
                .isEqualTo(Duration.ofHours(12).toSeconds() - 1);
        time.advance(Duration.ofSeconds(daily.retryAfter()));
        assertThat(edge.grant("somebody").refused()).isFalse();
    }

    private static RateLimitEdge edge(int quota, SteppingTime time) {
        return new RateLimitEdge(List.of(new Policy("default", quota, WINDOW, 0, Duration.ZERO)), time);
    }
}
