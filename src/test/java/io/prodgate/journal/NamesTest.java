package io.prodgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "JOSÉ EXAMPLE",
                " José  Example ",
                "José\u00A0Example",
                "Jose\u0301 Example",
                "Jo\u200Bsé Example\u2060",
                "\uFEFFJosé\t\u200EExample"
            })
    void aNameIsTheSameHoweverItIsTyped(String typed) {
        assertThat(Names.same("José Example", typed)).isTrue();
    }

    @Test
    void otherPeopleHaveOtherNames() {
        assertThat(Names.same("José Example", "Jose Example")).isFalse();
        assertThat(Names.same("Jo Example", "JoExample")).isFalse();
    }
}
