package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.report.Fact.Detail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ItemFactTest {
    private static final Instant SENT = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void anItemIsToldWithWhatProvesIt() {
        Fact fact = Fact.of(new ItemResult(
                "network",
                End.ARRIVED,
                SENT,
                Optional.of(Duration.ofSeconds(6)),
                Optional.of(1),
                "",
                List.of(
                        new ItemResult.Step("accepted", SENT.plusMillis(20), "answered 202"),
                        new ItemResult.Step("note", SENT.plusSeconds(5), "7 by Enhancer:\n\"Restart\"")),
                true));

        assertThat(fact.summary()).isEqualTo("network: arrived (simulated) after 6 s, 1 result");
        assertThat(fact.against()).isFalse();
        assertThat(fact.details())
                .extracting(Detail::value)
                .endsWith("2026-01-02T12:00:00.020Z, answered 202", "2026-01-02T12:00:05Z, 7 by Enhancer: \"Restart\"");
        assertThat(fact.details()).extracting(Detail::name).containsExactly("sent", "accepted", "note");
    }

    @Test
    void anItemThatDidNotArriveSpeaksAgainst() {
        Fact fact = Fact.of(new ItemResult("a", End.LATE, SENT, Optional.empty(), Optional.empty(), "no new note"));

        assertThat(fact.summary()).isEqualTo("a: late: no new note");
        assertThat(fact.against()).isTrue();
    }
}
