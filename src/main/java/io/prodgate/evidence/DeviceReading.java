package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a device said of itself.
 *
 * @param serial its name for adb
 * @param name the AVD's or the model's
 * @param state for adb
 * @param sdk its API level, if it could be asked
 * @param emulator whether it is one
 * @param skew by how much its clock is ahead of ours, if it could be asked
 * @param proxy the proxy it goes through, if one is set
 * @param reached what it was to reach from inside, and whether it does
 * @param dialog the text of a system dialog on its screen, if there is one
 * @param trouble why it cannot be used, in words; empty if it can
 * @param at when
 */
public record DeviceReading(
        String serial,
        Optional<String> name,
        State state,
        Optional<Integer> sdk,
        boolean emulator,
        Optional<Duration> skew,
        Optional<String> proxy,
        List<Reached> reached,
        Optional<String> dialog,
        Optional<String> trouble,
        Instant at)
        implements Evidence {
    public DeviceReading {
        reached = List.copyOf(reached);
    }

    /**
     * One host tried from inside the device.
     *
     * @param host {@code name:port}
     * @param resolved whether its name was found; empty if the device has no tool to try it
     * @param connected whether a TCP connection was made; empty if the device has no tool to try it, or goes through a proxy
     * @param detail in the device's own words
     */
    public record Reached(String host, Optional<Boolean> resolved, Optional<Boolean> connected, String detail) {}

    /** What {@code adb devices} says, or could not say. */
    public enum State {
        /** Ready. */
        DEVICE,
        /** Known, and does not answer. */
        OFFLINE,
        /** It does not trust this machine's key. */
        UNAUTHORIZED,
        /** Android is not up yet. */
        BOOTING,
        /** Gone. */
        ABSENT,
        /** adb itself does not answer. */
        UNKNOWN;

        /** The name in JSON and in rules: lower case with hyphens. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
