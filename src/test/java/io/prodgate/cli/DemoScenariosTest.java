package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.demo.Scenario;
import io.prodgate.evidence.Json;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code prodgate demo} ends in every scenario as the scenario says: with real requests, a real clock, real reports. */
class DemoScenariosTest {
    private static final List<String> REPORTS =
            List.of("report.json", "report.md", "report.html", "junit.xml", "ctrf.json");

    /** Runs mostly wait: some of them do it at the same time, few enough that none is starved of the processor. */
    private static final int AT_THE_SAME_TIME = 4;

    @TempDir
    private static Path folder;

    private static final Map<Scenario, Future<Shell.Result>> RUNS = new EnumMap<>(Scenario.class);

    @BeforeAll
    static void runAll() {
        ExecutorService threads = Executors.newFixedThreadPool(AT_THE_SAME_TIME);
        for (Scenario scenario : Scenario.all()) {
            RUNS.put(
                    scenario,
                    threads.submit(() -> Shell.inEarnest(Map.of())
                            .run(Stream.concat(
                                            Stream.of(
                                                    "demo",
                                                    "--scenario",
                                                    scenario.wireName(),
                                                    "--out",
                                                    folder(scenario).toString()),
                                            scenario.disrupts() ? Stream.of("--allow-disruption") : Stream.empty())
                                    .toArray(String[]::new))));
        }
        threads.shutdown();
    }

