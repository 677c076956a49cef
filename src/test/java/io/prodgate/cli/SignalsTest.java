package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.prodgate.testing.SteppingTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sends real signals to the process that runs the tests. */
@Timeout(120)
class SignalsTest {
    private final SteppingTime time = SteppingTime.atNoon();
    private final CompletableFuture<Integer> halted = new CompletableFuture<>();
    private final Signals signals = new Signals(time, Duration.ofHours(1), halted::complete);

    @Test
    void withoutASignalTheValueComesBack() throws Exception {
        Signals.Ended<String> ended = signals.whileRunning(kind -> {}, () -> {}, () -> "done");
        assertThat(ended.value()).isEqualTo("done");
        assertThat(ended.signal()).isEmpty();
    }

    @Test
    void theFirstSignalAsksTheBodyToStopAndIsToldAtTheEnd() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        Signals.Ended<Boolean> ended = signals.whileRunning(kind -> stopped.countDown(), () -> {}, () -> {
            send("TERM");
            return stopped.await(100, TimeUnit.SECONDS);
        });
        assertThat(ended.value()).isTrue();
        assertThat(ended.signal()).contains(Signals.Kind.TERM);
        assertThat(Signals.Kind.TERM.exitCode()).isEqualTo(143);
        assertThat(halted).isNotDone();
    }

    @Test
    void theSameSignalOnceMoreEndsAtOnceAfterTheLastWords() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicInteger lastWords = new AtomicInteger();
        int code = signals.whileRunning(kind -> stopped.countDown(), lastWords::incrementAndGet, () -> {
                    send("INT");
                    stopped.await();
                    time.advance(Duration.ofSeconds(1));
                    send("INT");
                    return halted.get();
                })
                .value();
        assertThat(code).isEqualTo(130);
        assertThat(lastWords).hasValue(1);
    }

    @Test
    void anotherSignalWhileStoppingChangesNothing() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Signals.Ended<Boolean> ended = signals.whileRunning(kind -> interrupted.countDown(), () -> {}, () -> {
            send("INT");
            interrupted.await();
            time.advance(Duration.ofSeconds(8));
            send("TERM");
            return true;
        });
        assertThat(ended.signal()).contains(Signals.Kind.INT);
        assertThat(halted).isNotDone();
    }

    @Test
    void aBodyThatDoesNotStopIsEndedAfterTheGracePeriod() throws Exception {
        Signals impatient = new Signals(time, Duration.ofMillis(1), halted::complete);
        int code = impatient
                .whileRunning(kind -> {}, () -> {}, () -> {
                    send("TERM");
                    return halted.get();
                })
                .value();
        assertThat(code).isEqualTo(143);
    }

    @Test
    void anErrorOfTheBodyGivesTheSignalsBack() throws Exception {
        assertThatIllegalStateException()
                .isThrownBy(() -> signals.whileRunning(kind -> {}, () -> {}, () -> {
                    throw new IllegalStateException("broken");
                }));
        assertThat(signals.whileRunning(kind -> {}, () -> {}, () -> 1).value()).isEqualTo(1);
    }

    private static void send(String name) throws Exception {
        new ProcessBuilder(
                        "kill",
                        "-" + name,
                        Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
    }
}
