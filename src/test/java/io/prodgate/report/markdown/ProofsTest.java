package io.prodgate.report.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.report.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProofsTest {
    @Test
    void anItemIsARowWithItsProofInTheOrderInWhichItWasSeen() {
        Instant sent = Instant.parse("2026-01-02T12:00:00Z");
        ItemResult item = new ItemResult(
                "net|work",
                End.ARRIVED,
                sent,
                Optional.of(Duration.ofSeconds(6)),
                Optional.of(1),
                "",
                List.of(
                        new ItemResult.Step("accepted", sent.plusMillis(20), "answered 202"),
                        new ItemResult.Step("note", sent.plusSeconds(5), "7 by Enhancer")),
                true);

        assertThat(Proofs.row(new Proof("tickets", item)))
                .isEqualTo(
                        "| `tickets` | `net\\|work` | arrived after 6 s, simulated | accepted 2026-01-02T12:00:00.020Z,"
                                + " answered 202 → note 2026-01-02T12:00:05Z, 7 by Enhancer |\n");
    }
}
