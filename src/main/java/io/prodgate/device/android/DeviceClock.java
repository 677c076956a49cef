package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.adb.Programs;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A device's clock beside ours. */
final class DeviceClock {
    /** Nanoseconds where the device's {@code date} knows them; the zone for log lines without one. */
    private static final String QUESTION = "date '+%s %N %z'";

    private static final Pattern ANSWER = Pattern.compile("(\\d{9,11}) (\\d{9}|\\S*) ([+-]\\d{4})?.*");

    private DeviceClock() {}

    /**
     * What a clock said.
     *
     * @param skew by how much it is ahead of ours, give or take half the time that asking took
     * @param zone of the device
     */
    record Reading(Duration skew, ZoneOffset zone) {}

    /** Asks for it; empty if the device does not tell. */
    static Optional<Reading> read(DeviceShell shell, Time time) throws DeviceException, InterruptedException {
        Instant asked = time.now();
        Programs.Answer answer = shell.ask(QUESTION);
        Instant answered = time.now();
        Matcher parts = ANSWER.matcher(answer.output().strip());
        if (!answer.ok() || !parts.matches()) {
            return Optional.empty();
        }
        boolean exact = parts.group(2).length() == 9 && parts.group(2).chars().allMatch(Character::isDigit);
        // Whole seconds are cut, not rounded: half a second later is the best guess.
        long nanos = exact ? Long.parseLong(parts.group(2)) : 500_000_000;
        Instant device = Instant.ofEpochSecond(Long.parseLong(parts.group(1)), nanos);
        Instant ours = asked.plus(Duration.between(asked, answered).dividedBy(2));
        Duration skew = Duration.between(ours, device);
        return Optional.of(new Reading(
                Duration.ofMillis(skew.toMillis()),
                parts.group(3) == null ? ZoneOffset.UTC : ZoneOffset.of(parts.group(3))));
    }
}
