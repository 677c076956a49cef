package io.prodgate.diagnosis;

import static io.prodgate.testing.Facts.answer;
import static io.prodgate.testing.Facts.chain;
import static io.prodgate.testing.Facts.clock;
import static io.prodgate.testing.Facts.control;
import static io.prodgate.testing.Facts.givenUp;
import static io.prodgate.testing.Facts.header;
import static io.prodgate.testing.Facts.met;
import static io.prodgate.testing.Facts.missed;
import static io.prodgate.testing.Facts.trouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of causes in the documentation, row by row. */
class RulesTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Instant SETTLED_LONG_AGO = NOON.minusSeconds(600);
    private static final Instant STILL_SETTLING = NOON.plusSeconds(60);
    private final Rules rules = Rules.builtIn();

    @Test
    void anExpectationMissedOnceIsProductionToBeConfirmed() {
        Diagnosis diagnosis = settled(List.of(), answer(200), missed("$.revision", "abc", "def"));

        assertThat(diagnosis.cause()).isEqualTo(Cause.PRODUCTION);
        assertThat(diagnosis.next()).isEqualTo(Next.CONFIRM);
        assertThat(diagnosis.explanation()).contains("$.revision", "abc", "def", "https://api.example.com/health");
    }

    @Test
    void anExpectationMissedTwiceIsProduction() {
        List<Evidence> wrong = List.of(answer(200), missed("$.revision", "abc", "def"));

        Diagnosis diagnosis = settled(List.of(wrong), wrong);

        assertThat(diagnosis).returns(Cause.PRODUCTION, Diagnosis::cause).returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void aWriteThatWasAnsweredWronglyIsNotRepeated() {
        Diagnosis diagnosis = rules.diagnose(new Situation(
                List.of(),
                List.of(answer("POST", Credential.NONE, 202, "{}"), missed("status", "401", "202")),
                NOON,
                SETTLED_LONG_AGO,
                false));

        assertThat(diagnosis).returns(Cause.PRODUCTION, Diagnosis::cause).returns(Next.STOP, Diagnosis::next);
        assertThat(diagnosis.explanation()).contains("not repeated");
    }

    @Test
    void silenceWithinTheSettleWindowIsWaitedFor() {
        Diagnosis diagnosis = diagnose(STILL_SETTLING, List.of(), trouble(Trouble.Kind.REFUSED), control(true));

        assertThat(diagnosis)
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause)
                .returns(Next.UNTIL_SETTLED, Diagnosis::next);
    }

    @Test
    void silenceForTheWholeWindowIsProductionWhileControlsAnswer() {
        List<Evidence> silent = List.of(trouble(Trouble.Kind.REFUSED), control(true));

        assertThat(settled(List.of(silent), silent))
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause)
                .returns(Next.BACK_OFF, Diagnosis::next);
        assertThat(settled(List.of(silent, silent), silent))
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void silenceOfControlHostsTooIsTheRunnersNetwork() {
        List<Evidence> silent = List.of(trouble(Trouble.Kind.DNS_NOT_FOUND), control(false), control(false));

        assertThat(settled(List.of(silent, silent, silent), silent))
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause)
                .returns(Next.BACK_OFF, Diagnosis::next);
    }

    @Test
    void silenceWithoutControlHostsIsProductionWhenItLasts() {
        List<Evidence> silent = List.of(trouble(Trouble.Kind.CONNECT_TIMEOUT));

        assertThat(settled(List.of(silent, silent), silent).cause()).isEqualTo(Cause.PRODUCTION);
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.Kind.class,
            names = {
                "REFUSED",
                "RESET",
                "ANSWER_TIMEOUT",
                "CONNECT_TIMEOUT",
                "DNS_NOT_FOUND",
                "DNS_FAILED",
                "UNREACHABLE",
                "ANSWER_CUT",
                "NOT_HTTP",
                "TLS_HANDSHAKE",
                "NOT_REACHED_BY_PROXY",
                "CIRCUIT_OPEN"
            })
    void everyKindOfLastingSilenceIsProduction(Trouble.Kind kind) {
        List<Evidence> silent = List.of(trouble(kind), control(true));

        assertThat(settled(List.of(silent, silent), silent).cause()).isEqualTo(Cause.PRODUCTION);
    }

    @Test
    void aGatewayErrorThatLastsIsProduction() {
        List<Evidence> bad = List.of(answer(503), missed("status", "200", "503"), control(true));

        assertThat(settled(List.of(), bad)).returns(Next.BACK_OFF, Diagnosis::next);
        assertThat(settled(List.of(bad, bad), bad)).returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    @Test
    void anErrorOfTheApplicationItselfIsProductionEvenIfControlsAreSilent() {
        List<Evidence> bad = List.of(answer(500), missed("status", "200", "500"), control(false));

        assertThat(settled(List.of(), bad)).returns(Next.CONFIRM, Diagnosis::next);
        assertThat(settled(List.of(bad), bad))
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void aWriteThatMayHaveArrivedIsNotRepeated() {
        Diagnosis diagnosis = rules.diagnose(new Situation(
                List.of(),
                List.of(trouble(Trouble.Kind.ANSWER_TIMEOUT, Trouble.Sent.PERHAPS), control(true)),
                NOON,
                SETTLED_LONG_AGO,
                false));

        assertThat(diagnosis).returns(Cause.INFRASTRUCTURE, Diagnosis::cause).returns(Next.STOP, Diagnosis::next);
        assertThat(diagnosis.todo()).contains("look up");
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.Kind.class,
            names = {
                "CERTIFICATE_EXPIRED",
                "CERTIFICATE_NOT_YET_VALID",
                "CERTIFICATE_WRONG_NAME",
                "CERTIFICATE_UNTRUSTED"
            })
    void aBadCertificateIsProductionAtOnce(Trouble.Kind kind) {
        assertThat(diagnose(STILL_SETTLING, List.of(), trouble(kind), control(true), clock(Duration.ZERO)))
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void aCertificateOutOfDateByAWrongClockIsConfiguration() {
        Diagnosis diagnosis = settled(
                List.of(), trouble(Trouble.Kind.CERTIFICATE_NOT_YET_VALID), control(true), clock(Duration.ofHours(-3)));

        assertThat(diagnosis.cause()).isEqualTo(Cause.CONFIGURATION);
        assertThat(diagnosis.explanation()).contains("-10800 s");
    }

    @Test
    void aChainWithTooFewDaysLeftIsProduction() {
        Diagnosis diagnosis =
                settled(List.of(), chain(Optional.empty()), missed("days left", "> 14", "3"), clock(Duration.ZERO));

        assertThat(diagnosis).returns(Cause.PRODUCTION, Diagnosis::cause).returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void aWaitBeyondTheBudgetIsRateLimit() {
        Diagnosis diagnosis = settled(List.of(), answer(429), givenUp());

        assertThat(diagnosis).returns(Cause.RATE_LIMIT, Diagnosis::cause).returns(Next.STOP, Diagnosis::next);
        assertThat(diagnosis.explanation()).contains("Retry-After: 3600", "a wait of 60 min");
        assertThat(diagnosis.todo()).contains("raise budget");
    }

    @Test
    void aQuotaThatIsRenewedInHoursIsNotWaitedForWithALongerBudget() {
        PaceWait wait =
                new PaceWait("api.example.com", NOON, Duration.ofSeconds(43_198), "429 with Retry-After: 43199", false);

        Diagnosis diagnosis = settled(List.of(), answer(429), wait);

        assertThat(diagnosis).returns(Cause.RATE_LIMIT, Diagnosis::cause).returns(Next.STOP, Diagnosis::next);
        assertThat(diagnosis.explanation()).contains("a wait of 12 h for api.example.com");
        assertThat(diagnosis.todo()).contains("when the quota is renewed").doesNotContain("budget");
    }

    @Test
    void aBotChallengeIsConfigurationWhateverItsStatus() {
        for (int status : List.of(403, 429, 503)) {
            Diagnosis diagnosis = settled(
                    List.of(),
                    answer(status, header("cf-mitigated", "challenge")),
                    missed("status", "200", String.valueOf(status)));

            assertThat(diagnosis).returns(Cause.CONFIGURATION, Diagnosis::cause).returns(Next.STOP, Diagnosis::next);
            assertThat(diagnosis.todo()).contains("allow-list");
        }
    }

    @Test
    void theApplicationsOwn403IsProduction() {
        List<Evidence> forbidden = List.of(answer(403), missed("status", "200", "403"));

        assertThat(settled(List.of(forbidden), forbidden).cause()).isEqualTo(Cause.PRODUCTION);
    }

    @Test
    void ourTokenRefusedIsConfigurationAndAnyOther401IsProduction() {
        Diagnosis ours = settled(List.of(), answer("GET", Credential.OURS, 401, "{}"), missed("status", "200", "401"));
        Diagnosis nobodys = settled(List.of(), answer(401), missed("status", "200", "401"));

        assertThat(ours.cause()).isEqualTo(Cause.CONFIGURATION);
        assertThat(nobodys.cause()).isEqualTo(Cause.PRODUCTION);
    }

    @Test
    void aMistakeInThePlanIsConfiguration() {
        Diagnosis diagnosis =
                settled(List.of(), new Misconfiguration("no value for ${capture.x}", "p.yaml:3:4", "capture it"));

        assertThat(diagnosis.cause()).isEqualTo(Cause.CONFIGURATION);
        assertThat(diagnosis.explanation()).contains("p.yaml:3:4");
        assertThat(diagnosis.todo()).isEqualTo("capture it");
    }

    @Test
    void nothingJudgedIsNeverAPassAndBlamesNobody() {
        assertThat(Signs.met(List.of())).isFalse();
        assertThat(Signs.met(List.of(answer(200)))).isFalse();
        assertThat(settled(List.of(), answer(200)).cause()).isNotEqualTo(Cause.PRODUCTION);
    }

    @Test
    void troubleAtTheEndIsNeverMet() {
        assertThat(Signs.met(List.of(answer(200), met(), trouble(Trouble.Kind.RESET))))
                .isFalse();
    }

    @Test
    void everyBuiltInRuleHasItsOwnNumberAndOnlyKnownSymptoms() {
        List<Rule> all = rules.all();

        assertThat(new HashSet<>(all.stream().map(Rule::id).toList())).hasSameSizeAs(all);
        // Those of flows and of systems stand together, in places of their own in the order.
        for (String place : List.of("[0-5]", "6", "7", "8[01]", "82")) {
            assertThat(all)
                    .extracting(Rule::id)
                    .filteredOn(id -> id.matches("PG-" + place + ".*"))
                    .isNotEmpty()
                    .isSorted();
        }
        all.forEach(rule -> rule.when().forEach(Condition::validate));
    }

    @Test
    void aRuleOfThePlanComesFirst() {
        Rule own = Rules.rule(
                "our-waf",
                Map.of("status", List.of("403"), "header.server", List.of("~ ^acme")),
                Map.of(),
                "configuration",
                "stop",
                "our own firewall said {status}",
                "ask the network team");

        Diagnosis diagnosis = rules.preceded(List.of(own))
                .diagnose(situation(
                        SETTLED_LONG_AGO,
                        List.of(),
                        List.of(answer(403, header("Server", "ACME/1")), missed("status", "200", "403"))));

        assertThat(diagnosis.rule()).isEqualTo("our-waf");
        assertThat(diagnosis.explanation()).isEqualTo("our own firewall said 403");
    }

    @Test
    void whatARuleWantsConfirmedIsConfirmedWhenItSaysSoAgain() {
        Rules own = rules.preceded(List.of(Rules.rule(
                "stale",
                Map.of("header.age", List.of("exists")),
                Map.of(),
                "production",
                "confirm",
                "an old answer",
                "purge the cache")));
        List<Evidence> stale = List.of(answer(200, header("Age", "300")), missed("$.revision", "abc", "def"));
        Diagnosis once = own.diagnose(situation(SETTLED_LONG_AGO, List.of(), stale));
        AttemptRecord before = new AttemptRecord(1, NOON, Duration.ofSeconds(1), stale, Optional.of(once));
        Diagnosis twice = own.diagnose(new Situation(List.of(before), stale, NOON, SETTLED_LONG_AGO, true));

        assertThat(once.next()).isEqualTo(Next.CONFIRM);
        assertThat(twice).returns("stale", Diagnosis::rule).returns(Next.STOP, Diagnosis::next);
    }

    @ParameterizedTest
    @CsvSource({"back-off", "until-settled"})
    void aRuleThatBlamesProductionEndsInAVerdict(String next) {
        assertThatThrownBy(
                        () -> Rules.rule("x", Map.of("status", List.of("500")), Map.of(), "production", next, "", ""))
                .hasMessageContaining("says 'next: stop' or 'next: confirm'");
    }

    @Test
    void certificatesThatAreOutOfDateEverywhereAreOurClock() {
        ControlProbe one = refusedControl("https://one.example.com", "certificate-expired: no longer valid");
        ControlProbe two = refusedControl("https://two.example.com", "certificate-expired: no longer valid");
        ControlProbe other = refusedControl("https://two.example.com", "refused: nothing listens");
        Trouble expired = trouble(Trouble.Kind.CERTIFICATE_EXPIRED);

        assertThat(settled(List.of(), expired, one, two))
                .returns("PG-117", Diagnosis::rule)
                .returns(Cause.CONFIGURATION, Diagnosis::cause);
        assertThat(settled(List.of(), chain(Optional.of(Trouble.Kind.CERTIFICATE_EXPIRED)), one, two))
                .returns("PG-118", Diagnosis::rule);
        assertThat(settled(List.of(), expired, one)).returns(Cause.PRODUCTION, Diagnosis::cause);
        assertThat(settled(List.of(), expired, one, other)).returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    private static ControlProbe refusedControl(String url, String detail) {
        return new ControlProbe(url, false, detail, NOON, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "No required SSL certificate was sent, CONFIGURATION, PG-115",
        "The SSL certificate error, CONFIGURATION, PG-116"
    })
    void aClientCertificateThatNginxMissesOrRefusesIsNamed(String words, Cause cause, String rule) {
        Diagnosis diagnosis = settled(
                List.of(),
                answer("GET", Credential.NONE, 400, "<center>" + words + "</center>", header("server", "nginx/1.27")),
                missed("status", "2xx", "400"));

        assertThat(diagnosis)
                .returns(cause, Diagnosis::cause)
                .returns(rule, Diagnosis::rule)
                .returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void aRuleThatCannotBeUnderstoodSaysWhy() {
        assertThatThrownBy(
                        () -> Rules.rule("x", Map.of("statis", List.of("1")), Map.of(), "production", "stop", "", ""))
                .hasMessageContaining("no symptom 'statis'");
        assertThatThrownBy(
                        () -> Rules.rule("x", Map.of("body", List.of("~ (")), Map.of(), "production", "stop", "", ""))
                .hasMessageContaining("not a regular expression");
        assertThatThrownBy(() -> Rules.rule("x", Map.of(), Map.of(), "production", "stop", "", ""))
                .hasMessageContaining("at least one condition");
        assertThatThrownBy(() -> Rules.rule("x", Map.of("status", List.of("1")), Map.of(), "infra", "stop", "", ""))
                .hasMessageContaining("'infra' is no cause");
    }

    private Diagnosis settled(List<List<Evidence>> earlier, Evidence... now) {
        return settled(earlier, List.of(now));
    }

    private Diagnosis settled(List<List<Evidence>> earlier, List<Evidence> now) {
        return rules.diagnose(situation(SETTLED_LONG_AGO, earlier, now));
    }

    private Diagnosis diagnose(Instant settleUntil, List<List<Evidence>> earlier, Evidence... now) {
        return rules.diagnose(situation(settleUntil, earlier, List.of(now)));
    }

    private Situation situation(Instant settleUntil, List<List<Evidence>> earlier, List<Evidence> now) {
        List<AttemptRecord> attempts = new ArrayList<>();
        for (List<Evidence> evidence : earlier) {
            attempts.add(
                    new AttemptRecord(attempts.size() + 1, NOON, Duration.ofSeconds(1), evidence, Optional.empty()));
        }
        return new Situation(attempts, now, NOON, settleUntil, true);
    }
}
