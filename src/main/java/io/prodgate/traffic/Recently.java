package io.prodgate.traffic;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers that are good for a while, by what was asked, so that many checks in trouble ask once. Who comes while somebody asks
 * waits and shares the answer.
 */
final class Recently<K> {
    /** More different questions than this are not remembered: the oldest is asked again. */
    private static final int MOST = 200;

    private final Duration goodFor;
    private final Time time;
    private final Map<K, Entry> entries = new LinkedHashMap<>();

    /**
     * Remembers answers.
     *
     * @param goodFor how long, from when they were there
     */
    Recently(Duration goodFor, Time time) {
        this.goodFor = goodFor;
        this.time = time;
    }

    /** Where the answer comes from. */
    @FunctionalInterface
    interface Source {
        List<Evidence> ask() throws InterruptedException;
    }

    private static final class Entry {
        private final ReentrantLock asking = new ReentrantLock();
        private List<Evidence> facts = List.of();
        private Instant until = Instant.MIN;
    }

    /** The answer to a question, asked now or a moment ago. */
    List<Evidence> get(K question, Source source) throws InterruptedException {
        Entry entry = entry(question);
        entry.asking.lockInterruptibly();
        try {
            if (!time.now().isBefore(entry.until)) {
                entry.facts = List.copyOf(source.ask());
                entry.until = time.now().plus(goodFor);
            }
            return entry.facts;
        } finally {
            entry.asking.unlock();
        }
    }

    private Entry entry(K question) {
        synchronized (entries) {
            Entry known = entries.get(question);
            if (known != null) {
                return known;
            }
            if (entries.size() >= MOST) {
                entries.remove(entries.keySet().iterator().next());
            }
            Entry fresh = new Entry();
            entries.put(question, fresh);
            return fresh;
        }
    }
}
