package io.prodgate.check.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.system.alertmanager.Routing.Pace;
import io.prodgate.system.alertmanager.Routing.Route;
import io.prodgate.system.prometheus.AlertRule;
import io.prodgate.system.prometheus.TargetsAnswer.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticTest {
    @ParameterizedTest
    @CsvSource({"0,15,15", "60,15,60", "61,15,75", "1,30,30", "90,60,120", "5,0,5"})
    void aRuleBeginsToFireOnlyWhenItIsEvaluated(long pending, long interval, long seconds) {
        Arithmetic arithmetic = Arithmetic.of(rule(pending, interval), List.of(target("10s")), List.of())
                .orElseThrow();

        long expected = 10 + interval + (pending == 0 ? 0 : seconds);
        assertThat(arithmetic.most()).isEqualTo(Duration.ofSeconds(expected)).isEqualTo(arithmetic.least());
    }

    @Test
    void whereItIsNotKnownWhichSettingCountsTheShortestAndTheLongestAreAddedUp() {
        Arithmetic arithmetic = Arithmetic.of(
                        rule(60, 30),
                        List.of(target("15s"), target("1m"), target("30s")),
                        List.of(route(Duration.ZERO), route(Duration.ofSeconds(30))))
                .orElseThrow();

        assertThat(arithmetic.least()).isEqualTo(Duration.ofSeconds(105));
        assertThat(arithmetic.most()).isEqualTo(Duration.ofSeconds(180));
        assertThat(arithmetic.told())
                .isEqualTo(
                        "1m45s to 3m: scrape interval 15s to 1m + evaluation interval 30s + for 1m + group wait 0s to"
                                + " 30s");
    }

    @Test
    void withoutAScrapeIntervalNothingIsSaid() {
        Target old = new Target(Map.of(), "http://a/", "up", Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(Arithmetic.of(rule(0, 15), List.of(old), List.of())).isEmpty();
        assertThat(Arithmetic.of(rule(0, 15), List.of(), List.of())).isEmpty();
    }

    private static AlertRule rule(long pending, long interval) {
        return new AlertRule(
                "A", Map.of(), Duration.ofSeconds(interval), Duration.ofSeconds(pending), "ok", Optional.empty());
    }

    private static Target target(String interval) {
        return new Target(
                Map.of("job", "a"), "http://a/", "up", Optional.empty(), Optional.empty(), Optional.of(interval));
    }

    private static Route route(Duration wait) {
        return new Route(
                List.of(),
                "ops",
                new Pace(wait, Duration.ofMinutes(5), Duration.ofHours(4)),
                false,
                List.of(),
                List.of(),
                List.of());
    }
}
