package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.SteppingTime;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColorModeTest {
    @Test
    void atATerminalThereAreColours() {
        assertThat(auto(Map.of(), true)).isTrue();
        assertThat(auto(Map.of("TERM", "xterm-256color"), true)).isTrue();
        assertThat(auto(Map.of(), false)).isFalse();
    }

    @Test
    void theEnvironmentMayObject() {
        assertThat(auto(Map.of("NO_COLOR", "1"), true)).isFalse();
        assertThat(auto(Map.of("NO_COLOR", ""), true)).isTrue();
        assertThat(auto(Map.of("TERM", "dumb"), true)).isFalse();
    }

    @Test
    void theEnvironmentMayInsist() {
        assertThat(auto(Map.of("CLICOLOR_FORCE", "1"), false)).isTrue();
        assertThat(auto(Map.of("CLICOLOR_FORCE", "0"), false)).isFalse();
        assertThat(auto(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1"), false)).isFalse();
    }

    @Test
    void theOptionIsStrongerThanTheEnvironment() {
        Surroundings objecting = surroundings(Map.of("NO_COLOR", "1"), false);
        assertThat(ColorMode.ALWAYS.colors(objecting)).isTrue();
        assertThat(ColorMode.NEVER.colors(surroundings(Map.of("CLICOLOR_FORCE", "1"), true)))
                .isFalse();
    }

    private static boolean auto(Map<String, String> environment, boolean terminal) {
        return ColorMode.AUTO.colors(surroundings(environment, terminal));
    }

    private static Surroundings surroundings(Map<String, String> environment, boolean terminal) {
        return new Surroundings(environment, SteppingTime.atNoon(), new Random(1), () -> terminal);
    }
}
