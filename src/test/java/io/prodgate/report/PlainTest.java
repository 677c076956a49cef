package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlainTest {
    @Property
    void a_line_is_one_line_and_shows_all_it_has(@ForAll String text) {
        assertThat(Plain.line(text, 100).codePoints()).noneMatch(point -> Plain.unsafe(point) || point == '\n');
    }

    @Property
    void a_block_has_no_control_characters_but_line_breaks_and_tabs(@ForAll String text) {
        assertThat(Plain.block(text, 100).codePoints())
                .noneMatch(point -> Plain.unsafe(point) && point != '\n' && point != '\t');
    }

    @Test
    void escapes_and_direction_marks_become_visible() {
        assertThat(Plain.line("\u001b[31mred\u202Efdp\r\n\u2066x", 100)).isEqualTo("\uFFFD[31mred\uFFFDfdp  \uFFFDx");
    }

    @Test
    void a_cut_text_says_how_much_is_missing_and_no_character_is_cut_in_two() {
        assertThat(Plain.line("abcdef", 3)).isEqualTo("abc… (3 more characters)");
        assertThat(Plain.line("ab\uD83D\uDE00def", 3)).isEqualTo("ab… (5 more characters)");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.35S, 350 ms",
        "PT4.25S, 4.2 s",
        "PT30S, 30 s",
        "PT59.999S, 59.9 s",
        "PT1M, 1 min",
        "PT1M12.4S, 1 min 12 s",
        "PT2H5M, 2 h 5 min",
        "PT76H, 3 d 4 h",
        "PT-0.34S, -340 ms"
    })
    void durations_read_as_people_say_them(Duration duration, String text) {
        assertThat(Figures.duration(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT72.45S, 72.45", "PT100S, 100", "PT0.000000001S, 0.000000001", "PT-1.5S, -1.5"})
    void seconds_are_exact_decimals(Duration duration, String text) {
        assertThat(Figures.seconds(duration).toPlainString()).isEqualTo(text);
    }
}
