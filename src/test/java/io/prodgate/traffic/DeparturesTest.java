package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.prodgate.testing.HeldTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests to a real server, by a clock that a test moves. */
@Timeout(30)
class DeparturesTest {
    private final HeldTime time = new HeldTime();
    private final AtomicInteger arrived = new AtomicInteger();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final CountDownLatch atSlow = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch named = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private Departures departures;
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        departures = new Departures(client, Proxies.of(Map.of()), this::lookUp, time);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            arrived.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/slow", exchange -> {
            atSlow.countDown();
            try {
                slow.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        slow.countDown();
        server.stop(0);
        client.shutdownNow();
    }

    /** It is silent until the test lets it speak. */
    private InetAddress[] lookUp(String name) throws UnknownHostException {
        assertThat(name).isEqualTo("localhost");
        asked.countDown();
        try {
            named.await();
        } catch (InterruptedException e) {
            // As getaddrinfo: the interrupt stays.
            Thread.currentThread().interrupt();
        }
        return InetAddress.getAllByName("127.0.0.1");
    }

    private Future<HttpResponse<Void>> depart(Instant instant, String path) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return departures
                .at(instant, HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding())
                .answer();
    }

    private Departures.Departure<Void> departToName() {
        URI url = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
        return departures.at(Instant.MIN, HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding());
    }

    private void awaitSleeper() {
        while (time.sleepers() == 0) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.onSpinWait();
        }
    }

    @Test
    void aRequestWaitsForItsInstant() throws Exception {
        Future<HttpResponse<Void>> answer = depart(time.now().plusMillis(2), "/");
        awaitSleeper();
        assertThat(answer).isNotDone();
        assertThat(arrived).hasValue(0);
        time.advance(Duration.ofMillis(2));
        assertThat(answer.get().statusCode()).isEqualTo(204);
        assertThat(arrived).hasValue(1);
    }

    @Test
    void anInstantThatIsOverIsNotWaitedFor() throws Exception {
        assertThat(depart(Instant.MIN, "/").get().statusCode()).isEqualTo(204);
    }

    @Test
    void oneThatIsGivenUpBeforeItsInstantIsNotSent() throws Exception {
        Instant instant = time.now().plusMillis(2);
        Future<HttpResponse<Void>> given = depart(instant, "/");
        awaitSleeper();
        given.cancel(true);
        time.advance(Duration.ofMillis(2));
        assertThat(depart(instant, "/").get().statusCode()).isEqualTo(204);
        assertThat(arrived).hasValue(1);
    }

    @Test
    void oneThatIsGivenUpWhileUnderWayEndsAtOnce() throws Exception {
        Future<HttpResponse<Void>> answer = depart(Instant.MIN, "/slow");
        atSlow.await();
        answer.cancel(true);
        assertThatThrownBy(answer::get).isInstanceOf(CancellationException.class);
        // The client ends when no exchange is under way any more.
        client.shutdown();
        assertThat(client.awaitTermination(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void oneWhoseNameIsStillLookedUpIsNeverSentWhenItIsGivenUp() throws Exception {
        Departures.Departure<Void> departure = departToName();
        asked.await();

        assertThat(departure.endsNameless()).isTrue();
        named.countDown();

        assertThatThrownBy(departure.answer()::get).isInstanceOf(CancellationException.class);
        assertThat(departToName().answer().get().statusCode()).isEqualTo(204);
        assertThat(arrived).hasValue(1);
    }

    @Test
    void oneWhoseNameIsKnownIsNotNameless() throws Exception {
        named.countDown();
        Departures.Departure<Void> departure = departToName();
        assertThat(departure.answer().get().statusCode()).isEqualTo(204);

        assertThat(departure.endsNameless()).isFalse();
    }
}
