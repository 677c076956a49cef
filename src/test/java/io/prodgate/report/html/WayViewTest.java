package io.prodgate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.report.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WayViewTest {
    private static final Instant SENT = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void eachStepHasItsTimeByTheClockAndSinceTheSending() {
        View.Ways ways = WayView.of(List.of(proof("network", End.ARRIVED))).getFirst();

        assertThat(ways)
                .returns("tickets", View.Ways::check)
                .returns("1 of 1 item proven", View.Ways::counts)
                .returns(true, View.Ways::open);
        assertThat(ways.items()).singleElement().returns("arrived after 6 s", View.Way::end);
        assertThat(ways.items().getFirst().steps())
                .containsExactly(
                        new View.Step("sent", "12:00:00.000", "", ""),
                        new View.Step("accepted", "12:00:00.020", "+20 ms", "answered 202"),
                        new View.Step("spans", "11:59:59.980", "-20 ms", "webhook, worker"));
    }

    @Test
    void whatIsNotProvenComesFirstAndWhatIsLeftOutIsSaid() {
        List<Proof> proofs = Stream.concat(
                        IntStream.range(0, 120).mapToObj(i -> proof("t" + i, End.ARRIVED)),
                        Stream.of(proof("late", End.LATE)))
                .toList();

        View.Ways ways = WayView.of(proofs).getFirst();

        assertThat(ways.counts()).isEqualTo("120 of 121 items proven");
        assertThat(ways.items()).hasSize(100).first().returns("late", View.Way::name);
        assertThat(ways.more()).isEqualTo("21 more items in report.json");
    }

    private static Proof proof(String name, End end) {
        return new Proof(
                "tickets",
                new ItemResult(
                        name,
                        end,
                        SENT,
                        Optional.of(Duration.ofSeconds(6)),
                        Optional.empty(),
                        "",
                        List.of(
                                new ItemResult.Step("accepted", SENT.plusMillis(20), "answered 202"),
                                new ItemResult.Step("spans", SENT.minusMillis(20), "webhook, worker")),
                        false));
    }
}
