package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Credential;
import io.prodgate.testing.RawServer;
import io.prodgate.testing.SteppingTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever must not send a request twice is told when it goes out, and when it was not carried out. */
class SendingTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String LIMITED =
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n";

    private final SteppingTime time = SteppingTime.atNoon();
    private final List<String> told = new ArrayList<>();

    @Test
    void aRequestThatIsAnsweredBeginsOnce() throws Exception {
        try (RawServer server = RawServer.alwaysSaying("ok");
                HttpTraffic traffic = Doors.to(server.url()).open()) {
            assertThat(post(traffic, server.url())).isInstanceOf(Reply.Answer.class);
        }
        assertThat(told).containsExactly("begins");
    }

    @Test
    void aLimitThatIsWaitedForLiesBetweenTheRefusalAndTheNextBeginning() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = RawServer.onEachRequest((connection, number) ->
                        RawServer.write(connection, requests.incrementAndGet() == 1 ? LIMITED : OK));
                HttpTraffic traffic = Doors.to(server.url()).time(time).open()) {
            assertThat(post(traffic, server.url())).isInstanceOf(Reply.Answer.class);
        }
        assertThat(told).containsExactly("begins", "refused", "begins");
    }

    @Test
    void whatIsNeverSentNeverBegins() throws Exception {
        try (RawServer server = RawServer.alwaysSaying("ok");
                HttpTraffic traffic = Doors.to(server.url()).open()) {
            assertThat(post(traffic, URI.create("http://stranger.example.com"))).isInstanceOf(Reply.NoAnswer.class);
        }
        assertThat(told).isEmpty();
    }

    private Reply post(Traffic traffic, URI url) throws InterruptedException {
        Request request = new Request(
                "POST", url.resolve("/"), List.of(), Optional.empty(), Duration.ofSeconds(5), Credential.NONE);
        return traffic.exchange(request, Doors.log(), Instant.parse("2100-01-01T00:00:00Z"), new Sending() {
            @Override
            public void begins() {
                told.add("begins");
            }

            @Override
            public void refused() {
                told.add("refused");
            }
        });
    }
}
