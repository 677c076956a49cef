package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.testing.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitSignsTest {
    private static final String DATE = "Fri, 02 Jan 2026 11:00:00 GMT";

    /** Headers as pairs of name and value. */
    private static Optional<Limit> read(int status, String body, String... headers) {
        List<Header> all = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(Facts.header(headers[i], headers[i + 1]));
        }
        HttpExchange exchange = Facts.answer("GET", Credential.NONE, status, body, all.toArray(Header[]::new));
        return LimitSigns.read(exchange, () -> body);
    }

    private static Optional<Duration> pause(String... headers) {
        return read(429, "", headers).orElseThrow().pause();
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 | 30",
                "0 | 0",
                "' 7 ' | 7",
                "1.2 | 2",
                "999999999999999999999 | 31622400",
                "40000000 | 31622400"
            })
    void retryAfterInSeconds(String value, long expected) {
        assertThat(pause("retry-after", value)).isEqualTo(seconds(expected));
    }

    @Test
    void aQuotaOfNothingIsNoLimitToWaitFor() {
        assertThat(read(429, "", "ratelimit-policy", "\"d\";q=0;w=60", "ratelimit", "\"d\";r=0;t=60"))
                .isEmpty();
        assertThat(read(429, "", "retry-after", "60", "x-ratelimit-limit", "0")).isEmpty();
        assertThat(read(429, "", "ratelimit-policy", "\"d\";q=0;w=60, \"e\";q=5;w=1", "ratelimit", "\"e\";r=0;t=1"))
                .as("another policy is used up")
                .isPresent();
        assertThat(read(429, "", "x-ratelimit-limit", "100", "x-ratelimit-remaining", "0"))
                .isPresent();
    }

    @Test
    void aCodeBeforeItsSentenceAndASentenceToUsAreLimits() {
        assertThat(read(400, "{\"message\":\"TOO_MANY_ATTEMPTS_TRY_LATER : We have blocked this device\"}"))
                .isPresent();
        assertThat(read(400, "{\"error_description\":\"You have made too many requests continuously\"}"))
                .isPresent();
        assertThat(read(400, "{\"detail\":\"the provider said: you have made too many requests\"}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "soon", "", "12h", "1,5", "0x10", "Fri, 99 Foo 2026 11:00:30 GMT", "+3"})
    void aMalformedRetryAfterIsNoTime(String value) {
        assertThat(pause("retry-after", value)).isEmpty();
        assertThat(pause("retry-after", value, "x-ratelimit-reset", "9")).isEqualTo(seconds(9));
    }

    @Test
    void retryAfterAsADateCountsAgainstTheAnswersDate() {
        assertThat(pause("retry-after", "Fri, 02 Jan 2026 11:00:45 GMT", "date", DATE))
                .isEqualTo(seconds(45));
    }

    @Test
    void withoutADateOfTheAnswerOurOwnClockCounts() {
        // The answer arrived 20 ms after noon.
        assertThat(pause("retry-after", "Fri, 02 Jan 2026 12:00:45 GMT"))
                .isEqualTo(Optional.of(Duration.ofMillis(44_980)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Friday, 02-Jan-26 11:00:45 GMT", "Fri Jan  2 11:00:45 2026"})
    void theObsoleteFormsOfDatesAreUnderstoodToo(String date) {
        assertThat(pause("retry-after", date, "date", DATE)).isEqualTo(seconds(45));
    }

    @Test
    void aDateThatHasPassedIsNoWait() {
        assertThat(pause("retry-after", "Thu, 01 Jan 2026 11:00:00 GMT", "date", DATE))
                .isEqualTo(seconds(0));
    }

    @Test
    void aResetIsAPointInTimeIfItIsLargeAndASpanIfNot() {
        // 1767351660 is 11:01:00, a minute after the answer's date.
        assertThat(pause("x-ratelimit-reset", "1767351660", "date", DATE)).isEqualTo(seconds(60));
        assertThat(pause("x-ratelimit-reset", "1767351660000", "date", DATE)).isEqualTo(seconds(60));
        assertThat(pause("x-ratelimit-reset", "17", "date", DATE)).isEqualTo(seconds(17));
        assertThat(pause("x-ratelimit-reset", "1700000000", "date", DATE)).isEqualTo(seconds(0));
        assertThat(pause("x-ratelimit-reset-after", "0.5")).isEqualTo(seconds(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"default\";r=0;t=12 | 12",
                "\"hour\";r=50;t=3000, \"burst\";r=0;t=2 | 2",
                "\"a\";r=0;t=5, \"b\";r=0;t=9 | 9",
                "\"a\";r=7;t=5 | 5",
                "limit=100, remaining=0, reset=33 | 33",
                "\"t=99;r=0\";r=0;t=4 | 4"
            })
    void theRateLimitHeaderSaysWhenTheUsedUpPolicyIsReset(String value, long expected) {
        assertThat(pause("ratelimit", value)).isEqualTo(seconds(expected));
    }

    @Test
    void policiesInSeveralHeaderLinesAreOneList() {
        assertThat(pause("ratelimit", "\"hour\";r=50;t=3000", "ratelimit", "\"burst\";r=0;t=2"))
                .isEqualTo(seconds(2));
    }

    @Test
    void aPolicyAloneIsNoTime() {
        assertThat(pause("ratelimit-policy", "\"default\";q=100;w=60")).isEmpty();
    }

    @Test
    void retryAfterGoesBeforeEverythingElse() {
        assertThat(pause("ratelimit", "\"default\";r=0;t=12", "x-ratelimit-reset", "99", "retry-after", "3"))
                .isEqualTo(seconds(3));
        assertThat(pause("x-ratelimit-reset", "99", "ratelimit", "\"default\";r=0;t=12"))
                .isEqualTo(seconds(12));
    }

    @Test
    void theWordsSayWhatWasSaid() {
        assertThat(read(429, "", "retry-after", "30").orElseThrow().word()).isEqualTo("429 with Retry-After: 30");
        assertThat(read(429, "").orElseThrow().word()).isEqualTo("429 without a time");
        assertThat(read(429, "", "ratelimit", "\"burst\";r=0;t=1", "ratelimit", "\"daily\";r=9;t=60")
                        .orElseThrow()
                        .word())
                .isEqualTo("429 with RateLimit: \"burst\";r=0;t=1, \"daily\";r=9;t=60");
        assertThat(read(403, "", "ratelimit", "\"burst\";r=0;t=1").orElseThrow().word())
                .as("once, though it is the sign and the time")
                .isEqualTo("403 (RateLimit: \"burst\";r=0;t=1)");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 503})
    void aStatusThatMeansSomethingElseIsALimitIfTheBodySaysSo(int status) {
        assertThat(read(status, "{\"error\":\"REQUEST_LIMIT_EXCEEDED\"}"))
                .hasValueSatisfying(limit -> assertThat(limit.certain()).isTrue());
        assertThat(read(status, "{\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\"}"))
                .isPresent();
        assertThat(read(
                        status,
                        "{\"type\":\"https://iana.org/assignments/http-problem-types#temporary-reduced-capacity\"}"))
                .isPresent();
        assertThat(read(status, "{\"__type\":\"ThrottlingException\"}")).isPresent();
        assertThat(read(status, "{\"type\":\"about:blank\",\"title\":\"no\"}")).isEmpty();
        assertThat(read(status, "", "retry-after", "5")).as("maintenance").isEmpty();
        assertThat(read(status, "", "x-ratelimit-remaining", "12")).isEmpty();
    }

    @Test
    void aPageThatMerelySpeaksOfLimitsIsNone() {
        assertThat(read(503, "too many requests" + " ".repeat(5000))).isEmpty();
        assertThat(read(200, "too many requests", "x-ratelimit-remaining", "0")).isEmpty();
        assertThat(read(401, "rate limit exceeded")).isEmpty();
    }

    @Test
    void headersThatSayNothingIsLeftAreALimitThatIsNotCertain() {
        assertThat(read(403, "", "x-ratelimit-remaining", "0", "x-ratelimit-reset", "7"))
                .hasValueSatisfying(limit -> {
                    assertThat(limit.certain()).isFalse();
                    assertThat(limit.pause()).isEqualTo(seconds(7));
                });
        assertThat(read(403, "", "ratelimit", "\"default\";r=0;t=12")).isPresent();
        assertThat(read(403, "", "ratelimit", "\"default\";r=10;t=12")).isEmpty();
        assertThat(read(403, "", "ratelimit", "\"r=0\";r=10;t=12")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "400 | {\"code\":\"request_limit_exceeded\",\"message\":\"The request limit was exceeded\"}",
                "400 | {\"__type\":\"com.amazon.coral#ThrottlingException\",\"message\":\"Rate exceeded\"}",
                "403 | {\"message\":\"API rate limit exceeded for installation ID 123456.\"}",
                "403 | {\"message\":\"You have exceeded a secondary rate limit. Please wait a few minutes\"}",
                "403 | {\"error\":{\"errors\":[{\"domain\":\"usageLimits\",\"reason\":\"userRateLimitExceeded\"}]}}",
                "403 | {\"error\":{\"errors\":[{\"domain\":\"usageLimits\",\"reason\":\"quotaExceeded\"}]}}",
                "503 | <?xml version=\"1.0\"?><Error><Code>SlowDown</Code><Message>Reduce your rate</Message></Error>"
            })
    void servicesTellLimitsTheirOwnWay(int status, String body) {
        assertThat(read(status, body))
                .hasValueSatisfying(limit -> assertThat(limit.certain()).isTrue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "500 | {\"error\":\"rate_limit_exceeded\"}",
                "502 | {\"error\":\"rate_limit_exceeded\"}",
                "503 | {\"error\":\"worker failed: rate limit exceeded at the model provider\"}",
                "503 | {\"error\":\"too many requests are waiting for a database connection\"}",
                "503 | {\"error\":\"API rate limit exceeded calling GitHub\"}",
                "400 | {\"error\":\"name exceeds the limit of 50 characters\"}",
                "400 | {\"error\":\"the subject 'too many requests' is taken\"}",
                "403 | {\"error\":\"forbidden\"}",
                "403 | {\"error\":\"quotaExceeded\",\"detail\":\"this workspace has no space left\"}",
                "400 | {\"error\":\"limit must be positive\",\"limit\":-1}"
            })
    void aBrokenProductionThatSpeaksOfLimitsIsNone(int status, String body) {
        assertThat(read(status, body)).isEmpty();
    }

    @Test
    void anErrorTypeInAHeaderIsOneOfAmazons() {
        assertThat(read(400, "{}", "x-amzn-errortype", "ThrottlingException:http://internal.amazon.com/"))
                .isPresent();
        assertThat(read(400, "{}", "x-amzn-errortype", "ValidationException")).isEmpty();
    }

    @Test
    void aResetOfWhatIsNotUsedUpIsNoTime() {
        assertThat(pause("x-ratelimit-remaining", "4990", "x-ratelimit-reset", "3000"))
                .isEmpty();
        assertThat(pause("x-ratelimit-remaining", "0", "x-ratelimit-reset", "3000"))
                .isEqualTo(seconds(3000));
    }

    @Test
    void aViolatedPolicyWithoutATimeIsWaitedForAsLongAsItsWindow() {
        String body = "{\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\","
                + "\"violated-policies\":[\"daily\"]}";
        Limit daily = read(429, body).orElseThrow();
        assertThat(daily.pause()).contains(Duration.ofDays(1));
        assertThat(daily.word()).isEqualTo("429 with violated-policies: \"daily\"");
        assertThat(read(429, body.replace("daily", "burst"), "ratelimit-policy", "\"burst\";q=5;w=20")
                        .orElseThrow()
                        .pause())
                .isEqualTo(seconds(20));
        assertThat(read(429, body.replace("daily", "burst")).orElseThrow().pause())
                .isEmpty();
        assertThat(read(429, body, "retry-after", "7").orElseThrow().pause()).isEqualTo(seconds(7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "x-amzn-waf-action | captcha | ",
                "x-vercel-mitigated | challenge | ",
                "x-kpsdk-ct | 0a1b | <html></html>",
                "server | Vercel | <html><title>Vercel Security Checkpoint</title>",
                "server | DataDome | <script src='https://ct.captcha-delivery.com/c.js'></script>",
                "server | nginx | {\"appId\":\"PXabcdef\",\"blockScript\":\"/captcha.js\"}",
                "server | cloudflare | <!DOCTYPE html><title>Just a moment...</title>"
            })
    void noChallengeIsPassedByWaiting(String name, String value, String body) {
        assertThat(read(429, body == null ? "" : body, name, value, "retry-after", "5"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429, 503})
    void aBotChallengeIsNoLimit(int status) {
        assertThat(read(status, "too many requests", "cf-mitigated", "Challenge", "retry-after", "5"))
                .isEmpty();
    }
}
