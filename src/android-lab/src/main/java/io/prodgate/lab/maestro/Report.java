package io.prodgate.lab.maestro;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maestro.orchestra.MaestroConfig;

/**
 * The JUnit report, in Maestro's dialect: a status, no type, no message, no error, no skipped.
 *
 * @param device the AVD's name
 * @param started local time
 * @param milliseconds how long all took
 * @param flows what ran, in order
 */
record Report(String device, LocalDateTime started, long milliseconds, List<FlowRun.Result> flows) {
    /** Writes it; a folder that is not there is an error, as with Maestro, after all flows have run. */
    void write(Path file) throws IOException {
        try (OutputStream out = new FileOutputStream(file.toString())) {
            out.write(xml().getBytes(StandardCharsets.UTF_8));
        }
    }

    private String xml() {
        long failures = flows.stream().filter(flow -> !flow.passed()).count();
        StringBuilder xml = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>\n<testsuites>\n")
                .append(
                        "  <testsuite name=\"Test Suite\" device=\"%s\" tests=\"%d\" failures=\"%d\" time=\"%s\" timestamp=\"%s\">\n"
                                .formatted(
                                        escaped(device),
                                        flows.size(),
                                        failures,
                                        seconds(milliseconds),
                                        whole(started)));
        flows.forEach(flow -> xml.append(testCase(flow)));
        return xml.append("  </testsuite>\n</testsuites>").toString();
    }

    private static String testCase(FlowRun.Result flow) {
        String name = escaped(flow.name());
        String open =
                "    <testcase id=\"%1$s\" name=\"%1$s\" classname=\"%1$s\" file=\"%2$s\" time=\"%3$s\" timestamp=\"%4$s\" status=\"%5$s\""
                        .formatted(
                                name,
                                escaped(flow.file().toString()),
                                seconds(flow.milliseconds()),
                                whole(flow.started()),
                                flow.passed() ? "SUCCESS" : "ERROR");
        StringBuilder inside = new StringBuilder();
        Map<String, String> properties = properties(flow);
        if (!properties.isEmpty()) {
            inside.append("      <properties>\n");
            properties.forEach((key, value) -> inside.append(
                    "        <property name=\"%s\" value=\"%s\"/>\n".formatted(escaped(key), escaped(value))));
            inside.append("      </properties>\n");
        }
        flow.failure().ifPresent(text -> inside.append("      <failure>" + escapedText(text) + "</failure>\n"));
        return open + (inside.isEmpty() ? "/>\n" : ">\n" + inside + "    </testcase>\n");
    }

    private static Map<String, String> properties(FlowRun.Result flow) {
        Map<String, String> properties = new LinkedHashMap<>();
        flow.config().map(MaestroConfig::getProperties).ifPresent(properties::putAll);
        flow.config()
                .map(MaestroConfig::getTags)
                .filter(tags -> !tags.isEmpty())
                .ifPresent(tags -> properties.put("tags", String.join(", ", tags)));
        return properties;
    }

    private static LocalDateTime whole(LocalDateTime time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String seconds(long milliseconds) {
        return String.valueOf(milliseconds / 1000.0);
    }

    private static String escapedText(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String escaped(String text) {
        return escapedText(text).replace("\"", "&quot;");
    }
}
