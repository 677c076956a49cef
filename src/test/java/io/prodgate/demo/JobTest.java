package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JobTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final Job job = new Job(
            "job-1",
            new Ticket("acme", "10001", "network", "high", "s", "d"),
            NOON,
            new TraceContext("0af7651916cd43dd8448eb211c80319c", "", java.util.Map.of()));

    @Test
    void isQueuedUntilItEnds() throws Exception {
        job.await(Duration.ZERO);

        assertThat(job.json().path("state").asText()).isEqualTo("queued");
        assertThat(job.json().has("note_id")).isFalse();
    }

    @Test
    void wakesWhoWaitsWhenItEnds() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<String> seen = new AtomicReference<>("");
        Thread waiting = Thread.startVirtualThread(() -> {
            asked.countDown();
            try {
                job.await(Duration.ofMinutes(5));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            seen.set(job.json().path("state").asText());
        });
        asked.await();

        job.end(new Job.Ending("300001", NOON.plusSeconds(1)));
        waiting.join();

        assertThat(seen).hasValue("done");
    }

    @Test
    void endsOnce() {
        job.end(new Job.Ending("300001", NOON));
        job.end(new Job.Ending("300002", NOON));

        assertThat(job.json().path("note_id").asText()).isEqualTo("300001");
    }
}
