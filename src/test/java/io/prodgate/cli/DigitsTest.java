package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DigitsTest {
    private final Locale before = Locale.getDefault(Locale.Category.FORMAT);

    @AfterEach
    void restore() {
        Locale.setDefault(Locale.Category.FORMAT, before);
    }

    @Test
    void numbersAreWrittenTheSameInEveryCountry() {
        Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
        assertThat("%d".formatted(2026)).as("digits of that country").isEqualTo("\u0662\u0660\u0662\u0666");

        new Shell(Map.of(), false).run("--version");

        assertThat("%d".formatted(2026)).isEqualTo("2026");
        assertThat("%.1f".formatted(0.5)).isEqualTo("0.5");
    }
}
