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
        "< 25,               number,  24.9,  below,    true",
        "< 25 in this run,   number,  25,    below,    false",
        "<= 25 now,          number,  25,    at most,  true",
        "< 400ms in the last 24h, seconds, 0.4, below, false",
        ">= 99.5%,           ratio,   0.995, at least, true",
        "> 99.5%,            percent, 99.5,  above,    false",
        "100%,               percent, 100,   exactly,  true",
        "= 0 in this run,    number,  1,     exactly,  false",
    })
    void aNumberIsHeldAgainstWhatIsWritten(String expected, String unit, double value, String told, boolean met) {
        KeptNumber number = number(expected, unit, value);

        assertThat(Bound.of(number)).get().satisfies(bound -> {
            assertThat(bound.relation().told()).isEqualTo(told);
            assertThat(bound.met(number)).isEqualTo(met);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "any of 1 2, number",
        "0 to 5, number",
        "5 of 7, number",
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
