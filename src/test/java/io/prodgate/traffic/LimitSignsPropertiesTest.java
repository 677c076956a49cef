package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Header;
import io.prodgate.testing.Facts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LimitSignsPropertiesTest {
    private static final List<String> NAMES = List.of(
            "retry-after",
            "date",
            "ratelimit",
            "ratelimit-policy",
            "ratelimit-remaining",
            "ratelimit-reset",
            "x-ratelimit-remaining",
            "x-ratelimit-reset",
            "x-ratelimit-reset-after",
            "x-rate-limit-reset",
            "cf-mitigated");

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "0",
                        "-",
                        ".",
                        "999999999999",
                        "\"",
                        "\\",
                        ";",
                        ",",
                        "r=",
                        "t=",
                        "=",
                        " ",
                        "Fri, 02 Jan ",
                        "GMT",
                        "é")
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
        Arbitrary<String> numbers = Arbitraries.longs().map(String::valueOf);
        Arbitrary<String> years =
                Arbitraries.integers().between(0, 99_999).map(year -> "Fri, 02 Jan " + year + " 11:00:45 GMT");
        Arbitrary<String> long_ =
                Arbitraries.of("\"", "\"a\\", "t=0", "1", "r=0;").map(piece -> piece.repeat(20_000));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, pieces),
                net.jqwik.api.Tuple.of(3, numbers),
                net.jqwik.api.Tuple.of(3, years),
                net.jqwik.api.Tuple.of(1, long_),
                net.jqwik.api.Tuple.of(3, Arbitraries.strings().ofMaxLength(30)));
    }

    @Provide
    Arbitrary<List<Header>> headers() {
        return net.jqwik.api.Combinators.combine(Arbitraries.of(NAMES), values())
                .as(Header::new)
                .list()
                .ofMaxSize(5);
    }

    @Property(tries = 2000)
    void whateverTheHeadersSayTheWaitIsReasonable(@ForAll("headers") List<Header> headers) {
        for (int status : List.of(400, 403, 429, 503)) {
            Optional<Duration> pause = LimitSigns.read(Facts.answer(status, headers.toArray(Header[]::new)), () -> "{}")
                    .flatMap(Limit::pause);
            assertThat(pause.stream())
                    .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ZERO, Duration.ofDays(366)));
        }
    }

    @Property(tries = 500)
    void whateverTheBodySaysTheAnswerIsRead(@ForAll String body) {
        Stream.of(400, 403, 429, 503, 200)
                .forEach(status -> assertThat(LimitSigns.read(
                                Facts.answer("GET", io.prodgate.evidence.Credential.NONE, status, body), () -> body))
                        .isNotNull());
    }
}
