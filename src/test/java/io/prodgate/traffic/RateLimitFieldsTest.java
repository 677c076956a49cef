package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.testing.Facts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitFieldsTest {
    private static HttpExchange answer(String name, String... lines) {
        return Facts.answer(
                "GET",
                Credential.NONE,
                200,
                "",
                Arrays.stream(lines).map(line -> Facts.header(name, line)).toArray(Header[]::new));
    }

    private static RateLimitFields.Policy policy(String name, int count, long seconds) {
        return new RateLimitFields.Policy(name, count, Duration.ofSeconds(seconds));
    }

    @Test
    void eachPolicyHasItsOwnWindow() {
        assertThat(RateLimitFields.policies(
                        answer("RateLimit-Policy", "\"burst\";q=100;w=60,\"daily\";q=1000;w=86400")))
                .containsExactly(policy("burst", 100, 60), policy("daily", 1000, 86_400));
        assertThat(RateLimitFields.policies(answer("RateLimit-Policy", "\"a\";q=1;w=2", "\"b\";w=4;q=3;pk=:cHJv:")))
                .containsExactly(policy("a", 1, 2), policy("b", 3, 4));
    }

    @Test
    void theDraftsBeforeAreUnderstoodToo() {
        assertThat(RateLimitFields.policies(answer("RateLimit-Policy", "10;w=1, 50;w=60")))
                .containsExactly(policy("", 10, 1), policy("", 50, 60));
        assertThat(RateLimitFields.policies(answer("RateLimit-Limit", "100, 100;w=60")))
                .containsExactly(policy("", 100, 60));
        assertThat(RateLimitFields.left(answer("RateLimit", "limit=100, remaining=0, reset=33")))
                .containsExactly(new RateLimitFields.Left(0, Optional.of(Duration.ofSeconds(33))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"burst\"",
                "\"burst\";q=100",
                "\"burst\";q=0;w=60",
                "\"burst\";q=-1;w=60",
                "\"burst\";q=1.5;w=60",
                "\"burst\";q=100;w=0",
                "\"burst\";q=\"100\";w=60",
                "\"burst\";q=100;w=60,",
                "\"burst\";q=100;w=60 \"other\"",
                "\"burst;q=100;w=60",
                "\"burst\";q=100;w=60;=",
                "\"burst\";q=9999999999999999;w=60",
                "\"burst\";q=100;w=60;qu=\"content-bytes\"",
                "(\"burst\");q=100;w=60",
                "100"
            })
    void whatIsMalformedOrCountsSomethingElseGrantsNothing(String value) {
        assertThat(RateLimitFields.policies(answer("RateLimit-Policy", value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\";r", "\"a\";r=-1;t=2", "r=0;t=12", "\"a\";r=0;t=12;;", "\"a\\x\";r=0", "remaining=0"})
    void whatIsMalformedSaysNothingIsLeftNowhere(String value) {
        assertThat(RateLimitFields.left(answer("RateLimit", value))).isEmpty();
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20);
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(
            @ForAll("names") String name,
            @ForAll @IntRange(min = 1) int count,
            @ForAll @LongRange(min = 1, max = 31_000_000) long window) {
        String quoted = '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        List<RateLimitFields.Policy> read = RateLimitFields.policies(
                answer("RateLimit-Policy", quoted + ";q=" + count + " ,\t" + quoted + "; w=" + window + ";q=" + count));
        assertThat(read).containsExactly(policy(name, count, window));
    }

    @Property(tries = 1000)
    void anythingAtAllIsReadWithoutAnError(@ForAll String value) {
        assertThat(StructuredList.parse(value)).isNotNull();
        assertThat(RateLimitFields.policies(answer("RateLimit-Policy", value)))
                .allSatisfy(policy -> assertThat(policy.window()).isPositive());
    }
}
