package io.prodgate.diagnosis;

import static io.prodgate.testing.Facts.answer;
import static io.prodgate.testing.Facts.certificate;
import static io.prodgate.testing.Facts.clock;
import static io.prodgate.testing.Facts.control;
import static io.prodgate.testing.Facts.controlBehind;
import static io.prodgate.testing.Facts.controlShowing;
import static io.prodgate.testing.Facts.missed;
import static io.prodgate.testing.Facts.ours;
import static io.prodgate.testing.Facts.served;
import static io.prodgate.testing.Facts.server;
import static io.prodgate.testing.Facts.trouble;
import static io.prodgate.testing.Facts.vantage;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.CertificateChain.Certificate;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.NameLookup.Answer;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.Trouble.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What others say changes who is blamed, and what they do not say changes nothing. */
class WitnessesTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String AUTHORITY = "CN=Acme TLS inspection";
    private static final Certificate PRODUCTIONS = certificate("api.example.com", AUTHORITY, "aa");
    private final Rules rules = Rules.builtIn();

    @Test
    void aNameThatTheZoneItselfDoesNotHaveIsProductionOnTheSecondTry() {
        List<Evidence> gone = List.of(
                trouble(Kind.DNS_NOT_FOUND),
                control(true),
                ours(Answer.NOT_FOUND, Optional.of(Duration.ofMinutes(5))),
                server(Answer.NOT_FOUND, true));

        assertThat(after(1, gone))
                .returns("PG-141", Diagnosis::rule)
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns(Next.CONFIRM, Diagnosis::next);
        assertThat(after(2, gone)).returns("PG-140", Diagnosis::rule).returns(Next.STOP, Diagnosis::next);
        assertThat(after(2, gone).explanation()).contains("ns1.example.com (192.0.2.53) (authoritative): not-found");
        assertThat(settling(gone)).returns(Next.UNTIL_SETTLED, Diagnosis::next);
    }

    @Test
    void aNameThatIsGoneIsProductionWhoeverElseStillRemembersIt() {
        List<Evidence> gone = List.of(
                trouble(Kind.DNS_NOT_FOUND),
                ours(Answer.NOT_FOUND, Optional.empty()),
                server(Answer.NOT_FOUND, true),
                server(Answer.FOUND, false),
                vantage(true, true));

        assertThat(after(2, gone)).returns("PG-140", Diagnosis::rule);
    }

    @Test
    void aNameThatIsRememberedAsAbsentIsWaitedFor() {
        List<Evidence> remembered = List.of(
                trouble(Kind.DNS_NOT_FOUND),
                ours(Answer.NOT_FOUND, Optional.of(Duration.ofSeconds(60))),
                server(Answer.FOUND, true));

        assertThat(after(1, remembered))
                .returns("PG-142", Diagnosis::rule)
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause)
                .returns(Next.BACK_OFF, Diagnosis::next);
        assertThat(after(1, remembered).explanation()).contains("60 s");
        assertThat(after(4, remembered)).returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
        assertThat(Signs.absentFor(remembered)).contains(Duration.ofSeconds(60));
        assertThat(Signs.absentFor(remembered.subList(0, 2))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DNS_NOT_FOUND, NOT_FOUND, FOUND, PG-145",
        "DNS_FAILED, FAILED, FOUND, PG-144",
        "DNS_FAILED, SILENT, FOUND, PG-144",
        "DNS_FAILED, FAILED, FAILED, PG-220",
        "DNS_NOT_FOUND, NOT_FOUND, NOT_FOUND, PG-220",
        "DNS_NOT_FOUND, NOT_FOUND, SILENT, PG-220",
        "DNS_NOT_FOUND, NOT_FOUND, FAILED, PG-220",
        "DNS_FAILED, SILENT, SILENT, PG-220",
        "DNS_FAILED, FOUND, FAILED, PG-220",
    })
    void onlyAResolverThatFindsTheNameSpeaksAgainstOurs(Kind kind, Answer ours, Answer other, String rule) {
        List<Evidence> facts =
                List.of(trouble(kind), control(true), ours(ours, Optional.empty()), server(other, false));

        assertThat(after(3, facts)).returns(rule, Diagnosis::rule);
    }

    @Test
    void serversOfTheZoneThatDisagreeAreProductions() {
        List<Evidence> split = List.of(
                trouble(Kind.DNS_NOT_FOUND),
                ours(Answer.NOT_FOUND, Optional.of(Duration.ofSeconds(60))),
                server(Answer.FOUND, true),
                server(Answer.NOT_FOUND, true),
                vantage(true, true));

        assertThat(after(3, split)).returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    /** A zone whose signatures are broken is found by its own servers alone: for users it is gone. */
    @Test
    void aNameThatOnlyTheZonesOwnServersFindWhileResolversFailIsProductions() {
        List<Evidence> bogus = List.of(
                trouble(Kind.DNS_FAILED),
                ours(Answer.FAILED, Optional.empty()),
                server(Answer.FOUND, true),
                server(Answer.FAILED, false));

        assertThat(after(3, bogus)).returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    @Test
    void whereNoNameAtAllIsFoundNobodyIsTakenForTheZonesOwnServer() {
        ControlProbe nameless = new ControlProbe(
                "https://www.example.com",
                false,
                "dns-not-found",
                Optional.of(Kind.DNS_NOT_FOUND),
                Optional.empty(),
                Optional.empty(),
                NOON,
                Duration.ZERO);
        List<Evidence> all = List.of(trouble(Kind.DNS_NOT_FOUND), nameless, server(Answer.NOT_FOUND, true));

        assertThat(after(3, all)).returns("PG-200", Diagnosis::rule);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CONNECT_TIMEOUT", "REFUSED", "UNREACHABLE"})
    void whatIsReachedFromElsewhereButNotFromHereIsKeptFromUs(Kind kind) {
        List<Evidence> facts = List.of(trouble(kind), control(true), vantage(true, true));

        assertThat(after(3, facts)).returns("PG-154", Diagnosis::rule).returns(Cause.CONFIGURATION, Diagnosis::cause);
        assertThat(after(3, facts).explanation()).contains("frankfurt (status 401)");
        assertThat(settling(facts)).returns(Next.UNTIL_SETTLED, Diagnosis::next);
    }

    /** A request that breaks a connection can be production's own fault, whatever else works there. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RESET", "ANSWER_TIMEOUT", "ANSWER_CUT", "NOT_HTTP", "TLS_HANDSHAKE", "CIRCUIT_OPEN"})
    void aConnectionThatBrokeIsProductionsAlsoIfOthersReachIt(Kind kind) {
        assertThat(after(3, List.of(trouble(kind), control(true), vantage(true, true))))
                .returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CONNECT_TIMEOUT", "REFUSED", "UNREACHABLE", "DNS_NOT_FOUND", "DNS_FAILED"})
    void placesThatDisagreeOrCannotBeUsedExonerateNobody(Kind kind) {
        assertThat(after(3, List.of(trouble(kind), control(true), vantage(true, true), vantage(true, false))))
                .returns(Cause.PRODUCTION, Diagnosis::cause);
        assertThat(after(3, List.of(trouble(kind), control(true), vantage(false, false))))
                .returns("PG-220", Diagnosis::rule);
    }

    /** When many checks get no connection, the later ones are not sent any more: they fare like the others. */
    @Test
    void aRequestThatWasNotSentFaresLikeThoseBeforeIt() {
        for (Kind kind : List.of(Kind.CONNECT_TIMEOUT, Kind.RESET)) {
            Trouble open = new Trouble(
                    Kind.CIRCUIT_OPEN,
                    "https://api.example.com/health",
                    "not sent" + Trouble.lastOne(trouble(kind)),
                    Trouble.Sent.NOTHING,
                    NOON,
                    Duration.ZERO);

            assertThat(open.origin()).isEqualTo(kind);
            assertThat(after(3, List.of(open, control(true), vantage(true, true))))
                    .returns(kind == Kind.CONNECT_TIMEOUT ? "PG-154" : "PG-220", Diagnosis::rule);
        }
    }

    @Test
    void whatIsNotReachedFromElsewhereEitherIsProductionAlsoIfOurControlsAreSilent() {
        List<Evidence> facts = List.of(trouble(Kind.CONNECT_TIMEOUT), control(false), vantage(true, false));

        assertThat(after(1, facts)).returns(Next.BACK_OFF, Diagnosis::next);
        assertThat(after(3, facts)).returns("PG-150", Diagnosis::rule).returns(Cause.PRODUCTION, Diagnosis::cause);
        assertThat(settling(facts)).returns(Next.UNTIL_SETTLED, Diagnosis::next);
    }

    @Test
    void aBrokenResolverDoesNotHideThatProductionIsDown() {
        List<Evidence> facts = List.of(
                trouble(Kind.DNS_FAILED),
                control(true),
                ours(Answer.SILENT, Optional.empty()),
                server(Answer.FOUND, false),
                vantage(true, false));

        assertThat(after(3, facts)).returns("PG-150", Diagnosis::rule);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CERTIFICATE_UNTRUSTED", "CERTIFICATE_WRONG_NAME"})
    void aProxyThatOpensTlsIsNotProductionsCertificate(Kind kind) {
        ControlProbe control = controlShowing(
                "www.example.com", Kind.CERTIFICATE_UNTRUSTED, certificate("www.example.com", AUTHORITY, "bb"));

        assertThat(after(1, List.of(trouble(kind), served(kind, PRODUCTIONS), control)))
                .returns("PG-130", Diagnosis::rule)
                .returns(Cause.CONFIGURATION, Diagnosis::cause);
        // A tls check has no trouble, but a miss.
        assertThat(after(1, List.of(served(kind, PRODUCTIONS), missed("chain", "complete and trusted", "-"), control)))
                .returns("PG-130", Diagnosis::rule);
        assertThat(after(1, List.of(trouble(kind), served(kind, PRODUCTIONS), control))
                        .explanation())
                .contains(AUTHORITY);
    }

    @Test
    void aPortalThatShowsOneCertificateForEverybodyIsNotProductions() {
        Certificate portal = certificate("portal.example.net", "CN=portal.example.net", "cc");
        ControlProbe one = controlShowing("one.example.com", Kind.CERTIFICATE_WRONG_NAME, portal);
        ControlProbe two = controlShowing("two.example.com", Kind.CERTIFICATE_WRONG_NAME, portal);
        Trouble wrongName = trouble(Kind.CERTIFICATE_WRONG_NAME);
        Evidence shown = served(Kind.CERTIFICATE_WRONG_NAME, portal);

        assertThat(after(1, List.of(wrongName, shown, one, two))).returns("PG-130", Diagnosis::rule);
        // A single one may share production's certificate; one that answers proves the way open.
        assertThat(after(1, List.of(wrongName, shown, one))).returns("PG-123", Diagnosis::rule);
        assertThat(after(1, List.of(wrongName, shown, one, two, control(true)))).returns("PG-123", Diagnosis::rule);
    }

    @Test
    void aCertificateOfAnotherSignerOrOneThatSignedItselfIsProductions() {
        ControlProbe control = controlShowing(
                "www.example.com", Kind.CERTIFICATE_UNTRUSTED, certificate("www.example.com", AUTHORITY, "bb"));
        Trouble untrusted = trouble(Kind.CERTIFICATE_UNTRUSTED);
        Certificate fake = certificate("fake", "CN=fake", "dd");
        ControlProbe alsoFake =
                controlShowing("www.example.com", Kind.CERTIFICATE_UNTRUSTED, certificate("fake", "CN=fake", "ee"));

        assertThat(after(
                        1,
                        List.of(
                                untrusted,
                                served(
                                        Kind.CERTIFICATE_UNTRUSTED,
                                        certificate("api.example.com", "CN=Staging CA", "aa")),
                                control)))
                .returns("PG-123", Diagnosis::rule);
        assertThat(after(1, List.of(untrusted, served(Kind.CERTIFICATE_UNTRUSTED, fake), alsoFake)))
                .returns("PG-123", Diagnosis::rule);
        assertThat(after(1, List.of(untrusted, control))).returns("PG-123", Diagnosis::rule);
    }

    @Test
    void whoAnswersForAControlHostOverPlainHttpAnswersForProductionToo() {
        List<Evidence> facts =
                List.of(plain(200), missed("$.state", "up", "(absent)"), controlBehind("http://portal.example.net"));

        assertThat(after(2, facts)).returns("PG-132", Diagnosis::rule).returns(Cause.CONFIGURATION, Diagnosis::cause);
        assertThat(after(2, facts).explanation()).contains("http://portal.example.net");
        List<Evidence> open = new ArrayList<>(facts);
        open.add(control(true));
        assertThat(after(2, open)).returns("PG-311", Diagnosis::rule);
        assertThat(after(
                        2,
                        List.of(answer(200), missed("$.state", "up", "-"), controlBehind("http://portal.example.net"))))
                .as("over https nobody answers in another's place")
                .returns("PG-311", Diagnosis::rule);
    }

    @Test
    void aProxyThatOnlyOpensTlsLeavesPlainHttpAsItIs() {
        ControlProbe control = controlShowing(
                "www.example.com", Kind.CERTIFICATE_UNTRUSTED, certificate("www.example.com", AUTHORITY, "bb"));

        assertThat(after(2, List.of(plain(200), missed("$.state", "up", "down"), control)))
                .returns("PG-311", Diagnosis::rule);
        assertThat(after(2, List.of(plain(500), missed("status", "200", "500"), control)))
                .returns("PG-211", Diagnosis::rule);
    }

    @Test
    void aNetworkThatWantsASignInIsNotProduction() {
        assertThat(after(1, List.of(plain(511), missed("status", "200", "511"))))
                .returns("PG-131", Diagnosis::rule);
        assertThat(after(3, List.of(answer(511), missed("status", "200", "511"))))
                .returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    @Test
    void silenceWhileControlsAreInterceptedIsTheRunnersNetwork() {
        ControlProbe portal = controlBehind("http://portal.example.net");

        assertThat(after(3, List.of(trouble(Kind.RESET), portal))).returns("PG-133", Diagnosis::rule);
        assertThat(after(3, List.of(answer(503), missed("status", "200", "503"), portal)))
                .returns("PG-134", Diagnosis::rule);
        assertThat(after(3, List.of(trouble(Kind.RESET), portal, control(true))))
                .returns("PG-220", Diagnosis::rule);
        assertThat(after(3, List.of(trouble(Kind.RESET), portal, vantage(true, false))))
                .returns("PG-150", Diagnosis::rule);
    }

    @ParameterizedTest
    @CsvSource({
        "420, Timestamp outside tolerance, PG-290",
        "420, token is expired, PG-290",
        "420, unknown token, PG-311",
        "0, Timestamp outside tolerance, PG-311"
    })
    void aRefusalForItsTimeIsOurClockIfItIsWrong(int seconds, String body, String rule) {
        HttpExchange refused = answer("GET", Credential.NONE, 401, body);

        assertThat(after(2, List.of(refused, missed("status", "200", "401"), clock(Duration.ofSeconds(seconds)))))
                .returns(rule, Diagnosis::rule);
    }

    /** Whatever witnesses say: a request that may have done something is not sent again. */
    @Test
    void nothingThatWritesIsRepeatedForWhatWitnessesSay() {
        List<List<Evidence>> said = List.of(
                List.of(control(false)),
                List.of(controlBehind("http://portal.example.net")),
                List.of(vantage(true, true)),
                List.of(vantage(true, false)),
                List.of(ours(Answer.NOT_FOUND, Optional.empty()), server(Answer.FOUND, true)),
                List.of(ours(Answer.NOT_FOUND, Optional.empty()), server(Answer.FOUND, false)),
                List.of(ours(Answer.NOT_FOUND, Optional.empty()), server(Answer.NOT_FOUND, true)));
        for (Kind kind : List.of(Kind.DNS_NOT_FOUND, Kind.CONNECT_TIMEOUT, Kind.RESET)) {
            for (List<Evidence> witnesses : said) {
                List<Evidence> facts = new ArrayList<>(witnesses);
                facts.addFirst(trouble(kind, Trouble.Sent.PERHAPS));
                for (Instant settled : List.of(NOON.minusSeconds(600), NOON.plusSeconds(600))) {
                    assertThat(rules.diagnose(new Situation(List.of(), facts, NOON, settled, false)))
                            .as(facts.toString())
                            .returns(Next.STOP, Diagnosis::next);
                }
            }
        }
    }

    private static HttpExchange plain(int status, Header... headers) {
        HttpExchange exchange = answer(status, headers);
        return new HttpExchange(
                exchange.method(),
                "http://api.example.com/health",
                exchange.requestHeaders(),
                exchange.requestBody(),
                exchange.credential(),
                exchange.status(),
                exchange.protocol(),
                exchange.headers(),
                exchange.body(),
                exchange.bodyBytes(),
                exchange.truncated(),
                exchange.started(),
                exchange.duration());
    }

    /** The diagnosis of an attempt that was like all those before it, long after the deploy. */
    private Diagnosis after(int attempts, List<Evidence> evidence) {
        AttemptRecord same = new AttemptRecord(1, NOON, Duration.ZERO, evidence, Optional.empty());
        return rules.diagnose(
                new Situation(Collections.nCopies(attempts - 1, same), evidence, NOON, NOON.minusSeconds(600), true));
    }

    private Diagnosis settling(List<Evidence> evidence) {
        return rules.diagnose(new Situation(List.of(), evidence, NOON, NOON.plusSeconds(600), true));
    }
}
