package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.plan.Values;
import io.prodgate.testing.OpenMetrics;
import io.prodgate.testing.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as people read them, and the windows that they are of. */
class ShownNumbersTest {
    private static final Values RUN = reference -> Optional.of("2026-01-02T11:00:00Z");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1 + 0.2 | > 0.1 | 0.3 | 0.30000000000000004",
                "100 * 2 / 3 | > 50% | 66.6667% | 66.66666666666667",
                "1234567.891 | > 1 | 1234568 | 1234567.891",
                "0.0000123456789 | > 0 | 0.0000123457 | 1.23456789E-5",
                // Rounded it would seem to be what it is not.
                "94.9999999 | >= 95% | 94.9999999% | 94.9999999"
            })
    void areRoundedAndEvidenceIsNot(String number, String expect, String shown, String value) throws Exception {
        OpenMetrics past = OpenMetrics.until(MetricTrial.END, Duration.ofMinutes(10), Duration.ofSeconds(30));
        try (PrometheusServer prometheus = PrometheusServer.with(folder.resolve("data"), past.up("api"))) {
            MetricTrial trial = MetricTrial.of(
                    folder,
                    prometheus.url(),
                    "{ query: 'sum(up) * (" + number + ")', unit: " + (expect.endsWith("%") ? "percent" : "number")
                            + ", expect: '" + expect + "' }");

            assertThat(trial.judgement().actual()).isEqualTo(shown);
            assertThat(trial.reading().value()).hasValue(value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "24h, 2026-01-02T11:59:45Z, 24h",
        "1h, 2026-01-02T11:59:55Z, 1h",
        "10m, 2026-01-02T11:59:59Z, 10m",
        "1m, 2026-01-02T11:59:59Z, 1m"
    })
    void windowsEndTogetherALittleBeforeNow(String length, Instant end, String same) {
        Window window = new Window.Last(PromQl.duration(length).orElseThrow());
        Window.Span span = window.endingAbout(Instant.parse("2026-01-02T11:59:59.9Z"), RUN);

        assertThat(span.to()).isEqualTo(end);
        assertThat(span.length()).isEqualTo(PromQl.duration(same).orElseThrow());
    }

    @Test
    void whatIsOfNowOrOfTheRunIsNotMoved() {
        Instant now = Instant.parse("2026-01-02T11:59:59.9Z");

        assertThat(new Window.Now(Duration.ofDays(1)).endingAbout(now, RUN).to())
                .isEqualTo("2026-01-02T11:59:59Z");
        assertThat(new Window.ThisRun(Duration.ZERO, Optional.empty())
                        .endingAbout(now, RUN)
                        .from())
                .isEqualTo("2026-01-02T11:00:00Z");
        assertThat(new Window.ThisRun(Duration.ZERO, Optional.of(Duration.ofSeconds(3_598)))
                        .endingAbout(now, RUN)
                        .to())
                .isEqualTo("2026-01-02T11:59:58Z");
    }
}
