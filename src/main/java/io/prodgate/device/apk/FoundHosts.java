package io.prodgate.device.apk;

import io.prodgate.evidence.ApkReading.FoundHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects where addresses were found; bounded, whatever the APK holds. */
final class FoundHosts {
    /** Far more than any real app has. */
    private static final int MOST = 20_000;

    private static final int PLACES = 3;

    private final Map<String, Found> byOrigin = new TreeMap<>();

    private record Found(String host, List<String> where) {}

    void add(String origin, String host, String where) {
        if (full()) {
            return;
        }
        Found found = byOrigin.computeIfAbsent(origin, key -> new Found(host, new ArrayList<>()));
        if (found.where().size() < PLACES && !found.where().contains(where)) {
            found.where().add(where);
        }
    }

    /** Whether there may be more than are collected. */
    boolean full() {
        return byOrigin.size() >= MOST;
    }

    /** All, by name. */
    List<FoundHost> all() {
        return byOrigin.entrySet().stream()
                .map(entry -> new FoundHost(
                        entry.getKey(),
                        entry.getValue().host(),
                        entry.getValue().where()))
                .toList();
    }
}
