package io.prodgate.bench;

import java.util.List;
import java.util.OptionalLong;

/**
 * One thing measured.
 *
 * @param name what was done
 * @param millis wall-clock time of each run
 * @param cpuMillis CPU time of the last run (user and system), if the machine tells it
 * @param maxRssMiB largest resident memory of the last run, if the machine tells it
 * @param goalMillis the median is meant to be at most this
 */
record Measurement(
        String name, List<Long> millis, OptionalLong cpuMillis, OptionalLong maxRssMiB, OptionalLong goalMillis) {
    Measurement {
        millis = List.copyOf(millis);
    }

    long median() {
        List<Long> sorted = millis.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    boolean meetsGoal() {
        return goalMillis.isEmpty() || median() <= goalMillis.getAsLong();
    }
}
