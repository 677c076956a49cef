package io.prodgate.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"subject\":\"Größe \\/ Maß\"}",
                "{\"subject\":\"Gr\\u00f6\\u00dfe \\/ Ma\\u00df\"}",
                "<td>Gr&#246;&#xdf;e / Ma&#223;</td>",
                "next=Gr%C3%B6%C3%9Fe+%2F+Ma%C3%9F",
                "GRÖßE / MAß"
            })
    void aTextIsFoundHoweverItIsEscaped(String body) {
        assertThat(new Marks(body).among(List.of("Größe / Maß", "other"))).containsExactly("Größe / Maß");
    }

    @ParameterizedTest
    @ValueSource(strings = {"T-10", "ET-1", "100 % of T_1", "\\u00", "&#x;&#zz;&#1114112;", ""})
    void aPartOfAnotherWordIsNotIt(String body) {
        assertThat(new Marks(body).among(List.of("T-1"))).isEmpty();
    }

    @Test
    void aTextThatEndsWithASignMayTouchLetters() {
        assertThat(new Marks("x#42#y").among(List.of("#42#"))).containsExactly("#42#");
    }
}
