package io.prodgate.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JUnit report of {@link FastMaestro}, in Maestro's words: no type, no message, no error, no skipped. */
final class FastMaestroReport {
    private final String deviceName;
    private final List<String> cases = new ArrayList<>();
    private final LocalDateTime begun = LocalDateTime.now(ZoneId.systemDefault());
    private int failures;

    /**
     * Begins a report.
     *
     * @param deviceName the AVD's name: not the serial number
     */
    FastMaestroReport(String deviceName) {
        this.deviceName = deviceName;
    }

    void add(FastMaestroFlow flow, LocalDateTime started, long milliseconds, Optional<String> failure) {
        String name = escaped(flow.name());
        String open = "    <testcase id=\"" + name + "\" name=\"" + name + "\" classname=\"" + name + "\" file=\""
                + escaped(flow.file().toString()) + "\" time=\"" + seconds(milliseconds) + "\" timestamp=\""
                + started.truncatedTo(ChronoUnit.SECONDS) + "\" status=\"" + (failure.isEmpty() ? "SUCCESS" : "ERROR")
                + "\"";
        String inside = "";
        if (!flow.tags().isEmpty()) {
            inside = "      <properties>\n        <property name=\"tags\" value=\""
                    + escaped(String.join(", ", flow.tags())) + "\"/>\n      </properties>\n";
        }
        if (failure.isPresent()) {
            failures++;
            inside += "      <failure>" + escaped(failure.orElseThrow()) + "</failure>\n";
        }
        cases.add(open + (inside.isEmpty() ? "/>\n" : ">\n" + inside + "    </testcase>\n"));
    }

    /** How long all took so far. */
    long milliseconds() {
        return ChronoUnit.MILLIS.between(begun, LocalDateTime.now(ZoneId.systemDefault()));
    }

    void write(Path file) throws IOException {
        Files.writeString(
                file,
                "<?xml version='1.0' encoding='UTF-8'?>\n<testsuites>\n  <testsuite name=\"Test Suite\" device=\""
                        + escaped(deviceName) + "\" tests=\"" + cases.size() + "\" failures=\"" + failures
                        + "\" time=\""
                        + seconds(milliseconds()) + "\" timestamp=\"" + begun.truncatedTo(ChronoUnit.SECONDS) + "\">\n"
                        + String.join("", cases) + "  </testsuite>\n</testsuites>");
    }

    private static String seconds(long milliseconds) {
        return String.valueOf(milliseconds / 1000.0);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
