package io.prodgate.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.device.Devices;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Trouble;
import io.prodgate.plan.Values;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SteppingTime;
import io.prodgate.traffic.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpCheckTest {
    @TempDir
    Path folder;

    private final FakeTraffic traffic = new FakeTraffic();
    private final EvidenceLog log = new EvidenceLog(new Redactor(List.of("token-of-ours", "shared-secret")));

    @Test
    void aPathGoesBelowTheProductionsUrl() throws Exception {
        attempt(traffic.answers(200, "ok"), "- http: { get: /health, query: { q: 'a b&c', n: [1, 2] } }");
        assertThat(sent().url()).hasToString("https://api.example.com/v1/health?q=a%20b%26c&n=1&n=2");
        assertThat(judgements()).containsExactly(new Judgement("status", "2xx", "200", true, 1, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /                                   | https://api.example.com/v1/
            health                              | https://api.example.com/v1/health
            /a b/ü?x=1&y=%20                    | https://api.example.com/v1/a%20b/%C3%BC?x=1&y=%20
            https://static.example.com/a.css    | https://static.example.com/a.css
            https://api.example.com             | https://api.example.com
            """)
    void pathsAreJoinedAndEncoded(String path, String url) throws Exception {
        attempt(traffic.answers(200, "ok"), "- http: { get: '" + path + "' }");
        assertThat(sent().url()).hasToString(url);
    }

    @Test
    void secretsMakeTheCredentialOurs() throws Exception {
        attempt(
                traffic.answers(200, "ok"),
                "- http: { get: /health, headers: { Authorization: 'Bearer ${secret.api}' } }");
        assertThat(sent().credential()).isEqualTo(Credential.OURS);
        assertThat(header(sent(), "Authorization")).hasValue("Bearer token-of-ours");
        assertThat(log.facts().toString()).doesNotContain("token-of-ours");
    }

    @Test
    void aRequestWithoutSecretsCarriesNoCredential() throws Exception {
        attempt(traffic.answers(200, "ok"), "- http: { get: /health }");
        assertThat(sent().credential()).isEqualTo(Credential.NONE);
    }

    @Test
    void jsonKeepsTypesAndFillsInValues() throws Exception {
        attempt(traffic.answers(201, "{}"), """
                - http:
                    post: /tickets
                    json:
                      subject: "Network \\"down\\" in ${run.id}"
                      priority: 1
                      ratio: 1.10
                      quoted: "2"
                      urgent: true
                      nothing: null
                      version: "${env.VERSION}"
                      tags: [a, 2]
                """);
        assertThat(body(sent()))
                .isEqualTo("{\"subject\":\"Network \\\"down\\\" in run-1\",\"priority\":1,\"ratio\":1.10,"
                        + "\"quoted\":\"2\",\"urgent\":true,\"nothing\":null,\"version\":\"1.10\",\"tags\":[\"a\",2]}");
        assertThat(header(sent(), "Content-Type")).hasValue("application/json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429        | true
            [200, 429] | true
            200        | false
            < 500      | false
            4xx        | false
            '!= 429'   | false
            """)
    void aLimitIsAnAnswerOnlyForWhoNamesIt(String status, boolean expected) throws Exception {
        attempt(traffic.answers(429, ""), "- http: { get: /x, expect: { status: " + quoted(status) + " } }");
        assertThat(sent().limitExpected()).isEqualTo(expected);
    }

    private static String quoted(String status) {
        return status.startsWith("[") ? status : "'" + status + "'";
    }

    @Test
    void formsAreEncoded() throws Exception {
        attempt(
                traffic.answers(200, ""),
                "- http: { post: /token, form: { grant_type: client credentials, a: 'b&c' } }");
        assertThat(body(sent())).isEqualTo("grant_type=client%20credentials&a=b%26c");
        assertThat(header(sent(), "Content-Type")).hasValue("application/x-www-form-urlencoded");
    }

    @Test
    void aContentTypeOfThePlanStays() throws Exception {
        attempt(
                traffic.answers(200, ""),
                "- http: { post: /x, headers: { content-type: application/merge-patch+json }, json: { a: 1 } }");
        assertThat(sent().headers()).containsExactly(Map.entry("content-type", "application/merge-patch+json"));
    }

    @Test
    void filesAreSentByteForByte() throws Exception {
        byte[] bytes = {0, 1, (byte) 0xff};
        Files.write(folder.resolve("photo.bin"), bytes);
        attempt(traffic.answers(200, ""), "- http: { post: /x, body-file: photo.bin }");
        assertThat(sent().body().orElseThrow()).isEqualTo(bytes);
    }

    @Test
    void theRawBodyIsSigned() throws Exception {
        // The example of https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
        attempt(traffic.answers(202, ""), """
                - http:
                    post: /webhook
                    body: Hello, World!
                    sign: { hmac-sha256: "It's a Secret to Everybody", header: X-Hub-Signature-256, prefix: sha256= }
                """);
        assertThat(header(sent(), "X-Hub-Signature-256"))
                .hasValue("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
        assertThat(sent().credential()).isEqualTo(Credential.NONE);
    }

    @Test
    void signaturesComeInBase64Too() throws Exception {
        attempt(
                traffic.answers(202, ""),
                "- http: { post: /w, body: x, sign: { hmac-sha256: '${secret.webhook}', header: S, encoding: base64 } }");
        assertThat(header(sent(), "S").orElseThrow()).hasSize(44).endsWith("=");
        assertThat(sent().credential()).isEqualTo(Credential.OURS);
    }

    @Test
    void everythingOfAnAnswerCanBeJudged() throws Exception {
        Files.writeString(folder.resolve("ticket.json"), "{\"type\": \"object\", \"required\": [\"id\"]}");
        attempt(
                traffic.answers(
                        201,
                        "{\"id\": \"T-1\", \"count\": 3, \"items\": [{\"s\": \"open\"}, {\"s\": \"open\"}]}",
                        "Content-Type",
                        "application/json"),
                """
                - http:
                    post: /tickets
                    expect:
                      $.id: ~ ^T-
                      $.count: ">= 3"
                      $.items.length(): 2
                      $.items[*].s: "contains open"
                      $.items[?(@.s == 'closed')]: absent
                      $.gone: absent
                      $.items[2]: absent
                      status: 201
                      header content-type: ~ ^application/json
                      body: contains T-1
                      size: < 1kB
                      duration: < 1s
                      schema: ticket.json
                """);
        assertThat(judgements()).allMatch(Judgement::met).hasSize(13);
        assertThat(judgements().getFirst().subject()).isEqualTo("status");
        assertThat(judgements()).contains(new Judgement("duration", "< 1s", "20ms", true, 1, ""));
    }

    @Test
    void aMissedStatusIsJudgedAlone() throws Exception {
        attempt(traffic.answers(500, "oops"), "- http: { get: /x, expect: { $.a: 1, status: 200 } }");
        assertThat(judgements()).containsExactly(new Judgement("status", "200", "500", false, 1, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <!DOCTYPE html><title>Login</title>  | text/html        | HTML where JSON was expected
            <title>x</title>                     | text/html        | HTML where JSON was expected
            <?xml version="1.0"?><a/>            | application/xml  | XML where JSON was expected
            ``                                   | application/json | an empty body where JSON was expected
            {"a": 1                              | application/json | the body is not valid JSON at line 1
            {"a": 1} {}                          | application/json | the body is not valid JSON at line 1
            """)
    void whatIsNotJsonIsSaidInTheseWords(String body, String type, String remark) throws Exception {
        attempt(traffic.answers(200, body, "content-type", type), "- http: { get: /x, expect: { $.error: absent } }");
        Judgement missed = judgements().getLast();
        assertThat(missed.met()).isFalse();
        assertThat(missed.actual()).isEqualTo("(no JSON)");
        assertThat(missed.remark()).startsWith(remark);
    }

    @Test
    void jsonIsReadInTheCharsetThatWasAnnounced() throws Exception {
        byte[] latin = "{\"name\": \"Jürgen\"}".getBytes(StandardCharsets.ISO_8859_1);
        attempt(
                traffic.answers(200, latin, StandardCharsets.ISO_8859_1),
                "- http: { get: /x, expect: { $.name: Jürgen } }");
        assertThat(judgements().getLast().met()).isTrue();
    }

    @Test
    void aWrongCharsetIsNoJson() throws Exception {
        byte[] latin = "{\"name\": \"Jürgen\"}".getBytes(StandardCharsets.ISO_8859_1);
        attempt(traffic.answers(200, latin, StandardCharsets.UTF_8), "- http: { get: /x, expect: { $.name: exists } }");
        assertThat(judgements().getLast().remark()).contains("UTF-8");
    }

    @Test
    void deepJsonIsRefusedAndNotStumbledOver() throws Exception {
        attempt(traffic.answers(200, "[".repeat(100_000)), "- http: { get: /x, expect: { $..a: absent } }");
        assertThat(judgements().getLast().met()).isFalse();
        assertThat(judgements().getLast().remark()).contains("nesting depth");
    }

    @Test
    void aCutBodyIsNeverJudged() throws Exception {
        attempt(
                traffic.answersCut("{\"ok\": true}"),
                "- http: { get: /x, expect: { $.ok: true, body: '!~ error', size: '< 1GiB' } }");
        assertThat(judgements()).extracting(Judgement::met).containsExactly(true, false, false, false);
        assertThat(judgements().getLast().remark()).contains("larger than what is read");
    }

    @Test
    void typesAreToldApart() throws Exception {
        attempt(traffic.answers(200, "{\"status\": \"200\"}"), "- http: { get: /x, expect: { $.status: 200 } }");
        assertThat(judgements().getLast())
                .isEqualTo(new Judgement(
                        "$.status", "200", "\"200\"", false, 1, "expected the number 200, found the text \"200\""));
    }

    @Test
    void aValueFilledInFromOutsideIsComparedAsWhatWasSeen() throws Exception {
        attempt(
                traffic.answers(200, "{\"text\": \"1.10\", \"number\": 1.1}"),
                "- http: { get: /x, expect: { $.text: '${env.VERSION}', $.number: '${env.VERSION}' } }");
        assertThat(judgements()).allMatch(Judgement::met);
    }

    @Test
    void schemaViolationsAreListedWithTheirPlaces() throws Exception {
        Files.writeString(folder.resolve("s.json"), """
                {"type": "object", "required": ["id"],
                 "properties": {"count": {"type": "integer"}, "at": {"format": "date-time"}, "code": {"pattern": "^a+$"}}}
                """);
        attempt(
                traffic.answers(200, "{\"count\": \"x\", \"at\": \"yesterday\", \"code\": \"b\"}"),
                "- http: { get: /x, expect: { schema: s.json } }");
        assertThat(judgements().getLast().met()).isFalse();
        assertThat(judgements().getLast().actual())
                .startsWith("4 violations: ")
                .contains("/count: ", "/at: ", "/code: ", "id");
    }

    @Test
    void atMostTenViolationsAreListed() throws Exception {
        Files.writeString(folder.resolve("s.json"), "{\"items\": {\"type\": \"string\"}}");
        attempt(
                traffic.answers(200, "[1,2,3,4,5,6,7,8,9,10,11,12]"),
                "- http: { get: /x, expect: { schema: s.json } }");
        assertThat(judgements().getLast().actual()).startsWith("12 violations").endsWith("; and 2 more");
    }

    @Test
    void anAnswerFromACacheIsRemarked() throws Exception {
        attempt(traffic.answers(200, "ok", "Age", "35", "X-Cache", "Hit from cloudfront"), "- http: { get: /x }");
        assertThat(judgements().getFirst())
                .isEqualTo(new Judgement(
                        "status", "2xx", "200", true, 1, "answered by a cache (Age: 35): the origin was not tested"));
    }

    @Test
    void redirectsAreNotFollowedUnlessThePlanSaysSo() throws Exception {
        attempt(traffic.answers(302, "", "Location", "/login"), "- http: { get: /x }");
        assertThat(judgements().getFirst().remark())
                .isEqualTo("redirects to /login; 'follow' says how many redirects are followed");
    }

    @Test
    void redirectsAreFollowedAsBrowsersDo() throws Exception {
        traffic.answers(302, "", "Location", "/v1/a")
                .answers(307, "", "Location", "b?c=1")
                .answers(200, "ok");
        attempt(traffic, "- http: { post: /x, body: hello, headers: { X-Key: '${secret.api}' }, follow: 2 }");
        assertThat(traffic.requests()).extracting(Request::method).containsExactly("POST", "GET", "GET");
        assertThat(traffic.requests().get(2).url()).hasToString("https://api.example.com/v1/b?c=1");
        assertThat(traffic.requests().get(1).body()).isEmpty();
        assertThat(header(traffic.requests().get(2), "X-Key")).isPresent();
        assertThat(judgements()).allMatch(Judgement::met);
    }

    @Test
    void credentialsDoNotFollowToAnotherOrigin() throws Exception {
        traffic.answers(308, "", "Location", "https://elsewhere.example.org/").answers(200, "ok");
        attempt(traffic, "- http: { get: /x, headers: { X-Key: '${secret.api}', Accept: text/plain }, follow: 1 }");
        Request second = traffic.requests().get(1);
        assertThat(second.headers()).containsExactly(Map.entry("Accept", "text/plain"));
        assertThat(second.credential()).isEqualTo(Credential.NONE);
    }

    @Test
    void aRedirectTooManyIsTheAnswer() throws Exception {
        traffic.answers(302, "", "Location", "/a").answers(302, "", "Location", "/b");
        attempt(traffic, "- http: { get: /x, follow: 1 }");
        assertThat(traffic.requests()).hasSize(2);
        assertThat(judgements().getFirst().met()).isFalse();
    }

    @Test
    void stepsHandValuesOn() throws Exception {
        traffic.answers(201, "{\"id\": \"a/b\", \"n\": 7}", "Location", "/v1/tickets/7?x=1")
                .answers(200, "x")
                .answers(200, "{\"n\": 7}");
        attempt(traffic, """
                - http:
                    steps:
                      - post: /tickets
                        capture: { id: $.id, n: $.n, where: header Location, s: status }
                      - get: /tickets/${capture.id}
                        query: { status: '${capture.s}' }
                      - get: ${capture.where}
                        expect: { $.n: '${capture.n}' }
                """);
        assertThat(traffic.requests().get(1).url()).hasToString("https://api.example.com/v1/tickets/a%2Fb?status=201");
        assertThat(traffic.requests().get(2).url()).hasToString("https://api.example.com/v1/tickets/7?x=1");
        assertThat(judgements()).allMatch(Judgement::met).hasSize(4);
    }

    @Test
    void partsOfABodyCanBeCaptured() throws Exception {
        traffic.answers(200, "ticket id=42 made").answers(200, "");
        attempt(traffic, """
                - http:
                    steps:
                      - get: /a
                        capture: { id: 'body ~ id=(\\d+)' }
                      - get: /b/${capture.id}
                """);
        assertThat(traffic.requests().get(1).url().getPath()).isEqualTo("/v1/b/42");
    }

    @Test
    void aMissingCaptureIsAMissAndEndsTheCheck() throws Exception {
        attempt(traffic.answers(200, "<html>"), """
                - http:
                    steps:
                      - { name: log in, get: /a, capture: { token: $.token } }
                      - { get: '/b/${capture.token}' }
                """);
        assertThat(traffic.requests()).hasSize(1);
        assertThat(judgements().getLast())
                .isEqualTo(new Judgement(
                        "capture token",
                        "exists at $.token",
                        "(absent)",
                        false,
                        1,
                        "in step 'log in': HTML where JSON was expected"));
    }

    @Test
    void aLaterStepIsNotTakenAfterAMiss() throws Exception {
        attempt(traffic.answers(200, "no"), "- http: { steps: [{ get: /a, expect: { body: 'yes' } }, { get: /b }] }");
        assertThat(traffic.requests()).hasSize(1);
        assertThat(judgements().getLast().remark()).isEqualTo("in step '1'");
    }

    @Test
    void aLaterStepIsNotTakenWithoutAnAnswer() throws Exception {
        attempt(traffic.fails(Trouble.Kind.RESET), "- http: { steps: [{ get: /a }, { get: /b }] }");
        assertThat(log.facts()).singleElement().isInstanceOf(Trouble.class);
    }

    @Test
    void secretCapturesAreMaskedEvenInWhatWasSeenBefore() throws Exception {
        traffic.answers(200, "{\"access_token\": \"eyJhbGciOi\"}").answers(401, "bad token eyJhbGciOi");
        attempt(traffic, """
                - http:
                    steps:
                      - post: /token
                        capture: { token: { from: $.access_token, secret: true } }
                        expect: { body: contains access }
                      - get: /me
                        headers: { Authorization: 'Bearer ${capture.token}' }
                """);
        assertThat(header(traffic.requests().get(1), "Authorization")).hasValue("Bearer eyJhbGciOi");
        assertThat(traffic.requests().get(1).credential()).isEqualTo(Credential.ISSUED);
        assertThat(log.facts().toString()).doesNotContain("eyJhbGciOi").contains("***");
    }

    @Test
    void whatProductionGaveOutIsItsOwnAndWhatThePlanAddsIsOurs() throws Exception {
        for (int step = 0; step < 4; step++) {
            traffic.answers(200, "{\"access_token\": \"eyJhbGciOi\", \"id\": \"7\"}");
        }
        attempt(traffic, """
                - http:
                    steps:
                      - post: /token
                        form: { password: '${secret.api}' }
                        capture: { token: { from: $.access_token, secret: true }, id: $.id }
                      - get: /same-secret
                        headers: { Authorization: 'Bearer ${capture.token}', X-Key: '${secret.api}' }
                      - get: /another-secret
                        headers: { Authorization: 'Bearer ${capture.token}', X-Key: '${secret.webhook}' }
                      - get: /${capture.id}
                        headers: { Authorization: 'Bearer ${secret.api}' }
                """);
        assertThat(traffic.requests())
                .extracting(Request::credential)
                .containsExactly(Credential.OURS, Credential.ISSUED, Credential.OURS, Credential.OURS);
    }

    @Test
    void secretCapturesAreMaskedAlsoWhenTheStepIsMissed() throws Exception {
        attempt(
                traffic.answers(500, "{\"access_token\": \"eyJhbGciOi\"}"),
                "- http: { get: /token, capture: { token: { from: $.access_token, secret: true } } }");
        assertThat(log.facts().toString()).doesNotContain("eyJhbGciOi");
    }

    @Test
    void aMissingValueIsAMisconfigurationAndNoCrash() throws Exception {
        PlanText plan = bind("- http: { get: '/x/${run.id}' }");
        plan.checks()
                .getFirst()
                .check()
                .attempt(new Attempt(
                        1,
                        log,
                        new FakeLedger(),
                        traffic,
                        reference -> Optional.empty(),
                        SteppingTime.atNoon().now(),
                        SteppingTime.atNoon(),
                        folder,
                        Devices.NONE));
        assertThat(log.facts()).singleElement().isInstanceOfSatisfying(Misconfiguration.class, fact -> {
            assertThat(fact.what()).isEqualTo("no value for ${run.id}");
            assertThat(fact.where()).endsWith("prodgate.yaml:13:9");
        });
    }

    @Test
    void aFileThatVanishedIsAMisconfiguration() throws Exception {
        Files.writeString(folder.resolve("f"), "x");
        PlanText plan = bind("- http: { post: /x, body-file: f }");
        Files.delete(folder.resolve("f"));
        run(plan);
        assertThat(log.facts()).singleElement().isInstanceOf(Misconfiguration.class);
    }

    @Test
    void previewsShowRequestsWithoutTheirValues() {
        var preview = bind("""
                - http:
                    steps:
                      - get: /health
                        query: { key: '${secret.api}' }
                      - post: https://static.example.com/${run.id}
                """).checks().getFirst().check().preview();
        assertThat(preview.requests())
                .containsExactly(
                        "GET https://api.example.com/v1/health?key=${secret.api}",
                        "POST https://static.example.com/${run.id}");
        assertThat(preview.writes()).containsExactly("POST https://static.example.com/${run.id}");
        assertThat(preview.targets())
                .extracting(Object::toString)
                .containsExactly("https://api.example.com", "https://static.example.com");
    }

    @Test
    void writingChecksAreRepeatableOnlyIfThePlanSaysSo() {
        assertThat(bind("- http: { get: /x }").checks().getFirst().check().repeatable())
                .isTrue();
        assertThat(bind("- http: { post: /x }").checks().getFirst().check().repeatable())
                .isFalse();
        assertThat(bind("- http: { post: /x, repeat: true }")
                        .checks()
                        .getFirst()
                        .check()
                        .repeatable())
                .isTrue();
    }

    private void attempt(FakeTraffic scripted, String check) throws InterruptedException {
        assertThat(scripted).isSameAs(traffic);
        run(bind(check));
    }

    private PlanText bind(String check) {
        PlanText plan = PlanText.read(folder, PlanText.around(check), new HttpKind());
        assertThat(plan.errors()).isEmpty();
        return plan;
    }

    private void run(PlanText plan) throws InterruptedException {
        Map<String, String> known =
                Map.of("secret.api", "token-of-ours", "secret.webhook", "shared-secret", "run.id", "run-1");
        Values values = reference -> Optional.ofNullable(known.get(reference.namespace() + "." + reference.name()));
        SteppingTime time = SteppingTime.atNoon();
        plan.checks()
                .getFirst()
                .check()
                .attempt(new Attempt(
                        1,
                        log,
                        new FakeLedger(),
                        traffic,
                        values,
                        time.now().plusSeconds(60),
                        time,
                        folder,
                        Devices.NONE));
    }

    private Request sent() {
        return traffic.requests().getLast();
    }

    private static String body(Request request) {
        return new String(request.body().orElseThrow(), StandardCharsets.UTF_8);
    }

    private static Optional<String> header(Request request, String name) {
        return request.headers().stream()
                .filter(header -> header.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private List<Judgement> judgements() {
        return log.facts().stream()
                .filter(Judgement.class::isInstance)
                .map(Judgement.class::cast)
                .toList();
    }
}
