package io.prodgate.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/** Plays callers that all want one thing more from a server, through a pace, by a clock of its own: no thread, no sleep, no chance. */
final class PacedCallers {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    /**
     * What is not exact in a real world.
     *
     * @param latency of every answer
     * @param onTheWay how much later than others a request may arrive
     * @param wakeUp how much later than asked for a caller wakes up
     * @param cold how much longer the very first request takes until it goes out
     */
    record World(Duration latency, Duration onTheWay, Duration wakeUp, Duration cold) {}

    /**
     * What came of it.
     *
     * @param seconds from the first start to the last answer
     * @param refused how many answers were limits
     * @param passed when each request was let through, in seconds
     */
    record Outcome(double seconds, int refused, List<Double> passed) {
        /** Requests let through per second after an instant. */
        double rateAfter(double second) {
            long later = passed.stream().filter(instant -> instant > second).count();
            return later / Math.max(1e-9, seconds - second);
        }
    }

    private record Event(Instant at, long order, Sent sent, boolean answer, Optional<Limit> limit) {}

    private final Pace pace;
    private final PacedServer server;
    private final World world;
    private final Random random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
    private Instant now = NOON;
    private long order;
    private boolean cold = true;

    PacedCallers(Pace pace, PacedServer server, World world, long seed) {
        this.pace = pace;
        this.server = server;
        this.world = world;
        random = new Random(seed);
    }

    /** Lets so many callers get so many requests through. */
    Outcome send(int requests, int callers) {
        Instant began = now;
        int left = requests;
        int free = callers;
        int refused = 0;
        List<Double> passed = new ArrayList<>();
        Instant wake = now;
        boolean untilAnAnswer = false;
        while (passed.size() < requests) {
            boolean somebodyWaits = left > 0 && free > 0;
            if (somebodyWaits
                    && (events.isEmpty() || !wake.isAfter(events.peek().at()))) {
                now = wake.isAfter(now) ? wake : now;
                switch (pace.turn(now)) {
                    case Pace.Turn.Now() -> {
                        start();
                        left--;
                        free--;
                    }
                    case Pace.Turn.At(Instant instant) -> {
                        wake = instant.plus(upTo(world.wakeUp()));
                        untilAnAnswer = false;
                    }
                    case Pace.Turn.AfterAnAnswer(Instant atLatest) -> {
                        wake = atLatest.equals(Instant.MAX) ? atLatest : atLatest.plus(upTo(world.wakeUp()));
                        untilAnAnswer = true;
                    }
                }
                continue;
            }
            Event event = events.remove();
            now = event.at();
            if (!event.answer()) {
                arrive(event.sent());
                continue;
            }
            free++;
            wake = untilAnAnswer ? now : wake;
            if (event.limit().isPresent()) {
                refused++;
                left++;
                pace.limited(event.limit().get(), event.sent(), now);
            } else {
                passed.add(seconds(began, now));
                pace.answered(event.sent(), now);
                pace.told(server.toldWindow().stream()
                        .map(window -> new RateLimitFields.Policy(
                                "", (int) Math.round(server.bestRate() * window.toMillis() / 1000), window))
                        .toList());
            }
        }
        return new Outcome(seconds(began, now), refused, passed);
    }

    /** Lets time pass in which nobody sends. */
    void rest(Duration pause) {
        now = now.plus(pause);
    }

    private void start() {
        Sent sent = pace.started(now);
        Duration delay = upTo(world.onTheWay()).plus(world.latency().dividedBy(2));
        if (cold) {
            cold = false;
            delay = delay.plus(world.cold());
        }
        events.add(new Event(now.plus(delay), order++, sent, false, Optional.empty()));
    }

    private void arrive(Sent sent) {
        long nanos = Duration.between(NOON, now).toNanos();
        Optional<Limit> limit = server.arrives(nanos);
        Duration back =
                world.latency().dividedBy(2).plus(upTo(world.onTheWay())).plusNanos(100_000);
        events.add(new Event(now.plus(back), order++, sent, true, limit));
    }

    /** Mostly little, seldom all of it. */
    private Duration upTo(Duration most) {
        double share = Math.pow(random.nextDouble(), 4);
        return Duration.ofNanos((long) (most.toNanos() * share));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
