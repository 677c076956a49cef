package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Time;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.Trouble.Kind;
import io.prodgate.evidence.Trouble.Sent;
import io.prodgate.testing.NamesWithoutNetwork;
import io.prodgate.testing.RawServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TroublesTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private static Trouble troubleWith(RawServer server, String method, Duration timeout) throws Exception {
        return troubleAt(server.url(), method, timeout, Doors.soon());
    }

    private static Trouble troubleAt(URI url, String method, Duration timeout, Instant deadline) throws Exception {
        EvidenceLog log = Doors.log();
        try (HttpTraffic traffic = Doors.to(url).open()) {
            Reply reply = traffic.exchange(Doors.request(method, url, "/", timeout), log, deadline);
            assertThat(reply).isInstanceOf(Reply.NoAnswer.class);
            Trouble trouble = ((Reply.NoAnswer) reply).trouble();
            assertThat(log.facts()).containsExactly(trouble);
            return trouble;
        }
    }

    private static void assertTrouble(Trouble trouble, Kind kind, Sent sent) {
        assertThat(trouble.kind()).as(trouble.message()).isEqualTo(kind);
        assertThat(trouble.sent()).as(trouble.message()).isEqualTo(sent);
    }

    @Test
    void nothingListensIsRefused() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertTrouble(
                troubleAt(URI.create("http://127.0.0.1:" + free), "GET", SHORT.multipliedBy(10), Doors.soon()),
                Kind.REFUSED,
                Sent.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Too many open files",
                "Cannot assign requested address",
                "Can't assign requested address: connect"
            })
    void whatIsUsedUpHereIsThisMachines(String said) throws SetupException {
        for (Throwable error : List.of(new IOException(said), new InternalError(new SocketException(said)))) {
            assertTrouble(of(error, "192.0.2.1"), Kind.LOCAL, Sent.NOTHING);
        }
        assertThat(of(new IOException("the server said: " + said + " here"), "192.0.2.1")
                        .kind())
                .isEqualTo(Kind.RESET);
    }

    @Test
    void aMachineThatHasAWayIsNotToBlameForAMissingRoute() throws SetupException {
        assertTrouble(of(new NoRouteToHostException("No route to host"), "127.0.0.1"), Kind.UNREACHABLE, Sent.NOTHING);
        assertTrouble(of(new ConnectException("Network is unreachable"), "127.0.0.1"), Kind.UNREACHABLE, Sent.NOTHING);
    }

    private static Trouble of(Throwable error, String host) throws SetupException {
        Troubles troubles = new Troubles(Proxies.of(Map.of()), Time.system());
        URI url = URI.create("http://" + host);
        return troubles.of(error, Doors.request("GET", url, "/", SHORT), false, Instant.now());
    }

    @Test
    void anUnknownNameIsADnsTrouble() throws Exception {
        Trouble trouble =
                troubleAt(URI.create("http://no-such-host.invalid"), "GET", Duration.ofSeconds(10), Doors.soon());
        assertThat(trouble.kind()).isEqualTo(Kind.DNS_NOT_FOUND);
        assertThat(trouble.sent()).isEqualTo(Sent.NOTHING);
    }

    @Test
    void aResolverThatIsSilentIsADnsTroubleAndNothingWasSent() throws Exception {
        URI url = URI.create("http://" + NamesWithoutNetwork.SILENT);
        Trouble trouble = troubleAt(url, "POST", SHORT, Doors.soon());
        assertTrouble(trouble, Kind.DNS_FAILED, Sent.NOTHING);
        assertThat(trouble.message())
                .isEqualTo("the name silent.invalid was not looked up within 0.3 s: this machine's resolver is silent"
                        + " about it");
        assertTrouble(
                troubleAt(url, "POST", Duration.ofSeconds(20), Instant.now().plus(SHORT)),
                Kind.OUT_OF_TIME,
                Sent.NOTHING);
    }

    @Test
    void aResetAfterTheRequestIsAResetThatMayHaveArrived() throws Exception {
        try (RawServer server = RawServer.resetting()) {
            assertTrouble(troubleWith(server, "GET", Duration.ofSeconds(10)), Kind.RESET, Sent.PERHAPS);
        }
    }

    @Test
    void aRequestThatIsNotIdempotentIsSentOnce() throws Exception {
        try (RawServer server = RawServer.resetting()) {
            assertTrouble(troubleWith(server, "POST", Duration.ofSeconds(10)), Kind.RESET, Sent.PERHAPS);
            assertThat(server.heads()).hasSize(1);
        }
    }

    @Test
    void anEndWithinTheHeadersIsAReset() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Le")) {
            assertTrouble(troubleWith(server, "GET", Duration.ofSeconds(10)), Kind.RESET, Sent.PERHAPS);
        }
    }

    @Test
    void aBodyShorterThanAnnouncedIsCut() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")) {
            assertTrouble(troubleWith(server, "GET", Duration.ofSeconds(10)), Kind.ANSWER_CUT, Sent.PERHAPS);
        }
    }

    @Test
    void chunksThatEndWithoutTheLastOneAreCut() throws Exception {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")) {
            assertTrouble(troubleWith(server, "GET", Duration.ofSeconds(10)), Kind.ANSWER_CUT, Sent.PERHAPS);
        }
    }

    @Test
    void garbageIsNotHttp() throws Exception {
        try (RawServer server = RawServer.answering("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
            assertTrouble(troubleWith(server, "GET", Duration.ofSeconds(10)), Kind.NOT_HTTP, Sent.PERHAPS);
        }
    }

    @Test
    void silenceEndsWithTheTimeout() throws Exception {
        try (RawServer server = RawServer.silent()) {
            assertTrouble(troubleWith(server, "GET", SHORT), Kind.ANSWER_TIMEOUT, Sent.PERHAPS);
        }
    }

    @Test
    void aBodyThatDripsEndsWithTheTimeout() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (RawServer server = RawServer.doing((connection, number) -> {
            RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx");
            never.await();
        })) {
            Trouble trouble = troubleWith(server, "GET", SHORT);
            assertTrouble(trouble, Kind.ANSWER_TIMEOUT, Sent.PERHAPS);
            assertThat(trouble.message()).contains("did not end");
        }
    }

    @Test
    void aDeadlineBeforeTheTimeoutIsNotProductionsFault() throws Exception {
        try (RawServer server = RawServer.silent()) {
            assertTrouble(
                    troubleAt(
                            server.url(),
                            "GET",
                            Duration.ofSeconds(20),
                            Instant.now().plus(SHORT)),
                    Kind.OUT_OF_TIME,
                    Sent.PERHAPS);
        }
    }

    @Test
    void nothingIsSentAfterTheDeadline() throws Exception {
        try (RawServer server = RawServer.silent()) {
            assertTrouble(
                    troubleAt(server.url(), "GET", SHORT, Instant.now().minusSeconds(1)),
                    Kind.OUT_OF_TIME,
                    Sent.NOTHING);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void anotherProtocolOnATlsPortFailsInTheHandshake() throws Exception {
        try (RawServer server = RawServer.greeting("220 mail.example.com ESMTP\r\n")) {
            assertTrouble(
                    troubleAt(
                            URI.create("https://127.0.0.1:" + server.port()),
                            "GET",
                            Duration.ofSeconds(2),
                            Doors.soon()),
                    Kind.TLS_HANDSHAKE,
                    Sent.NOTHING);
        }
    }
}
