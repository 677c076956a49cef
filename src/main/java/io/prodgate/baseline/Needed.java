package io.prodgate.baseline;

import org.jspecify.annotations.Nullable;

/** What a file has to have: Jackson gives null for keys that are not there. */
final class Needed {
    private Needed() {}

    static <T> T of(@Nullable T value, String key) {
        if (value == null) {
            throw new IllegalArgumentException("'" + key + "' is missing");
        }
        return value;
    }

    static double finite(@Nullable Double value, String key) {
        double number = of(value, key);
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("'" + key + "' is " + number + ", which is no number to compare with");
        }
        return number;
    }
}
