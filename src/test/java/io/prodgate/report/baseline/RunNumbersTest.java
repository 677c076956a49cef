package io.prodgate.report.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.KeptNumber.Better;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import io.prodgate.evidence.MetricReading.Flaw;
import io.prodgate.evidence.MetricReading.Kind;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.testing.Runs;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunNumbersTest {
    private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void aNumberIsKeptWithItsQueryWindowAndObservations() {
        KeptNumber number = numbers(
                        "metric", reading("", "41.2", List.of()), judged("p95-latency", "< 60s in the last 24h"))
                .numbers()
                .getFirst();

        assertThat(number.name()).isEqualTo("one/p95-latency");
        assertThat(number.query()).contains("up");
        assertThat(number.window()).isEqualTo(Duration.ofDays(1));
        assertThat(number.value()).isEqualTo(41.2);
        assertThat(number.unit()).isEqualTo("seconds");
        assertThat(number.observations()).isEqualTo(500);
        assertThat(number.better()).isEqualTo(Better.LOWER);
        assertThat(number.samples()).isEmpty();
    }

    @Test
    void ofEachGroupTheLastReadingIsKept() {
        Baseline baseline = numbers(
                "metric",
                reading("tenant_id=a", "3", List.of()),
                judged("success-share of tenant_id=a", ">= 95%"),
                reading("tenant_id=b", "4", List.of()),
                judged("success-share of tenant_id=b", ">= 95%"),
                reading("tenant_id=a", "5", List.of()),
                judged("success-share of tenant_id=a", ">= 95%"));

        assertThat(baseline.numbers())
                .extracting(KeptNumber::name, KeptNumber::value, KeptNumber::better)
                .containsExactly(
                        tuple("one/success-share/tenant_id=a", 5.0, Better.HIGHER),
                        tuple("one/success-share/tenant_id=b", 4.0, Better.HIGHER));
    }

    @Test
    void whatCannotBeBelievedIsLeftOutWithTheReason() {
        assertThat(left(numbers("metric", reading("", "NaN", List.of()), judged("value", "< 1"))))
                .containsExactly("one/value: it has no value");
        assertThat(left(numbers(
                        "metric",
                        reading("", "1", List.of(new Flaw(Kind.GAP, "an hour without a scrape"))),
                        judged("value", "< 1"))))
                .containsExactly("one/value: an hour without a scrape");
        assertThat(left(numbers("metric", reading("", "1", List.of()), judged("value", "5"))))
                .containsExactly("one/value: '5' does not tell whether more or less is better");
        assertThat(left(numbers("metric"))).containsExactly("one/value: it was not read");
    }

    @Test
    void nothingAtAllIsBetterWhereNothingIsExpectedAndBetweenIsNoFlawOfTheNumber() {
        Baseline baseline = numbers(
                "metric",
                reading("", "2", List.of(new Flaw(Kind.BETWEEN, "2 is neither"))),
                judged("alerts", "0, failed when > 5 in the last 24h"));

        assertThat(baseline.numbers()).extracting(KeptNumber::better).containsExactly(Better.LOWER);
    }

    @Test
    void itemsThatNeverCameTookForever() {
        Baseline baseline = numbers("journey", items(End.ARRIVED, End.ARRIVED, End.ARRIVED, End.LATE, End.FAILED));

        KeptNumber time = baseline.number("one/time").orElseThrow();
        assertThat(time.value()).isEqualTo(3);
        assertThat(time.samples().orElseThrow().values()).containsExactly(1.0, 2.0, 3.0);
        assertThat(time.samples().orElseThrow().never()).isEqualTo(2);
        assertThat(baseline.number("one/success").orElseThrow().value()).isEqualTo(60);
        assertThat(baseline.number("one/success").orElseThrow().observations()).isEqualTo(5);
    }

    @Test
    void itemsThatMayHaveEndedEitherWayAreNoNumber() {
        assertThat(left(numbers("journey", items(End.ARRIVED, End.ARRIVED, End.ARRIVED, End.ARRIVED, End.UNKNOWN))))
                .containsExactly(
                        "one/time: 1 of 5 items may have ended either way",
                        "one/success: 1 of 5 items may have ended either way");
        assertThat(left(numbers("journey", items(End.ARRIVED)))).contains("one/time: 1 of at least 5 items");
        assertThat(left(numbers("journey", items(End.LATE, End.LATE, End.LATE, End.ARRIVED, End.ARRIVED))))
                .containsExactly("one/time: half of the items never arrived");
    }

    @Test
    void itemsThatWaitForNoStateHaveNoTime() {
        Evidence[] refused = IntStream.range(0, 5)
                .mapToObj(i -> new ItemResult(
                        "forged " + i, End.ARRIVED, START, Optional.empty(), Optional.empty(), "refused with 401"))
                .toArray(Evidence[]::new);

        assertThat(left(numbers("journey", refused)))
                .containsExactly("one/time: it waits for no state that would take time");
        assertThat(numbers("journey", refused)
                        .number("one/success")
                        .orElseThrow()
                        .value())
                .isEqualTo(100);
    }

    @Test
    void anItemThatAnotherAttemptLookedAtIsCountedOnce() {
        Evidence[] twice = Stream.concat(
                        Stream.of(items(End.LATE, End.ARRIVED, End.ARRIVED, End.ARRIVED, End.ARRIVED)),
                        Stream.of(items(End.ARRIVED)))
                .toArray(Evidence[]::new);

        assertThat(numbers("journey", twice).number("one/success").orElseThrow().value())
                .isEqualTo(100);
    }

    static List<String> left(Baseline baseline) {
        return baseline.leftOut().stream()
                .map(left -> left.name() + ": " + left.why())
                .toList();
    }

    private static Evidence[] items(End... ends) {
        return IntStream.range(0, ends.length)
                .mapToObj(i -> new ItemResult(
                        "ticket " + i,
                        ends[i],
                        START,
                        ends[i] == End.ARRIVED ? Optional.of(Duration.ofSeconds(i + 1)) : Optional.empty(),
                        Optional.empty(),
                        ""))
                .toArray(Evidence[]::new);
    }

    private static MetricReading reading(String group, String value, List<Flaw> flaws) {
        return new MetricReading(
                "prometheus",
                "up",
                group,
                START.minus(Duration.ofDays(1)),
                START,
                Optional.empty(),
                1,
                1,
                Optional.of(value),
                Optional.of(500L),
                "seconds",
                List.of(),
                flaws,
                List.of(),
                List.of());
    }

    private static Judgement judged(String subject, String expected) {
        return new Judgement(subject, expected, "", true, 500, "");
    }

    private static Baseline numbers(String kind, Evidence... evidence) {
        CheckHead check = Runs.check(
                "one",
                Optional.empty(),
                "stage",
                kind,
                "high",
                true,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        RunHead head = Runs.head(
                "run-1",
                "0.1.0",
                "prodgate.yaml",
                "",
                "",
                "tickets",
                URI.create("https://api.example.com"),
                Optional.of("4a5f672"),
                Duration.ofMinutes(30),
                START,
                List.of(),
                List.of(check));
        AttemptRecord attempt = new AttemptRecord(1, START, Duration.ofSeconds(1), List.of(evidence), Optional.empty());
        return RunNumbers.of(Runs.result(
                head,
                START,
                Duration.ofMinutes(1),
                true,
                Optional.empty(),
                List.of(new RunResult.CheckResult(
                        check, Outcome.PASSED, Optional.empty(), Optional.empty(), "", List.of(attempt)))));
    }
}
