package io.prodgate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to go wrong, as a test wrote it down before: a file of lines such as
 *
 * <pre>{@code
 * device=emulator-5554 start=2: driver-timeout
 * flow=checkout attempt=1: driver-dies
 * flow=* device=emulator-5556: takes 80ms
 * }</pre>
 *
 * <p>A line with {@code flow=} (a file's name without extension, or {@code *}) is about flows, any other about starts of
 * the program. {@code start} counts the starts on a device, {@code attempt} the starts of a flow on any device, both from 1
 * and over all processes that write to the same log.
 */
record FastMaestroFaults(List<Line> lines) {
    /** One line; what is absent matches everything. */
    record Line(
            Optional<String> flow, Optional<String> device, Optional<Integer> count, FastMaestroDirective directive) {
        boolean matches(String onDevice, int counted) {
            return (device.isEmpty() || device.orElseThrow().equals(onDevice))
                    && (count.isEmpty() || count.orElseThrow() == counted);
        }
    }

    /** The faults in a file, or none if there is no file. */
    static FastMaestroFaults read(Optional<Path> file) throws IOException {
        List<Line> lines = new ArrayList<>();
        if (file.isPresent() && Files.exists(file.orElseThrow())) {
            for (String line : Files.readAllLines(file.orElseThrow(), UTF_8)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(line(line));
                }
            }
        }
        return new FastMaestroFaults(lines);
    }

    private static Line line(String text) {
        int colon = text.indexOf(": ");
        FastMaestroDirective directive = FastMaestroDirective.read(text.substring(colon + 1));
        Optional<String> flow = Optional.empty();
        Optional<String> device = Optional.empty();
        Optional<Integer> count = Optional.empty();
        for (String selector : text.substring(0, colon).split(" ", -1)) {
            int equals = selector.indexOf('=');
            String value = selector.substring(equals + 1);
            switch (selector.substring(0, Math.max(0, equals))) {
                case "flow" -> flow = Optional.of(value);
                case "device" -> device = Optional.of(value);
                case "start", "attempt" -> count = Optional.of(Integer.valueOf(value));
                default -> throw new IllegalArgumentException("stand-in: unknown selector in \"" + text + "\"");
            }
        }
        boolean fits = flow.isPresent() ? directive.kind().forFlows : directive.kind().forStarts;
        if (!fits) {
            throw new IllegalArgumentException(
                    "stand-in: not for a " + (flow.isPresent() ? "flow" : "start") + ": \"" + text + "\"");
        }
        return new Line(flow, device, count, directive);
    }

    /** What the start with this number on the device is told. */
    List<FastMaestroDirective> ofStart(String device, int start) {
        List<FastMaestroDirective> told = new ArrayList<>();
        for (Line line : lines) {
            if (line.flow().isEmpty() && line.matches(device, start)) {
                told.add(line.directive());
            }
        }
        return told;
    }

    /** What the attempt with this number of the flow is told on the device. */
    List<FastMaestroDirective> ofFlow(String flow, String device, int attempt) {
        List<FastMaestroDirective> told = new ArrayList<>();
        for (Line line : lines) {
            String name = line.flow().orElse("");
            if ((name.equals("*") || name.equals(flow)) && line.matches(device, attempt)) {
                told.add(line.directive());
            }
        }
        return told;
    }
}
