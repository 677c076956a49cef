package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.journal.Journal;
import io.prodgate.testing.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told what of a run and of decisions, over HTTP, through the whole command line. */
class NotifyTest {
    private static final String COMMIT = "4f2a91c0d3e5b6a7f8091a2b3c4d5e6f70819203";
    private static final String HOSTILE = "<!channel> *x* </script> ::error:: @here \u202Eevil";

    @TempDir
    private Path folder;

    private final RawServer production = RawServer.alwaysSaying("hello");
    private Switchboard board;

    @BeforeEach
    void open() throws IOException {
        board = new Switchboard();
    }

    @AfterEach
    void close() {
        board.close();
        production.close();
    }

    @Test
    void everybodyIsToldOnceOfARunAndOfEachDecision() throws Exception {
        Shell.Result result = run("goodbye", everybody());

        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(1);
        assertThat(result.out()).doesNotContain("NOT TOLD");
        JsonNode hook = only("/services/").json();
        assertThat(hook.path("text").asText()).isEqualTo("Not approved — gate closed: shop 4f2a91c0");
        assertThat(texts(hook))
                .anySatisfy(text -> assertThat(text).contains("• The greeting (critical) does not work:", "[PG-"))
                .anySatisfy(text -> assertThat(text)
                        .contains(
                                "A person has to decide: prodgate decide ",
                                "Who mends it: anna",
                                "To roll back: call ops"));
        Switchboard.Heard bot = only("/api/chat.postMessage");
        assertThat(bot.header("Authorization")).isEqualTo("Bearer xoxb-s3cr3t");
        assertThat(bot.json().path("channel").asText()).isEqualTo("C1");
        JsonNode incident = only("/v2/enqueue").json();
        assertThat(incident.path("event_action").asText()).isEqualTo("trigger");
        assertThat(incident.at("/payload/severity").asText()).isEqualTo("critical");
        assertThat(incident.path("dedup_key").asText()).isEqualTo("prodgate shop " + production.url());
        JsonNode status = only("/repos/acme/shop/statuses/" + COMMIT).json();
        assertThat(status.path("state").asText()).isEqualTo("failure");
        assertThat(status.path("target_url").asText())
                .isEqualTo("https://github.example.com/acme/shop/actions/runs/42");
        assertThat(only("/repos/acme/shop/deployments/99/statuses")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("failure");
        assertThat(only("/repos/acme/shop/issues/7/comments").method()).isEqualTo("GET");
        signed(only("/hook"));

        Shell.Result decided =
                shell().run("decide", run().toString(), "roll-back", "--by", "jane", "--reason", "it is broken");
        assertThat(decided.out()).doesNotContain("NOT TOLD");
        assertThat(board.heard("/services/")).hasSize(2);
        assertThat(board.heard("/services/")
                        .getLast()
                        .json()
                        .at("/blocks/1/text/text")
                        .asText())
                .startsWith("jane decided roll-back, until ");
        assertThat(board.heard("/v2/enqueue"))
                .as("a decision makes no incident")
                .hasSize(1);
        assertThat(Files.readString(run().resolve("report.json")))
                .contains("\"about\": \"run 1\"", "\"about\": \"decision 1\"", "\"state\": \"sent\"")
                .doesNotContain("\"state\": \"due\"", "\"state\": \"failed\"");
        secretsAreNowhere();
    }

    @Test
    void anApprovalResolvesTheIncident() throws Exception {
        run("hello", pagerDuty());

        JsonNode event = only("/v2/enqueue").json();
        assertThat(event.path("event_action").asText()).isEqualTo("resolve");
        assertThat(event.path("dedup_key").asText()).isEqualTo("prodgate shop " + production.url());
        assertThat(event.has("payload")).isFalse();
    }

    @Test
    void anApprovalOfAPartOfThePlanResolvesNothing() throws Exception {
        run("hello", pagerDuty());
        Path plan = folder.resolve("plan.yaml");
        assertThat(shell().run(
                                "run",
                                plan.toString(),
                                "--only",
                                "greeting",
                                "--out",
                                folder.resolve("part").toString())
                        .exitCode())
                .isZero();
        assertThat(board.heard("/v2/enqueue")).hasSize(1);
    }

    @Test
    void aCommentIsWrittenAnewInItsPlace() throws Exception {
        board.says(
                "/repos/acme/shop/issues/7/comments",
                200,
                "[{\"id\":1,\"body\":\"a word\"},{\"id\":5,\"body\":\"<!-- prodgate shop -->\\nold\"}]",
                Map.of(),
                1);
        run("goodbye", gitHub());

        Switchboard.Heard written = only("/repos/acme/shop/issues/comments/5");
        assertThat(written.method()).isEqualTo("PATCH");
        assertThat(written.json().path("body").asText()).startsWith("<!-- prodgate shop -->\n### Not approved");
        assertThat(board.heard("/repos/acme/shop/issues/7/comments")).hasSize(1);
    }

    @Test
    void whoRefusesChangesNoVerdictAndIsToldLater() throws Exception {
        board.says("/services/", 400, "invalid_payload", Map.of(), 99);
        Shell.Result result = run("hello", slack());

        assertThat(result.exitCode()).as(result.out()).isZero();
        assertThat(result.out()).contains("APPROVED — gate open", "NOT TOLD: slack (run 1): HTTP 400: invalid_payload");
        assertThat(board.heard("/services/"))
                .as("what is refused is not tried again")
                .hasSize(1);
        assertThat(Files.readString(run().resolve("report.md")))
                .contains("**Not told**: slack of run 1: HTTP 400: invalid\\_payload");

        Shell.Result again = shell().run("notify", run().toString());
        assertThat(again.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        board.says("/services/", 200, "ok", Map.of(), 99);
        Shell.Result mended = shell().run("notify", run().toString());
        assertThat(mended.exitCode()).as(mended.out() + mended.err()).isZero();
        assertThat(mended.out()).contains("told slack of run 1: taken");
        assertThat(shell().run("notify", run().toString()).out()).contains("Nobody is left to tell.");
        assertThat(Files.readString(run().resolve("report.md"))).doesNotContain("Not told");
        assertThat(shell().run("verify", run().toString(), "--revision", COMMIT).exitCode())
                .isZero();
    }

    @Test
    void aLimitIsWaitedOutAndATroubleTriedAgain() throws Exception {
        board.says("/services/", 429, "rate_limited", Map.of("Retry-After", "1"), 1);
        board.says("/v2/enqueue", 503, "sorry", Map.of(), 1);
        Shell.Result result = run("goodbye", slack() + pagerDuty());

        assertThat(result.out()).doesNotContain("NOT TOLD");
        assertThat(board.heard("/services/")).hasSize(2);
        assertThat(board.heard("/v2/enqueue")).hasSize(2);
    }

    @Test
    void aBotThatIsRefusedWithOkFalseWasNotTold() throws Exception {
        board.says("/api/chat.postMessage", 200, "{\"ok\":false,\"error\":\"not_in_channel\"}", Map.of(), 99);
        assertThat(run("hello", bot()).out()).contains("NOT TOLD: bot (run 1): it said: not_in_channel");
    }

    @Test
    void whatWasOnlyNotedBeforeAKillIsToldAgain() throws Exception {
        run("hello", slack());
        Path journal = run().resolve(Journal.FILE_NAME);
        List<String> lines = Files.readAllLines(journal);
        assertThat(lines.getLast()).contains("\"state\":\"sent\"");
        Files.write(journal, lines.subList(0, lines.size() - 1));

        assertThat(shell().run("notify", run().toString()).out()).contains("told slack of run 1");
        assertThat(board.heard("/services/")).hasSize(2);
    }

    @Test
    void hostileTextsStayTexts() throws Exception {
        run("goodbye", everybody(), "\"" + HOSTILE.replace("\u202E", "\\u202E") + "\"");

        assertThat(only("/services/").body())
                .doesNotContain("<!channel>", "\u202E")
                .contains("&lt;!channel&gt;");
        String comment = board.heard("/repos/acme/shop/issues/7/comments")
                .getLast()
                .json()
                .path("body")
                .asText();
        assertThat(comment.substring(comment.indexOf('\n')))
                .doesNotContain("<", "@here", "*x*", "::error")
                .contains("&#60;&#33;channel&#62;", "&#64;here");
        assertThat(only("/v2/enqueue").body()).doesNotContain("\u202E");
    }

    @Test
    void aClientHearsTheVerdictAndNothingOfHowItIsBuilt() throws Exception {
        run("goodbye", "  - webhook: { url: '" + board.url() + "/hook', audience: client }\n");

        assertThat(only("/hook").json().path("data").path("headline").asText())
                .isEqualTo("Not approved — gate closed: shop");
        assertThat(only("/hook").json().path("data").path("findings").toString())
                .isEqualTo("[\"1 of 1 checks need attention.\"]");
        assertThat(only("/hook").json().path("data").path("next").toString())
                .isEqualTo("[\"The release waits for a decision.\"]");
    }

    @Test
    void whoWantsToHearOfOtherThingsIsNotTold() throws Exception {
        run("hello", "  - webhook: { url: '" + board.url() + "/hook', on: [not-approved] }\n");
        assertThat(board.heard("/hook")).isEmpty();
        assertThat(run().resolve("report.json")).content().doesNotContain("\"messages\"");
    }

    @Test
    void mistakesOfThePlanAreToldWithTheirPlaces() throws Exception {
        Shell.Result result = run("hello", """
              - slack: { channel: C1 }
              - pagerduty: { routing-kye: x }
              - webhook: { url: 'https://a.example', audience: everyone, on: [always] }
              - github: { token: x, repository: shop, name: webhook }
              - teams: { url: 'https://a.example' }
            """);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .contains(
                        "either 'webhook', or 'token' and 'channel'",
                        "the key 'routing-kye' is not known here (did you mean 'routing-key'?)",
                        "'everyone' is none of operations, product, client",
                        "'always' is none of approved",
                        "'shop' is no repository",
                        "there are two entries called 'webhook'",
                        "the key 'teams' is not known here");
        assertThat(production.heads()).isEmpty();
    }

    private static List<String> texts(JsonNode message) {
        return message.path("blocks")
                .valueStream()
                .map(block -> block.path("text").path("text").asText())
                .toList();
    }

    private void signed(Switchboard.Heard hook) throws Exception {
        assertThat(hook.header("webhook-id")).matches("prodgate-\\d{8}-\\d{6}-[0-9a-f]{4}-run-1");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode("c2lnbmluZw=="), "HmacSHA256"));
        String signed = hook.header("webhook-id") + "." + hook.header("webhook-timestamp") + "." + hook.body();
        assertThat(hook.header("webhook-signature"))
                .isEqualTo("v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        assertThat(hook.json().at("/data/verdict").asText()).isEqualTo("not-approved");
    }

    private void secretsAreNowhere() throws IOException {
        try (Stream<Path> files = Files.walk(run())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(
                                "xoxb-s3cr3t", "/services/T/B/s3cr3t", "R0UT1NGK3Y", "ghp_s3cr3t", "c2lnbmluZw");
            }
        }
    }

