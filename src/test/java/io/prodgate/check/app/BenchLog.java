package io.prodgate.check.app;

import io.prodgate.testing.FastMaestroLog;
import io.prodgate.testing.FastMaestroLog.Event;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time of a measured run went, by what the stand-in for Maestro noted.
 *
 * @param entries its log
 */
record BenchLog(List<FastMaestroLog.Entry> entries) {
    BenchLog {
        entries = List.copyOf(entries);
    }

    /**
     * {@code 60 processes, 310 ms between two on a device, the first device done 1.3 s before the last}; a process begins to note when
     * its JVM has started.
     */
    @Override
    public String toString() {
        Map<String, Long> ended = new TreeMap<>();
        long processes = 0;
        long between = 0;
        long pauses = 0;
        for (FastMaestroLog.Entry entry : entries) {
            if (entry.event() == Event.START) {
                processes++;
                if (ended.containsKey(entry.device())) {
                    pauses++;
                    between += entry.milliseconds() - ended.get(entry.device());
                }
            } else if (entry.event() == Event.END) {
                ended.put(entry.device(), entry.milliseconds());
            }
        }
        long first = ended.values().stream().min(Long::compare).orElse(0L);
        long last = ended.values().stream().max(Long::compare).orElse(0L);
        return String.format(
                Locale.ROOT,
                "%d processes, %.0f ms between two on a device, the first device done %.1f s before the last",
                processes,
                pauses == 0 ? 0.0 : (double) between / pauses,
                (last - first) / 1000.0);
    }
}
