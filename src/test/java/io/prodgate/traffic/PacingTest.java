package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.PaceWait;
import io.prodgate.testing.RawServer;
import io.prodgate.testing.SteppingTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done about answers that speak of limits, seen from a server that always gives the same answer. */
class PacingTest {
    private static final String NONE_LEFT = "X-RateLimit-Remaining: 0\r\n";

    private static RawServer always(String statusLine, String headers) {
        return RawServer.onEachRequest((connection, number) -> RawServer.write(
                connection, "HTTP/1.1 " + statusLine + "\r\n" + headers + "Content-Length: 2\r\n\r\n{}"));
    }

    private static Request request(String method, URI url, boolean limitExpected) {
        return new Request(
                method, url, List.of(), Optional.empty(), Duration.ofSeconds(10), Credential.NONE, limitExpected);
    }

    private static int status(Reply reply) {
        return reply instanceof Reply.Answer answer ? answer.exchange().status() : 0;
    }

    @Test
    void aLimitThatIsExpectedIsTheAnswer() throws Exception {
        try (RawServer server = always("429 Too Many Requests", "Retry-After: 60\r\n");
                HttpTraffic traffic = Doors.to(server.url()).open()) {
            assertThat(status(traffic.exchange(request("GET", server.url(), true), Doors.log(), Doors.soon())))
                    .isEqualTo(429);
            assertThat(server.heads()).hasSize(1);
            // Everybody else keeps away from there all the same.
            assertThat(traffic.exchange(request("GET", server.url(), false), Doors.log(), Doors.soon()))
                    .isInstanceOf(Reply.GivenUp.class);
            assertThat(server.heads()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, 503 Unavailable, 2", "POST, 503 Unavailable, 1", "PUT, 403 Forbidden, 2", "PATCH, 400 Bad, 1"})
    void whatOnlyHeadersCallALimitIsTriedAgainOnceIfThatIsSafe(String method, String statusLine, int times)
            throws Exception {
        try (RawServer server = always(statusLine, NONE_LEFT);
                HttpTraffic traffic =
                        Doors.to(server.url()).time(SteppingTime.atNoon()).open()) {
            SteppingTime any = SteppingTime.atNoon();
            assertThat(status(traffic.exchange(
                            request(method, server.url(), false),
                            Doors.log(),
                            any.now().plusSeconds(3600))))
                    .isEqualTo(Integer.parseInt(statusLine.substring(0, 3)));
            assertThat(server.heads()).hasSize(times);
        }
    }

    @ParameterizedTest
    @CsvSource({"cf-mitigated: challenge", "x-vercel-mitigated: challenge", "x-amzn-waf-action: challenge"})
    void aChallengeIsNeitherWaitedForNorRepeated(String header) throws Exception {
        try (RawServer server = always("429 Too Many Requests", header + "\r\nRetry-After: 5\r\n");
                HttpTraffic traffic = Doors.to(server.url()).open()) {
            EvidenceLog log = Doors.log();
            assertThat(status(traffic.exchange(request("GET", server.url(), false), log, Doors.soon())))
                    .isEqualTo(429);
            assertThat(server.heads()).hasSize(1);
            assertThat(log.facts()).noneMatch(PaceWait.class::isInstance);
        }
    }

    @Test
    void aDailyQuotaThatIsUsedUpStopsAtOnceAndSaysSo() throws Exception {
        String told = "RateLimit-Policy: \"burst\";q=10;w=1, \"daily\";q=1000;w=86400\r\n"
                + "RateLimit: \"burst\";r=9;t=1, \"daily\";r=0;t=40000\r\n";
        try (RawServer server = always("429 Too Many Requests", told);
                HttpTraffic traffic = Doors.to(server.url()).open()) {
            assertThat(traffic.exchange(request("POST", server.url(), false), Doors.log(), Doors.soon()))
                    .isInstanceOfSatisfying(Reply.GivenUp.class, given -> {
                        assertThat(given.pause().delay()).isGreaterThan(Duration.ofSeconds(39_990));
                        assertThat(given.pause().word()).contains("\"daily\";r=0;t=40000");
                    });
            assertThat(server.heads()).hasSize(1);
        }
    }

    @Test
    void policiesThatAnswersTellAreKeptWithoutEverBeingHit() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        try (RawServer server = always("200 OK", "RateLimit-Policy: \"minute\";q=3;w=60\r\n");
                HttpTraffic traffic = Doors.to(server.url()).time(time).open()) {
            EvidenceLog log = Doors.log();
            for (int i = 0; i < 4; i++) {
                assertThat(status(traffic.exchange(
                                request("GET", server.url(), false),
                                log,
                                time.now().plusSeconds(600))))
                        .isEqualTo(200);
            }
            assertThat(Duration.between(SteppingTime.atNoon().now(), time.now()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(60));
            assertThat(log.facts()).filteredOn(PaceWait.class::isInstance).hasSize(1);
        }
    }

    @Test
    void manyShortWaitsForThePlansPaceAreToldTogether() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        Instant begin = time.now();
        try (RawServer server = always("200 OK", "");
                HttpTraffic traffic = Doors.to(server.url())
                        .rate(5, Duration.ofSeconds(1))
                        .time(time)
                        .open()) {
            EvidenceLog log = Doors.log();
            for (int i = 0; i < 40; i++) {
                // As a journey does it: each request with a log of its own.
                EvidenceLog part = log.part(fact -> {
                    if (fact instanceof PaceWait) {
                        log.add(fact);
                    }
                });
                assertThat(status(traffic.exchange(request("GET", server.url(), false), part, begin.plusSeconds(600))))
                        .isEqualTo(200);
            }
            Duration passed = Duration.between(begin, time.now());
            assertThat(passed).as("time only passes by waiting").isGreaterThan(Duration.ofSeconds(5));
            List<PaceWait> waits =
                    log.facts().stream().map(PaceWait.class::cast).toList();
            Duration told = waits.stream().map(PaceWait::delay).reduce(Duration.ZERO, Duration::plus);
            assertThat(told).isBetween(passed.minusSeconds(1), passed);
            assertThat(waits).hasSizeLessThan(40).allSatisfy(wait -> {
                assertThat(wait.delay()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
                assertThat(wait.from()).isAfterOrEqualTo(begin);
                assertThat(wait.taken()).isTrue();
                assertThat(wait.word()).startsWith("plan: ");
            });
        }
    }

    @Test
    void aFewShortWaitsAreNoFact() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        try (RawServer server = always("200 OK", "");
                HttpTraffic traffic = Doors.to(server.url())
                        .rate(5, Duration.ofSeconds(1))
                        .time(time)
                        .open()) {
            EvidenceLog log = Doors.log();
            for (int i = 0; i < 3; i++) {
                traffic.exchange(
                        request("GET", server.url(), false), log, time.now().plusSeconds(600));
            }
            assertThat(log.facts()).noneMatch(PaceWait.class::isInstance);
        }
    }

    @Test
    void turnsThatAreTakenForSomebodyElseCountAsOwnRequests() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        try (RawServer server = always("200 OK", "");
                HttpTraffic traffic = Doors.to(server.url())
                        .rate(5, Duration.ofSeconds(1))
                        .time(time)
                        .open()) {
            Instant start = time.now();
            assertThat(traffic.admit(server.url(), 20, Doors.log(), start.plusSeconds(600)))
                    .isEmpty();
            assertThat(Duration.between(start, time.now())).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
            assertThat(server.heads()).isEmpty();
        }
    }

    @Test
    void turnsForWhichThereIsNoTimeAreNotWaitedFor() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        try (RawServer server = always("200 OK", "");
                HttpTraffic traffic = Doors.to(server.url())
                        .rate(1, Duration.ofSeconds(10))
                        .time(time)
                        .open()) {
            assertThat(traffic.admit(server.url(), 5, Doors.log(), time.now().plusSeconds(15)))
                    .hasValueSatisfying(wait -> assertThat(wait.taken()).isFalse());
        }
    }

    @Test
    void aLimitThatSomebodyElseMetWithKeepsEverybodyAwayForAWhile() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        try (RawServer server = always("200 OK", "");
                HttpTraffic traffic = Doors.to(server.url()).time(time).open()) {
            Instant start = time.now();
            traffic.limited(server.url(), "429 to the app on emulator-5554");
            EvidenceLog log = Doors.log();
            assertThat(status(traffic.exchange(request("GET", server.url(), false), log, start.plusSeconds(600))))
                    .isEqualTo(200);
            assertThat(time.now()).isAfter(start);
            assertThat(log.facts())
                    .anyMatch(
                            fact -> fact instanceof PaceWait wait && wait.word().contains("429 to the app"));
        }
    }
}