    private Switchboard.Heard only(String path) {
        assertThat(board.heard(path)).as(path).isNotEmpty();
        return board.heard(path).getFirst();
    }

    private String everybody() {
        return slack() + bot() + pagerDuty() + gitHub() + "  - webhook: { url: '" + board.url()
                + "/hook', secret: '${secret.hook}' }\n";
    }

    private static String slack() {
        return "  - slack: { webhook: '${secret.slack}' }\n";
    }

    private String bot() {
        return "  - slack: { name: bot, token: '${secret.bot}', channel: C1, api: '" + board.url() + "/api' }\n";
    }

    private String pagerDuty() {
        return "  - pagerduty: { routing-key: '${secret.pagerduty}', api: '" + board.url() + "' }\n";
    }

    private String gitHub() {
        return "  - github: { token: '${secret.github}', repository: acme/shop, deployment: '99', comment: true, api: '"
                + board.url() + "' }\n";
    }

    private Path run() {
        return folder.resolve("run");
    }

    private Shell shell() {
        return Shell.inEarnest(Map.of(
                "GITHUB_SHA", COMMIT,
                "GITHUB_SERVER_URL", "https://github.example.com",
                "GITHUB_REPOSITORY", "acme/shop",
                "GITHUB_RUN_ID", "42",
                "PRODGATE_STATE", folder.resolve("state").toString()));
    }

    private Shell.Result run(String expected, String recipients) throws IOException {
        return run(expected, recipients, "The greeting");
    }

    private Shell.Result run(String expected, String recipients, String title) throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), """
            version: 1
            production: { name: shop, url: '%s', settle: 0s }
            controls: off
            gate: { roll-back: call ops }
            secrets: { slack: '%s', bot: xoxb-s3cr3t, pagerduty: R0UT1NGK3Y, github: ghp_s3cr3t, hook: whsec_c2lnbmluZw== }
            notify:
            %s
            stages:
              - name: all
                checks:
                  - http:
                      id: greeting
                      title: %s
                      severity: critical
                      owner: anna
                      get: /
                      expect: { body: '%s' }
            """.formatted(
                        production.url(), board.url() + "/services/T/B/s3cr3t", recipients, title, expected));
        return shell().run("run", plan.toString(), "--out", run().toString());
    }
}
