package io.prodgate.baseline.slo;

import static io.prodgate.baseline.MadeUpNumbers.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.KeptNumber.Better;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTest {
    @ParameterizedTest
    @CsvSource({
        "< 25,                    number,       24.9,  below 25,       true",
        "< 25 in this run,        number,       25,    below 25,       false",
        "<= 25 now,               number,       25,    at most 25,     true",
        "< 25 at each of 4 points, number,      25,    below 25,       false",
        "< 25 as maximum,         number,       24,    below 25,       true",
        "< 400ms in the last 24h, seconds,      0.4,   below 0.4 s,    false",
        "< 1m30s,                 seconds,      89.9,  below 90 s,     true",
        "<= 1d,                   seconds,      86400, at most 86400 s, true",
        "<= 25s,                  milliseconds, 25000, at most 25000 ms, true",
        ">= 99.5%,                ratio,        0.995, at least 99.5%, true",
        "> 99.5%,                 percent,      99.5,  above 99.5%,    false",
        "100%,                    percent,      100,   exactly 100%,   true",
        "= 0 in this run,         number,       1,     exactly 0,      false",
    })
    void aNumberIsHeldAgainstWhatIsWritten(String expected, String unit, double value, String told, boolean met) {
        KeptNumber number = number(expected, unit, value);

        assertThat(Bound.of(number)).get().satisfies(bound -> {
            assertThat(bound.told(unit)).isEqualTo(told);
            assertThat(bound.met(number)).isEqualTo(met);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "any of 1 2, number",
        "0 to 5, number",
        "5 of 7, number",
        "< 25 at >= 95% of 24 points, number",
        "< 1m30, seconds",
        "< 1.2.3s, seconds",
        "< 25MB, bytes",
        "'', number",
        "< 25 apples, number",
        "100, percent",
        "< 5s, number"
    })
    void whatIsNoSingleAmountIsNoBound(String expected, String unit) {
        assertThat(Bound.of(number(expected, unit, 1))).isEmpty();
    }

    private static KeptNumber number(String expected, String unit, double value) {
        Better better = expected.startsWith(">") ? Better.HIGHER : Better.LOWER;
        return asked("check", "value", "up", unit, better, expected, value, 10);
    }
}
