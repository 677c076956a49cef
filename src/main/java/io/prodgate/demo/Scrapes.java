package io.prodgate.demo;

import io.prodgate.demo.promql.SeriesSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a Prometheus has scraped of the platform: four times a second, for a quarter of an hour. Whoever changes a number first catches
 * up with the scrapes that were due before; so it needs no thread, and is as if there was one. Safe for use by several threads.
 */
final class Scrapes implements SeriesSource {
    static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration KEPT = Duration.ofMinutes(15);

    /** The parts of the platform, each scraped for itself. */
    static final List<String> JOBS = List.of("webhook", "worker", "knowledge-base", "servicedesk");

    private final Watch watch;
    private final Deque<Scrape> scrapes = new ArrayDeque<>();
    private long next;
    private boolean stopped;
    private Map<Map<String, String>, Double> lastTold = Map.of();
    private Map<Map<String, String>, Double> lastSeen = Map.of();

    /**
     * What one scrape of all targets brought.
     *
     * @param at milliseconds since 1970
     * @param values by the labels; the same map as long as nothing has changed
     */
    private record Scrape(long at, Map<Map<String, String>, Double> values) {}

    Scrapes(Watch watch, Instant begun) {
        this.watch = watch;
        this.next = begun.toEpochMilli();
    }

    /** The instance of a job; there is one of each. */
    static String instance(String job) {
        return job + "-0";
    }

    /** Scrapes what is due until now, all of it while the platform had these values. */
    synchronized void catchUp(Instant now, Map<Map<String, String>, Double> values) {
        long millis = now.toEpochMilli();
        long oldest = millis - KEPT.toMillis();
        if (next < oldest) {
            next += Math.ceilDiv(oldest - next, INTERVAL.toMillis()) * INTERVAL.toMillis();
        }
        while (next <= millis) {
            if (!stopped) {
                scrapes.addLast(new Scrape(next, seen(values)));
            }
            next += INTERVAL.toMillis();
        }
        while (!scrapes.isEmpty() && scrapes.getFirst().at() < oldest) {
            scrapes.removeFirst();
        }
    }

    /** A ticket of a tenant got its note. Where scraping breaks off, it does so when that of a client did. */
    synchronized void enhanced(String tenant) {
        stopped = stopped || (watch.scrapingStops() && tenant.equals(Tenants.ACME.id()));
    }

    /** Whether the latest scrape of a job found it. */
    boolean isUp(String job) {
        return !watch.down().contains(job);
    }

    /** When everything was scraped last. */
    synchronized Optional<Instant> last() {
        return Optional.ofNullable(scrapes.peekLast()).map(scrape -> Instant.ofEpochMilli(scrape.at()));
    }

    @Override
    public synchronized List<Run> select(Predicate<Map<String, String>> wanted, long from, long to) {
        Map<Map<String, String>, Samples> found = new LinkedHashMap<>();
        Optional<Scrape> before = Optional.empty();
        List<Map.Entry<Map<String, String>, Double>> values = List.of();
        for (Scrape scrape : scrapes) {
            if (scrape.at() >= from && scrape.at() <= to) {
                if (before.isEmpty() || before.get().values() != scrape.values()) {
                    values = scrape.values().entrySet().stream()
                            .filter(entry -> wanted.test(entry.getKey()))
                            .toList();
                    before = Optional.of(scrape);
                }
                values.forEach(entry -> found.computeIfAbsent(entry.getKey(), labels -> new Samples())
                        .add(scrape.at(), entry.getValue()));
            }
        }
        return found.entrySet().stream()
                .map(entry -> new Run(entry.getKey(), entry.getValue().times, entry.getValue().values))
                .toList();
    }

    private static final class Samples {
        private final List<Long> times = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();

        private void add(long at, double value) {
            times.add(at);
            values.add(value);
        }
    }

    /** What is down tells nothing, but that it is down is known. */
    private Map<Map<String, String>, Double> seen(Map<Map<String, String>, Double> values) {
        if (values != lastTold) {
            Map<Map<String, String>, Double> all = new HashMap<>(values);
            all.keySet().removeIf(labels -> !isUp(labels.getOrDefault("job", "")));
            for (String job : JOBS) {
                all.put(Map.of("__name__", "up", "job", job, "instance", instance(job)), isUp(job) ? 1.0 : 0.0);
            }
            lastTold = values;
            lastSeen = Map.copyOf(all);
        }
        return lastSeen;
    }
}
