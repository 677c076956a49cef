package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Trouble;
import io.prodgate.testing.Facts;
import io.prodgate.testing.SteppingTime;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HostHealthTest {
    private static final Reply ANSWER = new Reply.Answer(Facts.answer(500), new byte[0], StandardCharsets.UTF_8);
    private static final Reply SILENCE = new Reply.NoAnswer(Facts.trouble(Trouble.Kind.REFUSED));

    private final SteppingTime time = SteppingTime.atNoon();
    private final AtomicInteger sent = new AtomicInteger();
    private Reply next = SILENCE;

    private HostHealth health(Duration rest) {
        return new HostHealth(16, rest, time, call -> {
            sent.incrementAndGet();
            return next;
        });
    }

    private Call call(String host, Duration left) {
        return new Call(
                Doors.get(URI.create("http://" + host), "/"),
                Doors.log(),
                time.now().plus(left),
                Sending.UNHEEDED,
                Instant.MIN,
                0);
    }

    /** What came of a call, empty if it is to be sent later. */
    private Optional<Reply> send(HostHealth health, String host, Duration left) throws InterruptedException {
        try {
            return Optional.of(health.send(call(host, left)));
        } catch (Repeat later) {
            return Optional.empty();
        }
    }

    private void silences(HostHealth health, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            assertThat(send(health, "one.test", Duration.ofMinutes(1))).contains(SILENCE);
        }
    }

    @Test
    void oneAnswerAmongSilencesKeepsTheCircuitClosed() throws Exception {
        HostHealth health = health(HostHealth.REST);
        silences(health, HostHealth.SILENT_IN_A_ROW - 1);
        next = ANSWER;
        assertThat(send(health, "one.test", Duration.ofMinutes(1))).contains(ANSWER);
        next = SILENCE;
        silences(health, HostHealth.SILENT_IN_A_ROW - 1);
    }

    @Test
    void anOpenCircuitSendsNothingAndLeavesOtherHostsAlone() throws Exception {
        HostHealth health = health(Duration.ofHours(1));
        silences(health, HostHealth.SILENT_IN_A_ROW);
        int before = sent.get();
        assertThat(send(health, "one.test", Duration.ofMinutes(1)))
                .as("tried again later")
                .isEmpty();
        assertThat(send(health, "one.test", Duration.ofMillis(1)).orElseThrow())
                .isInstanceOfSatisfying(Reply.NoAnswer.class, none -> {
                    assertThat(none.trouble().kind()).isEqualTo(Trouble.Kind.CIRCUIT_OPEN);
                    assertThat(none.trouble().sent()).isEqualTo(Trouble.Sent.NOTHING);
                });
        assertThat(sent).hasValue(before);
        next = ANSWER;
        assertThat(send(health, "two.test", Duration.ofMinutes(1))).contains(ANSWER);
    }

    @Test
    void afterTheRestOneRequestFindsOutWhetherTheHostIsBack() throws Exception {
        HostHealth health = health(Duration.ofMillis(20));
        silences(health, HostHealth.SILENT_IN_A_ROW);
        next = ANSWER;
        Optional<Reply> reply = Optional.empty();
        while (reply.isEmpty()) {
            reply = send(health, "one.test", Duration.ofMinutes(1));
        }
        assertThat(reply).contains(ANSWER);
        assertThat(sent).as("the trial alone").hasValue(HostHealth.SILENT_IN_A_ROW + 1);
        assertThat(send(health, "one.test", Duration.ofMinutes(1))).contains(ANSWER);
    }

    /** As when every check of a large plan asks a host whose packets go nowhere. */
    @ParameterizedTest
    @EnumSource(
            value = Trouble.Kind.class,
            names = {"CONNECT_TIMEOUT", "ANSWER_TIMEOUT", "UNREACHABLE", "DNS_FAILED"})
    void hundredsOfRequestsToADeadHostTakeTheTimeOfAFew(Trouble.Kind kind) throws Exception {
        Duration patience = Duration.ofSeconds(10);
        HostHealth health = new HostHealth(16, Duration.ofHours(1), time, call -> {
            sent.incrementAndGet();
            time.advance(patience);
            return new Reply.NoAnswer(Facts.trouble(kind));
        });
        Instant begin = time.now();
        for (int i = 0; i < 300; i++) {
            boolean before = i < HostHealth.SILENT_IN_A_ROW;
            // So often that the call has waited for a whole rest.
            Call call = call("one.test", Duration.ofMinutes(1)).repeated(before ? 0 : 1_000_000);
            assertThat(health.send(call))
                    .isInstanceOfSatisfying(
                            Reply.NoAnswer.class,
                            none -> assertThat(none.trouble().kind())
                                    .isEqualTo(before ? kind : Trouble.Kind.CIRCUIT_OPEN));
        }
        assertThat(sent).hasValue(HostHealth.SILENT_IN_A_ROW);
        assertThat(Duration.between(begin, time.now())).isEqualTo(patience.multipliedBy(HostHealth.SILENT_IN_A_ROW));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aLimitNeverOpensTheCircuit(int status) throws Exception {
        next = new Reply.Answer(Facts.answer(status), new byte[0], StandardCharsets.UTF_8);
        HostHealth health = health(Duration.ofHours(1));
        for (int i = 0; i < 300; i++) {
            assertThat(send(health, "one.test", Duration.ofMinutes(1))).contains(next);
        }
        assertThat(sent).hasValue(300);
    }

    @Test
    void neitherDoesACallThatWasOrderedToBeRepeated() throws Exception {
        HostHealth health = new HostHealth(16, Duration.ofHours(1), time, call -> {
            sent.incrementAndGet();
            throw Repeat.at(Duration.ZERO, "429 with Retry-After: 1");
        });
        for (int i = 0; i < 300; i++) {
            assertThat(send(health, "one.test", Duration.ofMinutes(1))).isEmpty();
        }
        assertThat(sent).as("each got through to the limit").hasValue(300);
    }
}