    private static Path folder(Scenario scenario) {
        return folder.resolve(scenario.wireName());
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void aScenarioEndsAsItSays(Scenario scenario) throws Exception {
        Path run = folder(scenario);
        Shell.Result result = Objects.requireNonNull(RUNS.get(scenario)).get();

        assertThat(result.exitCode())
                .as(result.out() + result.err())
                .isEqualTo(scenario.ending().exitCode());
        assertThat(result.err()).isEmpty();
        for (String name : REPORTS) {
            assertThat(run.resolve(name)).isNotEmptyFile();
        }
        JournalReader journal = JournalReader.read(run.resolve(Journal.FILE_NAME));
        assertThat(journal.damage()).isEmpty();

        JsonNode report = Json.mapper().readTree(Files.readString(run.resolve("report.json")));
        assertThat(report.path("verdict").asText()).isEqualTo(scenario.ending().verdict());
        assertThat(report.path("gate").asText()).isEqualTo(scenario.ending().exitCode() == 0 ? "open" : "closed");
        assertThat(causes(checks(report).stream()))
                .as(result.out())
                .containsExactlyElementsOf(scenario.ending().cause().stream().toList());
        if (scenario.ending().cause().isEmpty()) {
            assertThat(causes(checks(report).stream().flatMap(check -> elements(check.path("attempts")))))
                    .as(result.out())
                    .isEmpty();
        }
        assertThat(checks(report))
                .allSatisfy(check -> assertThat(check.path("outcome").asText())
                        .isIn("passed", "flaky", "failed", "inconclusive", "skipped"));
        assertThat(result.out()).contains("Not shown: The Android app");
        Shell.Result replay = Shell.inEarnest(Map.of()).run("replay", run.toString(), "--fail-on-difference");
        assertThat(replay.exitCode()).as(replay.out() + replay.err()).isZero();
        assertSpecific(scenario, report, result.out());
    }

    private static void assertSpecific(Scenario scenario, JsonNode report, String printed) {
        switch (scenario) {
            case HEALTHY -> assertThat(outcomes(report)).containsOnly("passed");
            case KNOWLEDGE_BASE_SLOW -> {
                assertThat(outcomes(report)).containsOnly("passed");
                assertThat(evidence(report, "http-exchange"))
                        .anySatisfy(exchange -> assertThat(exchange.toString()).contains("partial context"));
            }
            case RATE_LIMITED -> {
                assertThat(outcomes(report)).containsOnly("passed");
                assertThat(evidence(report, "pace-wait"))
                        .as("waits that the platform itself has asked for")
                        .anySatisfy(wait ->
                                assertThat(wait.path("word").asText()).containsPattern("^(429|403) |RateLimit-Policy"));
            }
            case TWO_POLICIES -> {
                assertThat(outcomes(report)).containsOnly("passed");
                assertThat(evidence(report, "pace-wait"))
                        .as("waits for the burst, and none for the day")
                        .isNotEmpty()
                        .allSatisfy(wait ->
                                assertThat(wait.path("taken").asBoolean()).isTrue());
            }
            case OUTAGE_AT_DEPLOY ->
                assertThat(printed).containsPattern("NOTED \\S+ passed after infrastructure, rule PG-");
            case FLAKY -> assertThat(outcomes(report)).contains("flaky").doesNotContain("failed", "skipped");
            case INTERMITTENT_500 ->
                assertThat(outcomes(report)).contains("flaky").doesNotContain("failed", "inconclusive", "skipped");
            case DOWN -> assertThat(cause(report, "answers")).contains("production");
            case DNS_GONE -> {
                assertThat(cause(report, "answers")).contains("production");
                assertThat(cause(report, "certificate")).contains("production");
                assertThat(printed)
                        .contains(
                                "the zone's own name servers say that there is no such name",
                                "to do: create the DNS record");
            }
            case TICKET_LOST -> {
                assertThat(cause(report, "tickets-enhanced")).contains("production");
                assertThat(outcomes(report)).containsOnlyOnce("failed");
                assertThat(printed).contains("1 of 5 items: database (late", "80% (4 of 5)");
            }
            case DUPLICATE_NOTE -> {
                assertThat(cause(report, "tickets-enhanced")).contains("production");
                assertThat(outcomes(report)).containsOnlyOnce("failed");
                assertThat(printed)
                        .contains("notes: expected 1, was access: 2", "access (failed: duplicate: 2 new notes");
            }
            case SLOW_WORKER -> {
                assertThat(cause(report, "tickets-enhanced")).contains("production");
                assertThat(printed).contains("p95: expected < 5s").containsPattern("[345] of 5 items: ");
            }
            case EXPIRED_CERTIFICATE -> {
                assertThat(cause(report, "certificate")).contains("production");
                assertThat(check(report, "certificate").path("attempts"))
                        .as("an expired certificate stays expired")
                        .hasSize(1);
            }
            case WRONG_ANSWER -> {
                assertThat(cause(report, "release")).contains("production");
                assertThat(printed).contains("HTML where JSON was expected");
            }
            case SLOW_SEARCH -> {
                assertThat(cause(report, "processing-time")).contains("production");
                assertThat(outcomes(report)).containsOnlyOnce("failed");
            }
            case LEAKY_POOL -> {
                assertThat(cause(report, "walls")).contains("production");
                assertThat(outcomes(report)).containsOnlyOnce("failed");
                assertThat(check(report, "walls").path("attempts"))
                        .as("a leak is not looked for again")
                        .hasSize(1);
                assertThat(printed)
                        .contains("rule PG-820", "GET /api/v1/tickets", "No network on the third floor' of acme");
            }
            case TARGET_DOWN -> {
                assertThat(cause(report, "everything-is-scraped")).contains("production");
                assertThat(outcomes(report)).containsOnlyOnce("failed");
                assertThat(printed).contains("knowledge-base-0");
            }
            case DASHBOARD_EMPTY -> {
                assertThat(cause(report, "dashboards")).contains("production");
                assertThat(outcomes(report)).containsOnlyOnce("failed");
                assertThat(printed).contains("Queue Health");
            }
            case UNMARKED_TRAFFIC -> {
                assertThat(cause(report, "separated")).contains("production");
                assertThat(outcomes(report)).containsOnlyOnce("failed");
            }
            case MONITORING_BLIND -> {
                assertThat(cause(report, "success-share")).contains("infrastructure");
                assertThat(outcomes(report)).doesNotContain("failed", "flaky");
            }
            case TRACES_MISSING -> {
                assertThat(cause(report, "tickets-enhanced")).contains("production");
                assertThat(outcomes(report)).containsOnlyOnce("failed");
            }
            case UNSAMPLED_TRACES -> {
                assertThat(cause(report, "tickets-enhanced")).contains("configuration");
                assertThat(outcomes(report)).containsOnlyOnce("inconclusive");
            }
            case SILENT_ALERT -> {
                assertThat(cause(report, "page-arrives")).contains("production");
                assertThat(outcomes(report)).containsOnlyOnce("failed");
                assertThat(printed).contains("no integration is configured for on-call");
            }
            case ALERT_SILENCED -> {
                assertThat(cause(report, "queue-alarm")).contains("configuration");
                assertThat(outcomes(report)).containsOnlyOnce("inconclusive").doesNotContain("failed");
                assertThat(printed).containsPattern("silence \\S+ of ada@example.com until \\S+Z: too loud last night");
            }
            case SIGN_UP_DISABLED -> {
                assertThat(cause(report, "anonymous-sign-up")).contains("production");
                assertThat(outcomes(report)).containsOnlyOnce("failed");
                assertThat(printed).contains("status: expected 201, was 403");
            }
            case BOT_CHALLENGE -> assertThat(printed).contains("to do: allow-list the runner's address");
            case CHALLENGE_ON_429 -> {
                assertThat(printed).contains("to do: allow-list the runner's address");
                assertThat(evidence(report, "pace-wait"))
                        .as("a challenge is not passed by waiting: nobody waits but for the plan's own pace")
                        .allSatisfy(
                                wait -> assertThat(wait.path("word").asText()).startsWith("plan: "));
            }
            case DAILY_QUOTA -> {
                assertThat(printed)
                        .contains("a wait of 12 h", "to do: run again when the quota is renewed")
                        .containsPattern(
                                "INCONCLUSIVE \\d+ checks: rate-limit, rule PG-099: production grants us nothing")
                        .containsPattern(
                                "- \\d+ checks could not be judged: a rate limit stood in the way \\(rule PG-099\\)");
                assertThat(outcomes(report)).contains("passed", "inconclusive").doesNotContain("failed", "flaky");
                assertThat(evidence(report, "pace-wait"))
                        .as("nobody waits for half a day")
                        .anySatisfy(wait ->
                                assertThat(wait.path("taken").asBoolean()).isFalse());
            }
            case SIGN_UP_QUOTA -> {
                assertThat(cause(report, "anonymous-sign-up")).contains("rate-limit");
                assertThat(outcomes(report)).doesNotContain("failed", "flaky");
            }
            case RUNNER_OFFLINE -> {
                assertThat(cause(report, "answers")).contains("infrastructure");
                assertThat(printed).contains("the runner's network");
            }
        }
    }

    @Test
    void aScenarioThatIsNotThereIsRefusedAndTheOthersAreNamed() {
        Shell.Result result = Shell.inEarnest(Map.of()).run("demo", "--scenario", "sunny");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("there is no scenario 'sunny'", "healthy", "bot-challenge");
    }

    @Test
    void theListNamesEveryScenarioWithItsEnd() {
        Shell.Result result = Shell.inEarnest(Map.of()).run("demo", "--list");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines()).hasSameSizeAs(Scenario.all());
        assertThat(Scenario.all())
                .allSatisfy(scenario -> assertThat(result.out())
                        .contains(
                                scenario.wireName(),
                                "ends " + scenario.ending().verdict() + ", exit code "
                                        + scenario.ending().exitCode()));
    }

    /** Each once. */
    private static List<String> causes(Stream<JsonNode> checksOrAttempts) {
        return checksOrAttempts
                .map(blamed -> blamed.path("cause"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .distinct()
                .toList();
    }

    private static List<String> outcomes(JsonNode report) {
        return checks(report).stream()
                .map(check -> check.path("outcome").asText())
                .toList();
    }

    private static Optional<String> cause(JsonNode report, String id) {
        return Optional.ofNullable(check(report, id).path("cause").textValue());
    }

    private static JsonNode check(JsonNode report, String id) {
        return checks(report).stream()
                .filter(check -> check.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> evidence(JsonNode report, String type) {
        return checks(report).stream()
                .flatMap(check -> elements(check.path("attempts")))
                .flatMap(attempt -> elements(attempt.path("evidence")))
                .filter(fact -> fact.path("type").asText().equals(type))
                .toList();
    }

    private static List<JsonNode> checks(JsonNode report) {
        return elements(report.path("checks")).toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
