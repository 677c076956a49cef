package io.prodgate.check.journey;

import static io.prodgate.check.journey.FakeProduction.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.journey.FakeProduction.Limited;
import io.prodgate.check.journey.FakeProduction.Nothing;
import io.prodgate.check.journey.FakeProduction.Said;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** However production answers and whatever limits it sets: no item is called late that was in time, and none in time that was late. */
class WaitingPropertiesTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final String JOURNEY = """
            send: { post: /webhook, expect: { status: 202 }, capture: { job: $.job } }
            until: { get: '/jobs/${capture.job}', every: 2s, within: 60s, expect: { $.state: done } }
            """;

    private static Path folder = Path.of("");

    /** What becomes of a look. */
    enum Look {
        TRUTH,
        ERROR,
        RESET,
        SHORT_LIMIT,
        LONG_LIMIT
    }

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("waiting");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("prodgate.yaml"));
        Files.delete(folder);
    }

    @Property(tries = 200)
    void lateIsLateAndInTimeIsInTime(
            @ForAll @IntRange(max = 150) int arrivesAfterSeconds,
            @ForAll("looks") @Size(min = 1, max = 40) List<Look> looks)
            throws Exception {
        Duration arrivesAfter = Duration.ofSeconds(arrivesAfterSeconds);
        Trial trial = new Trial(folder, JOURNEY);
        AtomicReference<Instant> sent = new AtomicReference<>(Instant.EPOCH);
        AtomicInteger number = new AtomicInteger();
        trial.production
                .on("POST", "/webhook", request -> {
                    sent.set(trial.time.now());
                    return json(202, "{'job': 'x'}");
                })
                .on("GET", "/jobs/", request -> {
                    Look look = looks.get(number.getAndIncrement() % looks.size());
                    return said(look, trial, Objects.requireNonNull(sent.get()).plus(arrivesAfter));
                });

        for (int attempt = 1; attempt <= 2; attempt++) {
            ItemResult item = Trial.item(trial.attempt(), "1");

            assertThat(trial.production.count("POST", "/webhook")).isEqualTo(1);
            if (item.end() == End.LATE) {
                assertThat(arrivesAfter).isGreaterThan(WITHIN);
            }
            if (item.end() == End.ARRIVED) {
                assertThat(arrivesAfter).isLessThanOrEqualTo(WITHIN.plus(EVERY));
                assertThat(item.took().orElseThrow()).isGreaterThanOrEqualTo(arrivesAfter);
            }
            if (looks.stream().allMatch(Look.TRUTH::equals)) {
                assertThat(item.end()).isEqualTo(arrivesAfter.compareTo(WITHIN) <= 0 ? End.ARRIVED : End.LATE);
            }
        }
    }

    private static Said said(Look look, Trial trial, Instant there) {
        return switch (look) {
            case TRUTH -> truth(trial, there);
            case ERROR -> json(503, "{'state': 'done'}");
            case RESET -> new Nothing(Trouble.Kind.RESET, Trouble.Sent.PERHAPS);
            case SHORT_LIMIT -> new Limited(Duration.ofSeconds(5), () -> truth(trial, there));
            case LONG_LIMIT -> new Limited(Duration.ofSeconds(45), () -> truth(trial, there));
        };
    }

    private static Said truth(Trial trial, Instant there) {
        return json(200, trial.time.now().isBefore(there) ? "{'state': 'queued'}" : "{'state': 'done'}");
    }

    @Provide
    Arbitrary<List<Look>> looks() {
        return Arbitraries.frequency(
                        Tuple.of(6, Look.TRUTH),
                        Tuple.of(2, Look.ERROR),
                        Tuple.of(2, Look.RESET),
                        Tuple.of(1, Look.SHORT_LIMIT),
                        Tuple.of(1, Look.LONG_LIMIT))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }
}
