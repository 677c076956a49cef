package io.prodgate.device.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:30Z");

    private final LogLine.Reader reader = new LogLine.Reader(NEW_YEAR, ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1767225599.250  4321  4330 E unknown:ReactNative: it broke: badly",
                "         1767225599.250  4321  4330 E unknown:ReactNative: it broke: badly",
                "12-31 23:59:59.250  4321  4330 E unknown:ReactNative: it broke: badly",
                "2025-12-31 23:59:59.250  4321  4330 E unknown:ReactNative: it broke: badly",
                "2026-01-01 01:59:59.250 +0200  4321  4330 E unknown:ReactNative: it broke: badly",
                "12-31 23:59:59.250 E/unknown:ReactNative( 4321): it broke: badly",
            })
    void allFormatsSayTheSame(String line) {
        assertThat(reader.read(line))
                .contains(new LogLine(
                        Instant.parse("2025-12-31T23:59:59.250Z"),
                        4321,
                        "E",
                        "unknown:ReactNative",
                        "it broke: badly"));
    }

    @Test
    void aDateWithoutAYearIsOfTheNearestOne() {
        assertThat(reader.read("01-01 00:00:10.000  1  1 I t: x").orElseThrow().at())
                .isEqualTo(Instant.parse("2026-01-01T00:00:10Z"));
        assertThat(reader.read("12-31 10:00:00.000  1  1 I t: x").orElseThrow().at())
                .isEqualTo(Instant.parse("2025-12-31T10:00:00Z"));
    }

    @Test
    void theDevicesZoneCounts() {
        LogLine.Reader berlin = new LogLine.Reader(NEW_YEAR, ZoneOffset.ofHours(1));
        assertThat(berlin.read("01-01 01:00:10.000  1  1 I t: x").orElseThrow().at())
                .isEqualTo(Instant.parse("2026-01-01T00:00:10Z"));
    }

    @Test
    void anEmptyLineOfSomebodyIsOne() {
        assertThat(reader.read("1767225599.250     1     1 W tag     :")
                        .orElseThrow()
                        .text())
                .isEmpty();
        assertThat(reader.read("1767225599.250     1     1 W tag     : ")
                        .orElseThrow()
                        .text())
                .isEmpty();
    }
}
