package io.prodgate.system.servicedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.SystemTrouble.Kind;
import io.prodgate.system.PlainSystems;
import io.prodgate.system.SystemException;
import io.prodgate.system.Visit;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.testing.SteppingTime;
import io.prodgate.traffic.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    private static final AccessTokens.Grant GRANT = new AccessTokens.Grant(
            URI.create("https://accounts.zoho.eu"), "1000.CLIENT", "client-secret", "1000.refresh");

    private final FakeTraffic traffic = new FakeTraffic();
    private final SteppingTime time = SteppingTime.atNoon();
    private final AccessTokens tokens = new AccessTokens(new PlainSystems());
    private final Redactor redactor = new Redactor(List.of("client-secret", "1000.refresh"));
    private final EvidenceLog log = new EvidenceLog(redactor);

    private String token() throws SystemException, InterruptedException {
        Visit visit = new Visit(
                "servicedesk",
                URI.create("https://servicedesk.example.com/app/itdesk"),
                List.of(),
                Credential.NONE,
                traffic,
                log,
                Instant.parse("2026-01-02T12:10:00Z"),
                Visit.USUAL_TIMEOUT);
        return tokens.token(GRANT, visit, time);
    }

    private void gives(String token) {
        traffic.answers(
                200,
                "{\"access_token\":\"" + token
                        + "\",\"api_domain\":\"https://www.zohoapis.eu\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    @Test
    void aTokenIsAskedForAsZohoWantsItAndKeptUntilItRunsOut() throws Exception {
        gives("1000.first");
        gives("1000.second");

        assertThat(token()).isEqualTo("1000.first");
        time.advance(Duration.ofMinutes(58));
        assertThat(token()).isEqualTo("1000.first");
        time.advance(Duration.ofMinutes(1));
        assertThat(token()).isEqualTo("1000.second");

        Request request = traffic.requests().getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).isEqualTo(URI.create("https://accounts.zoho.eu/oauth/v2/token"));
        assertThat(new String(request.body().orElseThrow(), StandardCharsets.US_ASCII).split("&"))
                .containsExactlyInAnyOrder(
                        "grant_type=refresh_token",
                        "client_id=1000.CLIENT",
                        "client_secret=client-secret",
                        "refresh_token=1000.refresh");
        assertThat(traffic.requests()).hasSize(2);
    }

    @Test
    void aTokenIsASecretFromTheBeginning() throws Exception {
        gives("1000.first");

        token();

        assertThat(redactor.redact("Zoho-oauthtoken 1000.first")).isEqualTo("Zoho-oauthtoken ***");
        assertThat(log.facts()).noneMatch(HttpExchange.class::isInstance);
    }

    @Test
    void anErrorInAnAnswerOfSuccessIsARefusal() {
        traffic.answers(200, "{\"error\":\"invalid_code\"}");

        SystemException refused = catchThrowableOfType(SystemException.class, this::token);

        assertThat(refused.trouble().orElseThrow())
                .returns(Kind.CREDENTIAL_REFUSED, SystemTrouble::kind)
                .returns("no token is given: invalid_code", SystemTrouble::message);
        assertThat(log.facts()).anyMatch(SystemTrouble.class::isInstance);
        assertThat(log.facts().toString()).doesNotContain("client-secret").doesNotContain("1000.refresh");
    }

    @Test
    void anAnswerThatCannotBeReadBringsNoTokenIntoTheEvidence() {
        traffic.answers(200, "{\"access_token\":\"1000.half\",\"expires_in\":\"soon\"}");

        assertThat(catchThrowableOfType(SystemException.class, this::token)).isNotNull();

        assertThat(log.facts().toString()).doesNotContain("1000.half");
        assertThat(log.facts())
                .anyMatch(fact -> fact instanceof SystemTrouble trouble && trouble.kind() == Kind.UNREADABLE);
    }

    @Test
    void aTokenThatIsRefusedLaterIsReplacedAndOneThatIsRefusedAtOnceIsNot() throws Exception {
        gives("1000.first");
        gives("1000.second");
        token();

        tokens.refused(GRANT, time);
        assertThat(token()).isEqualTo("1000.first");

        time.advance(Duration.ofMinutes(2));
        tokens.refused(GRANT, time);
        assertThat(token()).isEqualTo("1000.second");
    }

    @Test
    void aGrantShowsNoSecret() {
        assertThat(GRANT).hasToString("grant at https://accounts.zoho.eu");
    }
}
