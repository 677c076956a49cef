package io.prodgate.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.PastRun;
import io.prodgate.journal.PastRun.Unsettled;
import io.prodgate.report.SampleRuns;
import io.prodgate.verdict.Judge;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aFailureIsAsOldAsTheFirstRunOfItsUnbrokenRow() {
        Trend trend = Trend.of(List.of(run(0, "login"), run(1), run(2, "login"), run(3, "login", "search")));

        assertThat(trend.standing())
                .extracting(Trend.Standing::check, Trend.Standing::first, Trend.Standing::runs, Trend.Standing::atLeast)
                .containsExactly(tuple("login", "run-2", 2, false), tuple("search", "run-3", 1, false));
        assertThat(trend.standing().getFirst().cause()).contains(Cause.PRODUCTION);
    }

    @Test
    void aFailureThatIsInTheOldestRunMayBeOlder() {
        assertThat(Trend.of(List.of(run(0, "login"), run(1, "login"))).standing())
                .singleElement()
                .satisfies(login -> assertThat(login.runs()).isEqualTo(2))
                .satisfies(login -> assertThat(login.atLeast()).isTrue());
    }

    @Test
    void whatARunOfAPartDoesNotNameMayHaveBeenLeftOut() {
        PastRun part = new PastRun(
                "part",
                "shop",
                Optional.empty(),
                at(1),
                Duration.ofMinutes(1),
                "approved",
                true,
                Map.of(),
                List.of(),
                List.of());

        assertThat(Trend.of(List.of(run(0, "login"), part, run(2, "login"))).standing())
                .singleElement()
                .satisfies(login -> assertThat(login.first()).isEqualTo("run-0"));
    }

    @Test
    void aRunThatDoesNotNameAllItsChecksEndsNoRowForCertain() {
        PastRun unnamed = new PastRun(
                "many",
                "shop",
                Optional.empty(),
                at(1),
                Duration.ofMinutes(1),
                "not-approved",
                false,
                Map.of("failed", 500L),
                List.of(),
                List.of());

        assertThat(Trend.of(List.of(run(0), unnamed, run(2, "login"))).standing())
                .singleElement()
                .satisfies(login -> assertThat(login.runs()).isEqualTo(1))
                .satisfies(login -> assertThat(login.atLeast()).isTrue());
    }

    @Test
    void unsteadyIsWhatDoesNotEndTheSameWayEachTime() {
        Trend trend = Trend.of(List.of(run(0, "always", "sometimes"), run(1, "always"), run(2, "always", "sometimes")));

        assertThat(trend.unsteady())
                .extracting(Trend.Unsteady::check, Trend.Unsteady::failed, Trend.Unsteady::runs)
                .containsExactly(tuple("sometimes", 2, 3));
        assertThat(Trend.of(List.of(run(0, "sometimes"), run(1))).unsteady())
                .as("two runs tell nothing")
                .isEmpty();
    }

    @Test
    void aRunIsRememberedWithTheWorstOfItsChecks() {
        PastRun past = PastRuns.of(Judge.judge(SampleRuns.notApproved()));

        assertThat(past.verdict()).isEqualTo("not-approved");
        assertThat(past.unsettled().getFirst().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(past.namesAll()).isTrue();
        assertThat(past.outcomes().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(SampleRuns.notApproved().checks().size());
    }

    @Test
    void withoutEarlierRunsThereIsNoTrend() {
        assertThat(Trend.of(Judge.judge(SampleRuns.approved()))).isEmpty();
    }

    private static Tuple tuple(Object... values) {
        return Tuple.tuple(values);
    }

    private static Instant at(int day) {
        return FIRST.plus(Duration.ofDays(day));
    }

    private static PastRun run(int day, String... failed) {
        return new PastRun(
                "run-" + day,
                "shop",
                Optional.empty(),
                at(day),
                Duration.ofMinutes(1),
                failed.length == 0 ? "approved" : "not-approved",
                false,
                Map.of("failed", (long) failed.length, "passed", 3L),
                Arrays.stream(failed)
                        .map(check -> new Unsettled(check, Outcome.FAILED, Optional.of(Cause.PRODUCTION)))
                        .toList(),
                List.of());
    }
}
