package io.prodgate.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThresholdTest {
    @Test
    void aBoundIsReadInTheMeasureOfWhatItBounds() {
        assertThat(Threshold.of("< 400ms in this run", Amount.SECONDS)).contains(new Threshold(true, 0.4, "< 400ms"));
        assertThat(Threshold.of("<= 1m30s", Amount.SECONDS)).contains(new Threshold(true, 90, "<= 1m30s"));
        assertThat(Threshold.of("< 2s", Amount.MILLISECONDS)).contains(new Threshold(true, 2_000, "< 2s"));
        assertThat(Threshold.of(">= 80% in the last 24h", Amount.PERCENT)).contains(new Threshold(false, 80, ">= 80%"));
        assertThat(Threshold.of(">= 99.5%", Amount.RATIO)).contains(new Threshold(false, 0.995, ">= 99.5%"));
        assertThat(Threshold.of("< 25, failed when > 50 at each of 4 points", Amount.NUMBER))
                .contains(new Threshold(true, 25, "< 25"));
        assertThat(Threshold.of("< 10KB", Amount.BYTES)).contains(new Threshold(true, 10_000, "< 10KB"));
    }

    @Test
    void whatIsNoPlainBoundIsNone() {
        for (String expected :
                new String[] {"200", "~ json", "< tomorrow", "< 5 apples per day", "", "< -3", "<5s6x", "exists"}) {
            assertThat(Threshold.of(expected, Amount.SECONDS)).as(expected).isEqualTo(Optional.empty());
        }
    }

    @Test
    void amountsAreToldForPeople() {
        assertThat(Amount.of("seconds").told(90)).isEqualTo("1 min 30 s");
        assertThat(Amount.of("seconds").told(0.0024)).isEqualTo("2.4 ms");
        assertThat(Amount.of("milliseconds").told(350)).isEqualTo("350 ms");
        assertThat(Amount.of("percent").told(85.714285)).isEqualTo("85.71 %");
        assertThat(Amount.of("ratio").told(0.995)).isEqualTo("99.5 %");
        assertThat(Amount.of("bytes").told(1_234)).isEqualTo("1,234 B");
        assertThat(Amount.of("").told(0)).isEqualTo("0");
        assertThat(Amount.of("apples").told(31)).isEqualTo("31");
    }
}
