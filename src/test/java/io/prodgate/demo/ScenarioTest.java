package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.demo.DemoClient.Response;
import io.prodgate.testing.SteppingTime;
import java.io.IOException;
import java.net.ConnectException;
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
        assertThat(scenario.wireName()).matches("[a-z]+(-[a-z]+)*");
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
    @EnumSource(Scenario.class)
    void theControlHostAnswersWhateverHappensToThePlatform(Scenario scenario) throws Exception {
        try (DemoPlatform platform = start(scenario);
                DemoClient control = new DemoClient(platform.controlUrl())) {
            assertThat(control.get("/").status()).isEqualTo(200);
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
}
