package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromQlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "up | up",
                "sum by (job, le) (rate(a_bucket{x=\"}\\\"{\", y=~'b.c'}[5m] offset 1h)) / on (job) group_left (z) b |"
                        + " a_bucket{x=\"}\\\"{\", y=~'b.c'};b",
                "sum(a) by (le) or vector(0) # and not(c) | a",
                "{__name__=\"a_total\", job=\"x\"} | {__name__=\"a_total\", job=\"x\"}",
                "avg_over_time((sum(a) > bool 25)[1d:1m]) unless absent(b{c='d'}) | a;b{c='d'}",
                "max_over_time(rate(a[5m])[1h:]) @ end() | a",
                "label_replace(a, \"x\", \"$1\", \"y\", \"(.*)\") | a",
                "vector(1) + time() | ^^"
            })
    void findsTheSelectorsAndNothingElse(String query, String selectors) {
        List<String> wanted =
                selectors == null || selectors.isEmpty() ? List.of() : Arrays.asList(selectors.split(";"));

        assertThat(PromQl.of(query).selectors()).extracting(Selector::text).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"up,0s", "rate(a[5m]),5m", "max_over_time(rate(a[5m])[1h30m:]),90m", "a[1d] - a[1w],168h", "a[30s],30s"
    })
    void findsHowFarAQueryLooksBack(String query, String range) {
        assertThat(PromQl.of(query).longestRange())
                .isEqualTo(io.prodgate.plan.Durations.parse(range).orElse(Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "rate(a_total[1h]) * 100,true",
        "100 * sum(increase(a_total[1h])),true",
        "100 * rate(a[1h]) / rate(b[1h]),false",
        "avg_over_time(up[1h]) * 100,false",
        "rate(a[1h]) * 1000,false"
    })
    void tellsARateThatPosesAsAPercentage(String query, boolean poses) {
        assertThat(PromQl.of(query).isRateAsPercentage()).isEqualTo(poses);
    }

    @Test
    void knowsWhatASelectorStandsIn() {
        List<Selector> selectors = PromQl.of(
                        "histogram_quantile(0.95, sum by (le) (rate(a_bucket[5m]))) + b_total - absent(c)")
                .selectors();

        assertThat(selectors.get(0).functions()).containsExactly("histogram_quantile", "sum", "rate");
        assertThat(selectors.get(0).isRated()).isTrue();
        assertThat(selectors.get(1).functions()).isEmpty();
        assertThat(selectors.get(1).isCounter()).isTrue();
        assertThat(selectors.get(2).mayBeAbsent()).isTrue();
        assertThat(PromQl.of("histogram_quantile(0.95, a)").quantiles()).containsExactly(0.95);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | a{le=\"1\"}",
                "a{} | a{le=\"1\"}",
                "a{x=\"y\"} | a{x=\"y\",le=\"1\"}",
                "a{x=\"y\",} | a{x=\"y\",le=\"1\"}"
            })
    void addsAMatcherToASelector(String selector, String with) {
        assertThat(PromQl.of(selector).selectors().getFirst().with("le=\"1\"")).isEqualTo(with);
    }
}
