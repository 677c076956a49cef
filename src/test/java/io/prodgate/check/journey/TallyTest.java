package io.prodgate.check.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.journey.Journey.Measure;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import io.prodgate.plan.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void aPercentileIsTheNearestRank() {
        List<ItemEnd> items = IntStream.rangeClosed(1, 20)
                .mapToObj(second -> arrived(second, second))
                .toList();

        assertThat(judge(items, Measure.P95, "<= 19s"))
                .returns(true, Judgement::met)
                .returns("19s", Judgement::actual);
        assertThat(judge(items, Measure.P95, "< 19s").met()).isFalse();
        assertThat(judge(items, Measure.P50, "<= 10s").met()).isTrue();
        assertThat(judge(items, Measure.MAX, "<= 20s").met()).isTrue();
        assertThat(judge(items, Measure.MEAN, "10500ms").met()).isTrue();
        assertThat(judge(items, Measure.P99, "<= 20s").samples()).isEqualTo(20);
    }

    @Test
    void anItemThatNeverCameTookForever() {
        List<ItemEnd> items = new ArrayList<>(Collections.nCopies(19, arrived(1, 1)));
        items.add(ended(End.LATE));

        assertThat(judge(items, Measure.P95, "< 60s").met()).isTrue();
        assertThat(judge(items, Measure.P99, "< 60s"))
                .returns(false, Judgement::met)
                .returns("(never came)", Judgement::actual)
                .returns("1: late", Judgement::remark);
        assertThat(judge(items, Measure.MEAN, "< 60s").met()).isFalse();
    }

    @Test
    void aTimeThatLiesSomewhereBetweenTwoLooksDecidesOnlyWhatHoldsForBoth() {
        List<ItemEnd> items = List.of(arrived(58, 62));

        assertThat(judge(items, Measure.P95, "< 70s").met()).isTrue();
        assertThat(judge(items, Measure.P95, "< 50s"))
                .returns(false, Judgement::met)
                .satisfies(judgement -> assertThat(judgement.remark()).doesNotStartWith(Judgement.UNDECIDED));
        assertThat(judge(items, Measure.P95, "< 60s"))
                .returns(false, Judgement::met)
                .returns("undecided: seen between 58 s and 62 s", Judgement::remark);
    }

    @Test
    void aShareIsDecidedByWhatIsKnown() {
        List<ItemEnd> items = new ArrayList<>(Collections.nCopies(9, arrived(1, 1)));
        items.add(ended(End.UNKNOWN));

        assertThat(judge(items, Measure.SUCCESS, ">= 80%").met()).isTrue();
        assertThat(judge(items, Measure.SUCCESS, ">= 95%"))
                .returns(false, Judgement::met)
                .returns("at least 90% (9 of 10)", Judgement::actual)
                .returns("undecided: 1: unknown", Judgement::remark);
        items.set(9, ended(End.LATE));
        assertThat(judge(items, Measure.SUCCESS, ">= 95%"))
                .returns(false, Judgement::met)
                .returns("90% (9 of 10)", Judgement::actual)
                .returns("1: late", Judgement::remark);
    }

    @Test
    void aShareIsNeverRoundedUp() {
        List<ItemEnd> items = new ArrayList<>(Collections.nCopies(999, arrived(1, 1)));
        items.add(ended(End.FAILED));

        assertThat(judge(items, Measure.SUCCESS, "100%").met()).isFalse();
        assertThat(judge(items, Measure.SUCCESS, ">= 99.9%").met()).isTrue();
    }

    @Property(tries = 500)
    void whateverBecameOfTheOpenItemsAVerdictStands(
            @ForAll @IntRange(max = 12) int arrived,
            @ForAll @IntRange(max = 12) int failed,
            @ForAll @IntRange(max = 12) int open,
            @ForAll @IntRange(max = 100) int percent) {
        List<ItemEnd> known = new ArrayList<>(Collections.nCopies(arrived, arrived(1, 1)));
        known.addAll(Collections.nCopies(failed, ended(End.FAILED)));
        known.add(arrived(1, 1));
        Judgement judgement = judge(with(known, open, End.UNKNOWN), Measure.SUCCESS, ">= " + percent + "%");
        boolean best = judge(with(known, open, End.ARRIVED), Measure.SUCCESS, ">= " + percent + "%")
                .met();
        boolean worst = judge(with(known, open, End.FAILED), Measure.SUCCESS, ">= " + percent + "%")
                .met();

        assertThat(judgement.met()).isEqualTo(best && worst);
        assertThat(judgement.remark().startsWith(Judgement.UNDECIDED)).isEqualTo(best && !worst);
    }

    private static List<ItemEnd> with(List<ItemEnd> known, int open, End end) {
        List<ItemEnd> all = new ArrayList<>(known);
        all.addAll(Collections.nCopies(open, ended(end)));
        return all;
    }

    private static Judgement judge(List<ItemEnd> items, Measure measure, String expectation) {
        return new Tally(items).judge(new Journey.Aim(measure, Expectation.of(expectation, measure.subject())));
    }

    private static ItemEnd arrived(int least, int most) {
        return new ItemEnd(
                "1",
                End.ARRIVED,
                NOON,
                Optional.of(new Arrival(Duration.ofSeconds(least), Duration.ofSeconds(most))),
                OptionalInt.empty(),
                "",
                List.of());
    }

    private static ItemEnd ended(End end) {
        return new ItemEnd("1", end, NOON, Optional.empty(), OptionalInt.empty(), "", List.of());
    }
}
