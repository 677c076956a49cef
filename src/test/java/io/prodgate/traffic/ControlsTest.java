package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.testing.RawServer;
import io.prodgate.testing.SteppingTime;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlsTest {
    private final SteppingTime time = SteppingTime.atNoon();

    private static RawServer dated(String date) {
        return RawServer.doing((connection, number) -> RawServer.write(
                connection, "HTTP/1.1 204 No Content\r\nDate: " + date + "\r\nConnection: close\r\n\r\n"));
    }

    private HttpTraffic door(URI... controls) throws SetupException {
        return Doors.to(URI.create("http://production.invalid"))
                .time(time)
                .controls(controls)
                .open();
    }

    private static EvidenceLog ask(HttpTraffic traffic) throws InterruptedException {
        EvidenceLog log = Doors.log();
        traffic.askWitnesses(new Inquiry(Optional.empty(), Inquiry.Doubt.ANSWER), log);
        return log;
    }

    @Test
    void theDateOfAControlTellsHowWrongOurClockIs() throws Exception {
        try (RawServer control = dated("Fri, 02 Jan 2026 10:00:00 GMT");
                HttpTraffic traffic = door(control.url())) {
            // The header cuts a second off: half a second has gone on average.
            assertThat(ask(traffic).facts())
                    .contains(new ClockReading(
                            control.url().toString(), Duration.ofHours(2).minusMillis(500), Duration.ofMillis(500)));
        }
    }

    @Test
    void aControlWithoutAReadableDateTellsNothingOfTheClock() throws Exception {
        try (RawServer control = dated("yesterday");
                HttpTraffic traffic = door(control.url())) {
            assertThat(ask(traffic).facts())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            ControlProbe.class,
                            probe -> assertThat(probe.answered()).isTrue());
        }
    }

    @Test
    void aControlThatIsDownIsToldAndTheOthersTellTheTime() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        URI dead = URI.create("http://127.0.0.1:" + free);
        try (RawServer control = dated("Fri, 02 Jan 2026 12:00:00 GMT");
                HttpTraffic traffic = door(dead, control.url())) {
            EvidenceLog log = ask(traffic);
            assertThat(log.facts())
                    .filteredOn(ControlProbe.class::isInstance)
                    .extracting("url", "answered")
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(dead.toString(), false),
                            org.assertj.core.groups.Tuple.tuple(control.url().toString(), true));
            assertThat(log.facts()).hasAtLeastOneElementOfType(ClockReading.class);
        }
    }

    @Test
    void answersAreGoodForAWhileAndThenAskedForAgain() throws Exception {
        try (RawServer control = dated("Fri, 02 Jan 2026 12:00:00 GMT");
                HttpTraffic traffic = door(control.url())) {
            EvidenceLog first = ask(traffic);
            time.advance(Duration.ofSeconds(9));
            assertThat(ask(traffic).facts()).isEqualTo(first.facts());
            assertThat(control.connections()).isEqualTo(1);
            time.advance(Duration.ofSeconds(1));
            ask(traffic);
            assertThat(control.connections()).isEqualTo(2);
        }
    }
}
