package io.prodgate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S", "30s, PT30S", "1m30s, PT1M30S", "1m 30s, PT1M30S", "2h, PT2H", "14d, P14D",
        "1.5s, PT1.5S", "0.5h, PT30M", "1h500ms, PT1H0.5S", "30 s, PT30S", "0s, PT0S", "36500d, P36500D"
    })
    void durations_are_read_as_people_write_them(String text, Duration expected) {
        assertThat(Durations.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "30",
                "s",
                "30x",
                "30 sec",
                "-5s",
                "30s1m",
                "1s1s",
                "1.s",
                ".5s",
                "1,5s",
                "PT30S",
                "1e3s",
                "36501d",
                "999999999999999999d",
                "9999999999999999999999s",
                "0.0000000001s",
                "30S",
                "٣s"
            })
    void what_is_no_duration_is_refused(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Property
    void a_duration_in_whole_milliseconds_survives_being_written_and_read(
            @ForAll @LongRange(min = 0, max = 3_153_600_000_000L) long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(Durations.parse(Durations.format(duration))).contains(duration);
    }

    @Property
    void no_text_makes_a_quantity_parser_fail(@ForAll String text) {
        assertThat(Durations.parse(text)).isNotNull();
        assertThat(Sizes.parse(text)).isNotNull();
        assertThat(Percentages.parse(text)).isNotNull();
        assertThat(Rate.parse(text)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "5/s, 5, PT1S",
        "100/min, 100, PT1M",
        "100/m, 100, PT1M",
        "1000/h, 1000, PT1H",
        "50/10s, 50, PT10S",
        "5 / s, 5, PT1S",
        "1/d, 1, P1D"
    })
    void rates_are_read_as_people_write_them(String text, int count, Duration per) {
        assertThat(Rate.parse(text)).contains(new Rate(count, per));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "/s", "5/", "0/s", "-1/s", "5/0s", "1.5/s", "5/parsec", "99999999999/s", "5/s/s"})
    void what_is_no_rate_is_refused(String text) {
        assertThat(Rate.parse(text)).isEmpty();
    }

    @Property
    void a_rate_survives_being_written_and_read(
            @ForAll @IntRange(min = 1, max = 999_999_999) int count,
            @ForAll @LongRange(min = 1, max = 100_000_000) long millis) {
        Rate rate = new Rate(count, Duration.ofMillis(millis));
        assertThat(Rate.parse(rate.toString())).isEqualTo(Optional.of(rate));
    }

    @ParameterizedTest
    @CsvSource({
        "10MiB, 10485760",
        "1 MB, 1000000",
        "512KiB, 524288",
        "1kB, 1000",
        "20B, 20",
        "1.5 GiB, 1610612736",
        "0B, 0"
    })
    void sizes_are_read_as_people_write_them(String text, long bytes) {
        assertThat(Sizes.parse(text)).isEqualTo(OptionalLong.of(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "MiB", "10M", "-1B", "0.1KiB", "99999999999999999GiB", "1TiBB"})
    void what_is_no_size_is_refused(String text) {
        assertThat(Sizes.parse(text)).isEqualTo(OptionalLong.empty());
    }

    @Test
    void percentages_are_read_in_percent() {
        assertThat(Percentages.parse("95%")).isEqualTo(OptionalDouble.of(95));
        assertThat(Percentages.parse("99.9 %")).isEqualTo(OptionalDouble.of(99.9));
        assertThat(Percentages.parse("95")).isEmpty();
        assertThat(Percentages.parse("-1%")).isEmpty();
    }
}
