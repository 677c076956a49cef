package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Trouble;
import io.prodgate.testing.RawServer;
import io.prodgate.testing.SteppingTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpTrafficTest {
    private static String answer(String head, String body) {
        return "HTTP/1.1 " + head + "\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
    }

    /** Says one thing after the other, the last one for ever. */
    private static RawServer saying(String... answers) {
        return RawServer.doing(
                (connection, number) -> RawServer.write(connection, answers[Math.min(number, answers.length) - 1]));
    }

    private static Reply get(HttpTraffic traffic, RawServer server, EvidenceLog log, Instant deadline)
            throws InterruptedException {
        return traffic.exchange(Doors.get(server.url(), "/"), log, deadline);
    }

    @Test
    void everyRequestIsMarkedAsSyntheticAndRecorded() throws Exception {
        EvidenceLog log = Doors.log();
        try (RawServer server = RawServer.alwaysSaying("hello");
                HttpTraffic traffic =
                        Doors.to(server.url()).header("X-Team", "gate").open()) {
            Reply reply = get(traffic, server, log, Doors.soon());
            assertThat(((Reply.Answer) reply).text()).isEqualTo("hello");
            assertThat(server.heads().getFirst())
                    .containsIgnoringCase("User-Agent: prodgate/0.1.0 (synthetic; run=run-1)\r\n")
                    .containsPattern("(?i)traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-01\r\n")
                    .containsIgnoringCase("baggage: prodgate.run=run-1,prodgate.synthetic=true\r\n")
                    .containsIgnoringCase("Cache-Control: no-cache\r\n")
                    .containsIgnoringCase("X-Team: gate\r\n")
                    .doesNotContainIgnoringCase("upgrade");
        }
        assertThat(log.facts()).singleElement().isInstanceOfSatisfying(HttpExchange.class, exchange -> {
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.body()).isEqualTo("hello");
            assertThat(exchange.requestHeaders()).extracting("name").contains("traceparent", "user-agent", "x-team");
        });
    }

    @Test
    void theChecksOwnHeadersWin() throws Exception {
        try (RawServer server = RawServer.alwaysSaying("hello");
                HttpTraffic traffic =
                        Doors.to(server.url()).header("X-Team", "gate").open()) {
            Request request = new Request(
                    "GET",
                    server.url(),
                    List.of(Map.entry("x-team", "own"), Map.entry("user-agent", "me")),
                    Optional.empty(),
                    Duration.ofSeconds(5),
                    Credential.NONE);
            traffic.exchange(request, Doors.log(), Doors.soon());
            assertThat(server.heads().getFirst())
                    .containsIgnoringCase("x-team: own\r\n")
                    .containsIgnoringCase("user-agent: me\r\n")
                    .doesNotContain("X-Team: gate");
        }
    }

    @Test
    void productionsHeadersDoNotReachSystemsOrControls() throws Exception {
        try (RawServer production = RawServer.alwaysSaying("p");
                RawServer other = RawServer.alwaysSaying("o");
                HttpTraffic traffic = Doors.to(production.url())
                        .header("X-Team", "secret-header")
                        .system("prometheus", other.url())
                        .controls(other.url())
                        .open()) {
            get(traffic, other, Doors.log(), Doors.soon());
            EvidenceLog log = Doors.log();
            traffic.askWitnesses(new Inquiry(Optional.empty(), Inquiry.Doubt.ANSWER), log);
            assertThat(other.heads()).hasSize(2).noneMatch(head -> head.contains("secret-header"));
            assertThat(other.heads().get(1)).startsWith("HEAD").doesNotContainIgnoringCase("baggage");
            assertThat(log.facts())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            ControlProbe.class,
                            probe -> assertThat(probe.answered()).isTrue());
            traffic.askWitnesses(new Inquiry(Optional.empty(), Inquiry.Doubt.ANSWER), log);
            assertThat(other.heads()).as("asked once in a while").hasSize(2);
        }
    }

    @Test
    void strangersAreNotAsked() throws Exception {
        EvidenceLog log = Doors.log();
        try (RawServer server = RawServer.alwaysSaying("x");
                HttpTraffic traffic =
                        Doors.to(URI.create("http://production.example.com")).open()) {
            Reply reply = get(traffic, server, log, Doors.soon());
            assertThat(reply)
                    .isInstanceOfSatisfying(
                            Reply.NoAnswer.class,
                            none -> assertThat(none.trouble().kind()).isEqualTo(Trouble.Kind.LOCAL));
            assertThat(server.connections()).isZero();
        }
        assertThat(log.facts()).hasAtLeastOneElementOfType(Misconfiguration.class);
    }

    @Test
    void headersThatBelongToTheClientAreRefusedClearly() throws Exception {
        EvidenceLog log = Doors.log();
        try (RawServer server = RawServer.alwaysSaying("x");
                HttpTraffic traffic = Doors.to(server.url()).open()) {
            Request request = new Request(
                    "GET",
                    server.url(),
                    List.of(Map.entry("Host", "elsewhere")),
                    Optional.empty(),
                    Duration.ofSeconds(5),
                    Credential.NONE);
            assertThat(traffic.exchange(request, log, Doors.soon())).isInstanceOf(Reply.NoAnswer.class);
            assertThat(server.connections()).isZero();
        }
        assertThat(log.facts().getFirst())
                .isInstanceOfSatisfying(
                        Misconfiguration.class,
                        wrong -> assertThat(wrong.what()).contains("Host"));
    }

    @Test
    void aLimitIsWaitedOutAndTheRequestRepeated() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        EvidenceLog log = Doors.log();
        try (RawServer server = saying(answer("429 Slow Down\r\nRetry-After: 30", ""), answer("200 OK", "at last"));
                HttpTraffic traffic = Doors.to(server.url()).time(time).open()) {
            Instant before = time.now();
            Reply reply = get(traffic, server, log, before.plusSeconds(60));
            assertThat(((Reply.Answer) reply).text()).isEqualTo("at last");
            assertThat(Duration.between(before, time.now())).isEqualTo(Duration.ofSeconds(30));
        }
        assertThat(log.facts()).hasSize(2);
        assertThat(log.facts().getFirst()).isInstanceOfSatisfying(PaceWait.class, wait -> {
            assertThat(wait.delay()).isEqualTo(Duration.ofSeconds(30));
            assertThat(wait.word()).isEqualTo("429 with Retry-After: 30");
            assertThat(wait.taken()).isTrue();
        });
    }

    @Test
    void aWaitThatDoesNotFitIsGivenUpAtOnce() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        EvidenceLog log = Doors.log();
        try (RawServer server = saying(answer("429 Slow Down\r\nRetry-After: 3600", ""));
                HttpTraffic traffic = Doors.to(server.url()).time(time).open()) {
            Instant before = time.now();
            assertThat(get(traffic, server, log, before.plusSeconds(60))).isInstanceOf(Reply.GivenUp.class);
            assertThat(get(traffic, server, log, before.plusSeconds(60)))
                    .as("nobody else is let through either")
                    .isInstanceOf(Reply.GivenUp.class);
            assertThat(time.now()).isEqualTo(before);
            assertThat(server.connections()).isEqualTo(1);
        }
        assertThat(log.facts()).hasSize(3);
        assertThat(log.facts().getFirst()).isInstanceOf(HttpExchange.class);
        assertThat(log.facts().get(1))
                .isInstanceOfSatisfying(
                        PaceWait.class, wait -> assertThat(wait.taken()).isFalse());
    }

    @Test
    void aBotChallengeIsAnAnswerAndNotWaitedFor() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        try (RawServer server = saying(answer("429 Too Many\r\ncf-mitigated: challenge\r\nRetry-After: 5", "<html>"));
                HttpTraffic traffic = Doors.to(server.url()).time(time).open()) {
            Reply reply = get(traffic, server, Doors.log(), time.now().plusSeconds(60));
            assertThat(((Reply.Answer) reply).exchange().status()).isEqualTo(429);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void anUnavailableServerIsAnAnswerEvenWithRetryAfter() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        try (RawServer server = saying(answer("503 Unavailable\r\nRetry-After: 5", "maintenance"));
                HttpTraffic traffic = Doors.to(server.url()).time(time).open()) {
            Reply reply = get(traffic, server, Doors.log(), time.now().plusSeconds(60));
            assertThat(((Reply.Answer) reply).exchange().status()).isEqualTo(503);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aRefusalThatStaysAfterTheResetIsTheAnswer() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        try (RawServer server =
                        saying(answer("403 Forbidden\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 3", "no"));
                HttpTraffic traffic = Doors.to(server.url()).time(time).open()) {
            Reply reply = get(traffic, server, Doors.log(), time.now().plusSeconds(60));
            assertThat(((Reply.Answer) reply).exchange().status()).isEqualTo(403);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void theCircuitOpensAfterManySilencesAndNamesTheLastTrouble() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        try (RawServer server = RawServer.resetting();
                HttpTraffic traffic = Doors.to(server.url()).time(time).open()) {
            for (int i = 0; i < HostHealth.SILENT_IN_A_ROW; i++) {
                Reply reply = get(traffic, server, Doors.log(), time.now().plusSeconds(60));
                assertThat(((Reply.NoAnswer) reply).trouble().kind()).isEqualTo(Trouble.Kind.RESET);
            }
            int before = server.connections();
            Reply reply = get(traffic, server, Doors.log(), time.now().plusMillis(1));
            Trouble trouble = ((Reply.NoAnswer) reply).trouble();
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.CIRCUIT_OPEN);
            assertThat(trouble.message()).contains("closed before the answer was complete");
            assertThat(server.connections()).isEqualTo(before);
        }
    }

    @Test
    void secretsStayOutOfEvidenceButNotOutOfTheReply() throws Exception {
        EvidenceLog log = Doors.log("s3cret-value");
        try (RawServer server = RawServer.alwaysSaying("you sent s3cret-value");
                HttpTraffic traffic = Doors.to(server.url()).open()) {
            Request request = new Request(
                    "GET",
                    server.url().resolve("/?q=s3cret-value"),
                    List.of(Map.entry("Authorization", "Bearer s3cret-value")),
                    Optional.empty(),
                    Duration.ofSeconds(5),
                    Credential.OURS);
            Reply.Answer reply = (Reply.Answer) traffic.exchange(request, log, Doors.soon());
            assertThat(reply.text()).contains("s3cret-value");
        }
        assertThat(log.facts().toString()).doesNotContain("s3cret-value").contains("you sent ***");
    }
}
