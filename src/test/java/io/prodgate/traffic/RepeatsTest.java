package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Trouble;
import io.prodgate.testing.RawServer;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives at a server whose connections break, counted there. */
class RepeatsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static Reply send(HttpTraffic traffic, String method, URI url) throws InterruptedException {
        return traffic.exchange(Doors.request(method, url, "/", Duration.ofSeconds(10)), Doors.log(), Doors.soon());
    }

    private static long arrived(RawServer server, String method) {
        return server.heads().stream()
                .filter(head -> head.startsWith(method + " "))
                .count();
    }

    private static void assertReset(Reply reply) {
        assertThat(reply).isInstanceOfSatisfying(Reply.NoAnswer.class, none -> {
            assertThat(none.trouble().kind()).as(none.trouble().message()).isEqualTo(Trouble.Kind.RESET);
            assertThat(none.trouble().sent()).isEqualTo(Trouble.Sent.PERHAPS);
        });
    }

    @ParameterizedTest
    @CsvSource({"POST, 1", "PATCH, 1", "PUT, 2", "DELETE, 2", "OPTIONS, 2", "GET, 2", "HEAD, 2"})
    void whatMayHaveArrivedIsRepeatedOnceIfItIsIdempotentAndNeverIfNot(String method, int times) throws Exception {
        try (RawServer server = RawServer.doing((connection, number) -> {});
                HttpTraffic traffic = Doors.to(server.url()).open()) {
            assertReset(send(traffic, method, server.url()));
            assertThat(arrived(server, method)).isEqualTo(times);
        }
    }

    /** Answers the first request of the first connection, and treats every later request as told. */
    private static RawServer answeringOnceThen(RawServer.Manner manner) {
        AtomicInteger requests = new AtomicInteger();
        return RawServer.onEachRequest((connection, number) -> {
            if (requests.incrementAndGet() == 1) {
                RawServer.write(connection, OK);
            } else {
                manner.treat(connection, number);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPostOverAReusedConnectionThatBreaksIsSentOnce(boolean reset) throws Exception {
        try (RawServer server = answeringOnceThen((connection, number) -> {
                    if (reset) {
                        connection.setOption(StandardSocketOptions.SO_LINGER, 0);
                    }
                    connection.close();
                });
                HttpTraffic traffic = Doors.to(server.url()).open()) {
            assertThat(send(traffic, "GET", server.url())).isInstanceOf(Reply.Answer.class);
            assertReset(send(traffic, "POST", server.url()));
            assertThat(server.connections()).as("the connection was reused").isEqualTo(1);
            assertThat(arrived(server, "POST")).isEqualTo(1);
        }
    }

    @Test
    void aPostAfterTheServerClosedAnIdleConnectionArrivesAtMostOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (RawServer server = RawServer.doing((connection, number) -> RawServer.write(connection, OK));
                    HttpTraffic traffic = Doors.to(server.url()).open()) {
                assertThat(send(traffic, "GET", server.url())).isInstanceOf(Reply.Answer.class);
                Reply reply = send(traffic, "POST", server.url());
                // Whether the end of the connection is seen before it is used again is a race; sending twice never is
                // the outcome.
                assertThat(arrived(server, "POST")).isEqualTo(reply instanceof Reply.Answer ? 1 : 0);
            }
        }
    }
}
