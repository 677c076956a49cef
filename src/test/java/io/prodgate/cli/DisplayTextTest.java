package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTextTest {
    @Test
    void aLineFromOutsideCannotSteerTheTerminal() {
        assertThat(DisplayText.line("a\u001b[2Jb\r\nc\td\u202ee\u0000\u009bf\u2028g"))
                .isEqualTo("a?[2Jb  c d?e??f g");
    }

    @Property
    void aLineHasNoControlCharactersWhateverComesIn(@ForAll String text) {
        assertThat(DisplayText.line(text).codePoints())
                .noneMatch(point -> Character.isISOControl(point)
                        || Character.getType(point) == Character.FORMAT
                        || Character.getType(point) == Character.SURROGATE);
    }

    @Property
    void whatIsCutFits(@ForAll String text, @ForAll @IntRange(max = 100) int cells) {
        assertThat(DisplayText.width(DisplayText.cut(text, cells))).isLessThanOrEqualTo(cells);
    }

    @Property
    void whatFitsIsNotCut(@ForAll String text) {
        assertThat(DisplayText.cut(text, DisplayText.width(text))).isEqualTo(text);
    }

    @Test
    void eastAsianCharactersTakeTwoCellsAndAccentsNone() {
        assertThat(DisplayText.width("\u901a\u77e5")).isEqualTo(4);
        assertThat(DisplayText.width("e\u0301")).isEqualTo(1);
        assertThat(DisplayText.cut("\u901a\u77e5\u901a\u77e5", 3)).isEqualTo("\u901a");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,0.0s,0s",
        "PT0.249S,0.2s,0s",
        "PT59.99S,59.9s,59s",
        "PT60S,1m,1m",
        "PT72S,1m12s,1m12s",
        "PT30M,30m,30m",
        "PT2H5M30S,2h05m,2h05m",
        "PT26H,26h,26h",
        "PT-5S,0.0s,0s",
    })
    void durationsAsPeopleReadThem(Duration duration, String exact, String whole) {
        assertThat(DisplayText.duration(duration)).isEqualTo(exact);
        assertThat(DisplayText.wholeSeconds(duration)).isEqualTo(whole);
    }

    @Test
    void whatIsLeftIsNeverToldAsNothing() {
        assertThat(DisplayText.remaining(Duration.ofMillis(1))).isEqualTo("1s");
        assertThat(DisplayText.remaining(Duration.ofMillis(59_500))).isEqualTo("1m");
        assertThat(DisplayText.remaining(Duration.ofSeconds(4))).isEqualTo("4s");
        assertThat(DisplayText.remaining(Duration.ZERO)).isEqualTo("0s");
    }
}
