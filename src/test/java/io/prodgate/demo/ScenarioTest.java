package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.demo.DemoClient.Response;
import io.prodgate.testing.SteppingTime;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Random;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {
    private static final String[] ACME = {"Authorization", "Bearer " + Tenants.ACME.apiToken()};

    private final SteppingTime time = SteppingTime.atNoon();

    /** What a test does with a platform. */
    @FunctionalInterface
    private interface Visit {
        void to(DemoClient platform) throws Exception;
    }

    private void visit(Scenario scenario, Visit visit) throws Exception {
        try (DemoPlatform platform = start(scenario);
                DemoClient client = new DemoClient(platform.url())) {
            visit.to(client);
        }
    }

    private DemoPlatform start(Scenario scenario) throws IOException {
        return DemoPlatform.start(scenario, DemoPlatform.Ports.free(), time, new Random(1));
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void isFoundByItsNameOnTheCommandLine(Scenario scenario) {
        assertThat(scenario.wireName()).matches("[a-z]+(-[a-z0-9]+)*");
        assertThat(Scenario.named(scenario.wireName())).contains(scenario);
        assertThat(scenario.description()).isNotBlank();
    }

    @Test
    void anUnknownNameIsNoScenario() {
        assertThat(Scenario.named("HEALTHY")).isEmpty();
        assertThat(Scenario.all()).startsWith(Scenario.HEALTHY).hasSize(Scenario.values().length);
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void theExitCodeIsThatOfTheVerdict(Scenario scenario) {
        int expected = switch (scenario.ending().verdict()) {
            case "approved", "approved-with-conditions" -> 0;
            case "not-approved" -> 1;
            case "inconclusive" -> 3;
            default -> throw new AssertionError("no verdict: " + scenario.ending());
        };

        assertThat(scenario.ending().exitCode()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void isDocumentedWithItsVerdict(Scenario scenario) throws Exception {
        assertThat(Files.readString(Path.of("docs/demo.md")))
                .contains("| `%s` | %s | %s | %d |"
                        .formatted(
                                scenario.wireName(),
                                scenario.description(),
                                scenario.ending().verdict(),
                                scenario.ending().exitCode()));
    }

    @ParameterizedTest
    @EnumSource(value = Scenario.class, mode = EnumSource.Mode.EXCLUDE, names = "RUNNER_OFFLINE")
    void theControlHostAnswersWhateverHappensToThePlatform(Scenario scenario) throws Exception {
        try (DemoPlatform platform = start(scenario);
                DemoClient control = new DemoClient(platform.controlUrl())) {
            for (String path : new String[] {"/", "/prometheus", "/alertmanager", "/jaeger", "/grafana"}) {
                assertThat(control.get(path).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void rateLimitedGrantsFiveASecondAndSaysWhenToComeBack() throws Exception {
        visit(Scenario.RATE_LIMITED, platform -> {
            for (int i = 0; i < 5; i++) {
                assertThat(platform.get("/health").status()).isEqualTo(200);
            }

            Response refused = platform.get("/health");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.header("RateLimit")).isEqualTo("\"default\";r=0;t=1");
            assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"default\";q=5;w=1");
            time.advance(Duration.ofSeconds(1));
            assertThat(platform.get("/health").status()).isEqualTo(200);
        });
    }

    @Test
    void outageAtDeployLastsFromTheFirstCallOnAndEnds() throws Exception {
        visit(Scenario.OUTAGE_AT_DEPLOY, platform -> {
            time.advance(Duration.ofMinutes(5));
            Response during = platform.get("/health");
            assertThat(during.status()).isEqualTo(503);
            assertThat(during.header("content-type")).startsWith("text/html");
            time.advance(Duration.ofMillis(999));
            assertThat(platform.get("/health").status()).isEqualTo(503);
            time.advance(Duration.ofMillis(1));
            assertThat(platform.get("/health").status()).isEqualTo(200);
        });
    }

    @Test
    void flakyIsWrongOnceAndRightFromThenOn() throws Exception {
        visit(Scenario.FLAKY, platform -> {
            assertThat(platform.get("/api/v1/tickets").status()).isEqualTo(401);
            assertThat(platform.get("/api/v1/tickets", ACME)
                            .json()
                            .path("total")
                            .intValue())
                    .isZero();
            assertThat(platform.get("/api/v1/tickets", ACME)
                            .json()
                            .path("total")
                            .intValue())
                    .isEqualTo(5);
        });
    }

    @Test
    void downRefusesConnections() throws Exception {
        visit(
                Scenario.DOWN,
                platform -> assertThatThrownBy(() -> platform.get("/health")).isInstanceOf(ConnectException.class));
    }

    @Test
    void dnsGoneIsThereUnderANameThatNobodyFinds() throws Exception {
        visit(
                Scenario.DNS_GONE,
                platform -> assertThatThrownBy(() -> platform.get("/health"))
                        .isInstanceOf(ConnectException.class)
                        .hasRootCauseInstanceOf(UnresolvedAddressException.class));
    }

    @Test
    void expiredCertificateIsRefusedByClients() throws Exception {
        visit(
                Scenario.EXPIRED_CERTIFICATE,
                platform -> assertThatThrownBy(() -> platform.get("/health"))
                        .isInstanceOf(SSLHandshakeException.class)
                        .hasRootCauseInstanceOf(CertificateExpiredException.class));
    }

    @Test
    void wrongAnswerServesThePageInsteadOfTheApiAndAnotherRelease() throws Exception {
        visit(Scenario.WRONG_ANSWER, platform -> {
            for (int i = 0; i < 2; i++) {
                Response tickets = platform.get("/api/v1/tickets", ACME);
                assertThat(tickets.status()).isEqualTo(200);
                assertThat(tickets.header("content-type")).startsWith("text/html");
                assertThat(platform.get("/health").json().path("revision").asText())
                        .isNotEqualTo(FrontApi.REVISION);
            }
        });
    }

    @Test
    void botChallengeAnswersEveryCallWithAChallenge() throws Exception {
        visit(Scenario.BOT_CHALLENGE, platform -> {
            Response challenged = platform.post("/webhook/servicedesk", "{}");
            assertThat(challenged.status()).isEqualTo(403);
            assertThat(challenged.header("cf-mitigated")).isEqualTo("challenge");
            assertThat(challenged.text()).contains("Just a moment...");
        });
    }

    @Test
    void challengeOn429LetsTenCallsPassAndTemptsToWait() throws Exception {
        visit(Scenario.CHALLENGE_ON_429, platform -> {
            for (int i = 0; i < 10; i++) {
                assertThat(platform.get("/health").status()).isEqualTo(200);
            }
            Response challenged = platform.get("/health");
            assertThat(challenged.status()).isEqualTo(429);
            assertThat(challenged.header("cf-mitigated")).isEqualTo("challenge");
            assertThat(challenged.header("Retry-After")).isEqualTo("5");
            time.advance(Duration.ofSeconds(5));
            assertThat(platform.get("/health").status()).isEqualTo(429);
        });
    }

    @Test
    void twoPoliciesTellsBothAndRefusesByTheBurst() throws Exception {
        visit(Scenario.TWO_POLICIES, platform -> {
            for (int i = 0; i < 8; i++) {
                assertThat(platform.get("/health").status()).isEqualTo(200);
            }
            Response refused = platform.get("/health");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"burst\";q=8;w=1, \"daily\";q=1000;w=86400");
            assertThat(refused.header("RateLimit")).isEqualTo("\"burst\";r=0;t=1, \"daily\";r=192;t=43200");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.json().path("violated-policies").toString()).isEqualTo("[\"burst\"]");
            time.advance(Duration.ofSeconds(1));
            assertThat(platform.get("/health").status()).isEqualTo(200);
        });
    }

    @Test
    void dailyQuotaEndsAfterTenCallsUntilTheNextDay() throws Exception {
        visit(Scenario.DAILY_QUOTA, platform -> {
            for (int i = 0; i < 10; i++) {
                assertThat(platform.get("/health").status()).isEqualTo(200);
            }
            Response refused = platform.get("/health");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
            assertThat(refused.json().path("type").asText()).endsWith("#quota-exceeded");
            assertThat(refused.header("RateLimit")).endsWith("\"daily\";r=0;t=43200");
            assertThat(refused.header("Retry-After")).isEqualTo("43200");
            time.advance(Duration.ofHours(12));
            assertThat(platform.get("/health").status()).isEqualTo(200);
        });
    }

    @Test
    void intermittent500FailsAtEveryTicketOnce() throws Exception {
        visit(Scenario.INTERMITTENT_500, platform -> {
            for (String path : new String[] {"/api/v1/tickets", "/api/v1/tickets/10001"}) {
                assertThat(platform.get(path, ACME).status()).isEqualTo(500);
                assertThat(platform.get(path, ACME).status()).isEqualTo(200);
            }
            assertThat(platform.get("/health").status()).isEqualTo(200);
        });
    }

    @Test
    void leakyPoolGivesATenantTheRowsOfTheOneBefore() throws Exception {
        String[] globex = {"Authorization", "Bearer " + Tenants.GLOBEX.apiToken()};
        visit(Scenario.LEAKY_POOL, platform -> {
            assertThat(platform.get("/api/v1/tickets", ACME).text()).doesNotContain("globex");
            assertThat(platform.get("/api/v1/tickets", ACME).text()).doesNotContain("globex");
            assertThat(platform.get("/api/v1/tickets").status()).isEqualTo(401);
            assertThat(platform.get("/api/v1/tickets", globex).text()).contains("\"acme\"", "\"globex\"");
            assertThat(platform.get("/api/v1/tickets", globex).text()).doesNotContain("acme");
            assertThat(platform.get("/api/v1/tickets/10001", globex).status()).isEqualTo(403);
        });
    }

    @Test
    void silentAlertHasAReceiverWithoutAnyWayToIt() throws Exception {
        try (DemoPlatform platform = start(Scenario.SILENT_ALERT);
                DemoClient control = new DemoClient(platform.controlUrl())) {
            assertThat(control.get("/alertmanager/metrics").text())
                    .contains("receiver_name=\"chat\"")
                    .doesNotContain("on-call");
        }
    }

    @Test
    void runnerOfflineReachesNeitherProductionNorTheControlHost() throws Exception {
        try (DemoPlatform platform = start(Scenario.RUNNER_OFFLINE)) {
            for (URI unreachable : new URI[] {platform.url(), platform.controlUrl()}) {
                try (DemoClient client = new DemoClient(unreachable)) {
                    assertThatThrownBy(() -> client.get("/health")).isInstanceOf(ConnectException.class);
                }
            }
        }
    }
}
