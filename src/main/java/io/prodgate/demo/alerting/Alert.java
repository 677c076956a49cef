package io.prodgate.demo.alerting;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert as an Alertmanager gets it.
 *
 * @param labels by which it is told from others
 * @param annotations texts for people
 * @param startsAt when it began
 * @param endsAt when it ended, or will end if nobody says that it goes on
 * @param updatedAt when it was told last
 */
public record Alert(
        Map<String, String> labels,
        Map<String, String> annotations,
        Instant startsAt,
        Instant endsAt,
        Instant updatedAt) {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final byte SEPARATOR = (byte) 0xff;

    public Alert {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** Whether it has ended by then. */
    public boolean resolved(Instant now) {
        return !endsAt.isAfter(now);
    }

    /** What Alertmanager calls it: FNV-1a of its labels in order, in hexadecimal. */
    public String fingerprint() {
        long hash = BASIS;
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            hash = hashed(hash, label.getKey());
            hash = hashed(hash, label.getValue());
        }
        return "%016x".formatted(hash);
    }

    private static long hashed(long before, String text) {
        long hash = before;
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (one & 0xff)) * PRIME;
        }
        return (hash ^ (SEPARATOR & 0xff)) * PRIME;
    }

    /** The same, told again: it began when it began. */
    Alert after(Alert before) {
        boolean goesOn = before.startsAt.isBefore(startsAt) && before.endsAt.isAfter(startsAt);
        return goesOn ? new Alert(labels, annotations, before.startsAt, endsAt, updatedAt) : this;
    }
}
