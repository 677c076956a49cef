package io.prodgate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KEYS = List.of("timeout", "rate-limit", "url", "severity", "id");

    @ParameterizedTest
    @CsvSource({
        "timout, timeout",
        "tiemout, timeout",
        "TIMEOUT, timeout",
        "rateLimit, rate-limit",
        "rate_limit, rate-limit",
        "uri, url",
        "severty, severity",
        "ID, id"
    })
    void suggests_the_word_that_was_probably_meant(String word, String meant) {
        assertThat(Nearest.hint(word, KEYS)).isEqualTo("did you mean '" + meant + "'?");
    }

    @Test
    void lists_what_is_known_when_nothing_is_near() {
        assertThat(Nearest.hint("colour", KEYS)).isEqualTo("known here: id, rate-limit, severity, timeout, url");
    }

    @Test
    void a_long_list_is_cut() {
        List<String> many = IntStream.range(0, 100).mapToObj(i -> "unlike-" + i).toList();
        assertThat(Nearest.hint("xyz", many)).endsWith(", …").hasSizeLessThan(400);
    }

    @Test
    void says_so_when_nothing_is_known() {
        assertThat(Nearest.hint("api", Set.of())).isEqualTo("nothing is known here");
    }

    @Property
    void never_fails_and_never_suggests_an_unknown_word(@ForAll String word) {
        assertThat(Nearest.find(word, KEYS))
                .satisfiesAnyOf(
                        found -> assertThat(found).isEmpty(),
                        found -> assertThat(KEYS).contains(found.orElseThrow()));
    }
}
