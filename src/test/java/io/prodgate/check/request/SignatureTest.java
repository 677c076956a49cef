package io.prodgate.check.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.check.http.HttpKind;
import io.prodgate.device.Devices;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.Redactor;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SteppingTime;
import io.prodgate.traffic.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures against the vectors that their authors publish. */
class SignatureTest {
    @TempDir
    Path folder;

    private final EvidenceLog log = new EvidenceLog(new Redactor(List.of()));

    // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
    @Test
    void github() throws Exception {
        assertThat(sent("sign: { github: \"It's a Secret to Everybody\" }", "Hello, World!", 0))
                .containsEntry(
                        "X-Hub-Signature-256",
                        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    }

    // https://docs.svix.com/receiving/verifying-payloads/how-manual, the reference of Standard Webhooks
    @Test
    void standardWebhooks() throws Exception {
        assertThat(sent(
                        "sign: { standard-webhooks: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,"
                                + " id: msg_p5jXN8AQM9LWM0D4loKWxJek }",
                        "{\"test\": 2432232314}",
                        1614265330))
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    // https://docs.slack.dev/authentication/verifying-requests-from-slack
    @Test
    void ownPartsAsSlackHasThem() throws Exception {
        assertThat(sent(
                        "sign: { hmac-sha256: 8f742231b10e8888abcd99yyyzzz85a5, header: X-Slack-Signature, prefix: v0=,"
                                + " signed: 'v0:{timestamp}:{body}', timestamp-header: X-Slack-Request-Timestamp }",
                        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect"
                                + "&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
                                + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121."
                                + "803a0bc887a14d10d2c447fce8b6703c",
                        1531420618))
                .containsEntry("X-Slack-Request-Timestamp", "1531420618")
                .containsEntry(
                        "X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    }

    // Stripe publishes no vector; computed with: printf '1492774577.{"id": "evt_1"}' | openssl dgst -sha256 -hmac …
    @Test
    void stripe() throws Exception {
        assertThat(sent("sign: { stripe: whsec_test_secret }", "{\"id\": \"evt_1\"}", 1492774577))
                .containsEntry(
                        "Stripe-Signature",
                        "t=1492774577,v1=10b0a2815816a45e6b874658b928cae03296be10637343405aaf1e8306ddffdc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            key-encoding: hex, hmac-sha256: '4a656665'         | hex
            key-encoding: base64, hmac-sha256: 'SmVmZQ=='      | base64
            key-encoding: text, hmac-sha256: 'Jefe'            | text
            """)
    void keysAreReadAsTheyAreWritten(String key, String form) throws Exception {
        // RFC 4231 section 4.3, the second test case.
        assertThat(sent("sign: { header: X-S, " + key + " }", "what do ya want for nothing?", 0))
                .as(form)
                .containsEntry("X-S", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void aKeyThatIsWrittenOtherwiseIsAMistakeOfOurs() throws Exception {
        sent("sign: { standard-webhooks: 'whsec_no base64' }", "x", 0);

        assertThat(log.facts()).singleElement().isInstanceOfSatisfying(Misconfiguration.class, mistake -> {
            assertThat(mistake.what()).isEqualTo("the key of 'sign' is not base64");
            assertThat(mistake.toString()).doesNotContain("no base64_");
        });
    }

    @Test
    void theSameMessageHasTheSameIdHoweverOftenItIsSent() throws Exception {
        String sign = "sign: { standard-webhooks: MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw }";

        Map<String, String> first = sent(sign, "one", 100);
        Map<String, String> again = sent(sign, "one", 200);
        Map<String, String> other = sent(sign, "two", 200);

        assertThat(first.get("webhook-id")).matches("msg_[0-9a-f]{32}").isEqualTo(again.get("webhook-id"));
        assertThat(other.get("webhook-id")).isNotEqualTo(again.get("webhook-id"));
        assertThat(first.get("webhook-signature")).isNotEqualTo(again.get("webhook-signature"));
    }

    @Test
    void aMessageCanPretendToBeOld() throws Exception {
        assertThat(sent(
                        "sign: { hmac-sha256: k, header: X-S, timestamp-header: X-T, timestamp-unit: milliseconds, age: 1m }",
                        "x",
                        100))
                .containsEntry("X-T", "40000");
    }

    /** The headers that go out, by name. */
    private Map<String, String> sent(String sign, String body, long second) throws Exception {
        PlanText plan = PlanText.read(
                folder, PlanText.around("- http: { post: /a, body: '" + body + "', " + sign + " }"), new HttpKind());
        assertThat(plan.errors()).isEmpty();
        FakeTraffic traffic = new FakeTraffic().answers(200, "");
        Instant now = Instant.ofEpochSecond(second);
        plan.checks()
                .getFirst()
                .check()
                .attempt(new Attempt(
                        1,
                        log,
                        new FakeLedger(),
                        traffic,
                        reference -> reference.namespace().equals("run") ? Optional.of("run-1") : Optional.empty(),
                        now.plusSeconds(60),
                        new SteppingTime(now),
                        folder,
                        Devices.NONE));
        if (traffic.requests().isEmpty()) {
            return Map.of();
        }
        Request request = traffic.requests().getFirst();
        assertThat(new String(request.body().orElseThrow(), StandardCharsets.UTF_8))
                .isEqualTo(body);
        return Map.copyOf(request.headers().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
