package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.device.Devices;
import io.prodgate.device.maestro.Flow;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.SteppingTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingLineTest {
    private static final Set<String> BOTH = Set.of("one", "two");

    private final List<NamedFlow> flows = new ArrayList<>();
    private final List<Duration> takes = new ArrayList<>();

    private NamedFlow flow(String name, int seconds) {
        return flow(name, seconds, Optional.empty());
    }

    private NamedFlow flow(String name, int seconds, Optional<Flow.Place> place) {
        NamedFlow flow = new NamedFlow(
                "app." + name,
                new Flow(name, Path.of(name + ".yaml"), name + ".yaml", "com.example", List.of(), place, 1),
                flows.size());
        flows.add(flow);
        takes.add(Duration.ofSeconds(seconds));
        return flow;
    }

    private WaitingLine line(int batch) {
        return new WaitingLine(
                flows.stream().filter(NamedFlow::inSequence).toList(), flow -> takes.get(flow.order()), batch);
    }

    private static Ticket ticket(NamedFlow flow, int attempt) {
        return new Ticket(
                flow,
                new Attempt(
                        attempt,
                        new EvidenceLog(new Redactor(List.of())),
                        new FakeLedger(),
                        new AnsweringTraffic(),
                        reference -> Optional.empty(),
                        Instant.MAX,
                        SteppingTime.atNoon(),
                        Path.of("files"),
                        Devices.NONE),
                Duration.ofMinutes(5));
    }

    private static List<String> names(Optional<Errand> errand) {
        return errand.map(what -> what.steps().stream()
                        .map(step -> step.flow().flow().name() + (step.ticket().isPresent() ? "" : " again"))
                        .toList())
                .orElse(List.of());
    }

    @Test
    void theLongestGoesFirstAndWhoComesAgainBeforeAll() {
        NamedFlow shorter = flow("short", 10);
        NamedFlow longer = flow("long", 90);
        NamedFlow again = flow("again", 5);
        WaitingLine line = line(1);
        line.add(ticket(shorter, 1));
        line.add(ticket(longer, 1));
        line.add(ticket(again, 2));

        assertThat(names(line.next("one", BOTH))).containsExactly("again");
        assertThat(names(line.next("one", BOTH))).containsExactly("long");
        assertThat(names(line.next("one", BOTH))).containsExactly("short");
        assertThat(line.next("one", BOTH)).isEmpty();
    }

    @Test
    void aFlowGoesToAnotherDeviceThanItFailedOnIfThereIsOne() {
        NamedFlow flow = flow("a", 10);
        WaitingLine line = line(1);
        line.failed(flow, "one");
        line.add(ticket(flow, 2));

        assertThat(line.next("one", BOTH)).isEmpty();
        assertThat(names(line.next("two", BOTH))).containsExactly("a");

        line.failed(flow, "two");
        line.add(ticket(flow, 3));
        assertThat(names(line.next("one", BOTH))).containsExactly("a");
    }

    @Test
    void whereNoOtherDeviceIsLeftItGoesToTheSame() {
        NamedFlow flow = flow("a", 10);
        WaitingLine line = line(1);
        line.failed(flow, "one");
        line.add(ticket(flow, 2));

        assertThat(names(line.next("one", Set.of("one")))).containsExactly("a");
    }

    @Test
    void theSequenceIsTakenAsOneAndOnlyOnceAtATime() {
        NamedFlow first = flow("first", 10, Optional.of(new Flow.Place(0, true)));
        NamedFlow second = flow("second", 10, Optional.of(new Flow.Place(1, true)));
        flow("third", 10, Optional.of(new Flow.Place(2, true)));
        WaitingLine line = line(8);
        line.add(ticket(second, 1));

        Optional<Errand> errand = line.next("one", BOTH);
        assertThat(names(errand)).containsExactly("first again", "second");
        line.add(ticket(first, 1));
        assertThat(line.next("two", BOTH)).isEmpty();
        line.done(errand.orElseThrow());
        assertThat(names(line.next("two", BOTH))).containsExactly("first");
    }

    @Test
    void batchesShrinkTowardsTheEnd() {
        WaitingLine line = line(8);
        for (int i = 0; i < 24; i++) {
            line.add(ticket(flow("f" + i, 10), 1));
        }

        List<Integer> sizes = new ArrayList<>();
        for (Optional<Errand> next = line.next("one", BOTH); next.isPresent(); next = line.next("one", BOTH)) {
            sizes.add(next.get().steps().size());
        }

        assertThat(sizes).startsWith(8, 6, 4).endsWith(1, 1).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void withKnownDurationsItEndsNearWhatNoScheduleCanBeat(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            flow("f" + i, (int) Math.clamp(45 * Math.exp(0.8 * random.nextGaussian()), 8, 240));
        }
        for (int devices : List.of(1, 2, 4, 8)) {
            for (int batch : List.of(1, 8)) {
                assertThat(makespan(devices, batch, 0) / bound(devices)).isBetween(1.0, 1.10);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void inBatchesFewStartsOfMaestroArePaidFor(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            flow("f" + i, (int) Math.clamp(45 * Math.exp(0.8 * random.nextGaussian()), 8, 240));
        }
        for (int devices : List.of(1, 2, 4, 8)) {
            assertThat(makespan(devices, 8, 6) / bound(devices))
                    .as(devices + " devices, 6 s for each start, which the bound does not know of")
                    .isBetween(1.0, devices < 8 ? 1.07 : 1.11);
        }
    }

    private double bound(int devices) {
        double longest = takes.stream().mapToLong(Duration::toSeconds).max().orElseThrow();
        return Math.max(longest, takes.stream().mapToLong(Duration::toSeconds).sum() / (double) devices);
    }

    private double makespan(int devices, int batch, int start) {
        WaitingLine line = line(batch);
        flows.forEach(flow -> line.add(ticket(flow, 1)));
        List<String> serials =
                IntStream.range(0, devices).mapToObj(i -> "d" + i).toList();
        record Free(String serial, long at) {}
        PriorityQueue<Free> free = new PriorityQueue<>(Comparator.comparingLong(Free::at));
        serials.forEach(serial -> free.add(new Free(serial, 0)));
        long end = 0;
        while (true) {
            Free device = free.remove();
            Optional<Errand> errand = line.next(device.serial(), Set.copyOf(serials));
            if (errand.isEmpty()) {
                return Math.max(end, device.at());
            }
            long until = device.at()
                    + start
                    + errand.get().steps().stream()
                            .mapToLong(step -> takes.get(step.flow().order()).toSeconds())
                            .sum();
            end = Math.max(end, until);
            free.add(new Free(device.serial(), until));
        }
    }
}
