package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.Trouble.Kind;
import io.prodgate.evidence.Trouble.Sent;
import io.prodgate.testing.RawServer;
import io.prodgate.testing.SilentHost;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host whose packets go nowhere: nothing was sent there, whatever is shorter, the client's patience or the request's. */
@Timeout(60)
class DeadHostTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(60);

    private static Trouble trouble(HttpTraffic traffic, String method, URI url, Duration timeout, Instant deadline)
            throws InterruptedException {
        Reply reply = traffic.exchange(Doors.request(method, url, "/", timeout), Doors.log(), deadline);
        assertThat(reply).isInstanceOf(Reply.NoAnswer.class);
        return ((Reply.NoAnswer) reply).trouble();
    }

    @ParameterizedTest
    @CsvSource({"http, GET", "http, POST", "https, GET", "https, POST"})
    void aTimeoutShorterThanConnectingMayTakeEndsIt(String scheme, String method) throws Exception {
        try (SilentHost host = SilentHost.open();
                HttpTraffic traffic = Doors.to(host.url(scheme)).open()) {
            assertThat(trouble(
                            traffic,
                            method,
                            host.url(scheme),
                            SHORT,
                            Instant.now().plus(LONG)))
                    .returns(Kind.CONNECT_TIMEOUT, Trouble::kind)
                    .returns(Sent.NOTHING, Trouble::sent);
        }
    }

    @ParameterizedTest
    @CsvSource({"http, POST", "https, GET"})
    void theEndOfTheChecksTimeIsNotProductionsFault(String scheme, String method) throws Exception {
        try (SilentHost host = SilentHost.open();
                HttpTraffic traffic = Doors.to(host.url(scheme)).open()) {
            assertThat(trouble(
                            traffic,
                            method,
                            host.url(scheme),
                            LONG,
                            Instant.now().plus(SHORT)))
                    .returns(Kind.OUT_OF_TIME, Trouble::kind)
                    .returns(Sent.NOTHING, Trouble::sent);
        }
    }

    @Test
    void aHandshakeThatDoesNotEndIsAConnectionThatWasNotEstablished() throws Exception {
        try (RawServer server = RawServer.silent()) {
            URI url = URI.create("https://127.0.0.1:" + server.port());
            try (HttpTraffic traffic = Doors.to(url).open()) {
                assertThat(trouble(traffic, "POST", url, SHORT, Instant.now().plus(LONG)))
                        .returns(Kind.CONNECT_TIMEOUT, Trouble::kind)
                        .returns(Sent.NOTHING, Trouble::sent);
            }
        }
    }
}
