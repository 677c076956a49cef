package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.adb.LineOutput;
import io.prodgate.device.adb.Programs;
import io.prodgate.device.log.AppLog;
import io.prodgate.device.log.LogLine;
import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what a device logged about an app. */
final class LogOfApp {
    private static final Duration DUMP = Duration.ofSeconds(40);

    private final DeviceShell shell;
    private final Time time;

    LogOfApp(DeviceShell shell, Time time) {
        this.shell = shell;
        this.time = time;
    }

    /** Reads it; if the device cannot be asked the log is empty and not complete. */
    DeviceLog read(String packageName, Instant since) throws InterruptedException {
        try {
            Asked asked = ask(packageName, since, text -> Optional.empty());
            return asked.log().result(shell.serial(), since, asked.complete());
        } catch (DeviceException e) {
            return new DeviceLog(shell.serial(), Optional.empty(), List.of(), List.of(), List.of(), since, false);
        }
    }

    /** Looks for something in the app's lines of whatever level; nothing if the device cannot be asked. */
    List<String> find(String packageName, Instant since, Function<String, Optional<String>> wanted)
            throws InterruptedException {
        try {
            return ask(packageName, since, wanted).log().matches();
        } catch (DeviceException e) {
            return List.of();
        }
    }

    private record Asked(AppLog log, boolean complete) {}

    private Asked ask(String packageName, Instant since, Function<String, Optional<String>> wanted)
            throws DeviceException, InterruptedException {
        Optional<DeviceClock.Reading> clock = DeviceClock.read(shell, time);
        Duration skew = clock.map(DeviceClock.Reading::skew).orElse(Duration.ZERO);
        Instant from = since.plus(skew);
        LogLine.Reader reader =
                new LogLine.Reader(from, clock.map(DeviceClock.Reading::zone).orElse(ZoneOffset.UTC));
        boolean reachesBack =
                oldest(reader).filter(oldest -> !oldest.isAfter(from)).isPresent();
        AppLog log = new AppLog(packageName, reader, skew, running(packageName), wanted);
        Programs.Answer answer;
        try (LineOutput lines = new LineOutput(log::take)) {
            answer = shell.adb().shell(shell.serial(), DUMP, "logcat -d -v epoch -T " + seconds(from), lines);
        }
        return new Asked(log, answer.ok() && reachesBack && clock.isPresent());
    }

    /** The instant of the oldest line of apps that is still there: the log is a ring. */
    private Optional<Instant> oldest(LogLine.Reader reader) throws DeviceException, InterruptedException {
        List<Instant> first = Collections.synchronizedList(new ArrayList<>());
        try (LineOutput lines = new LineOutput(line -> {
            if (first.isEmpty()) {
                reader.read(line).ifPresent(read -> first.add(read.at()));
            }
        })) {
            shell.adb().shell(shell.serial(), DUMP, "logcat -d -b main -v epoch -m 1", lines);
        }
        return first.stream().findFirst();
    }

    private Set<Integer> running(String packageName) throws DeviceException, InterruptedException {
        return shell.line("pidof " + packageName).stream()
                .flatMap(line -> Arrays.stream(line.split("\\s+")))
                .filter(id -> id.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .collect(Collectors.toSet());
    }

    private static String seconds(Instant instant) {
        return String.format(Locale.ROOT, "%d.%03d", instant.getEpochSecond(), instant.getNano() / 1_000_000);
    }
}
