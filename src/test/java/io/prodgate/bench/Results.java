package io.prodgate.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The measurements of one run of the benchmarks, as a table and as JSON. */
final class Results {
    private final Machine machine;
    private final List<Measurement> measurements = new ArrayList<>();

    Results(Machine machine) {
        this.machine = machine;
    }

    void add(Measurement measurement) {
        measurements.add(measurement);
    }

    List<Measurement> missed() {
        return measurements.stream().filter(each -> !each.meetsGoal()).toList();
    }

    String table() {
        StringBuilder table = new StringBuilder();
        table.append("%s, %d × %s, %d MiB, Java %s, load %.1f%n"
                .formatted(
                        machine.system(),
                        machine.processors(),
                        machine.processor(),
                        machine.memoryMiB(),
                        machine.java(),
                        machine.load()));
        String row = "%-46s %8s %8s %8s %8s %8s %8s  %s%n";
        table.append(row.formatted("", "median", "min", "max", "CPU", "RSS", "goal", ""));
        for (Measurement each : measurements) {
            table.append(row.formatted(
                    each.name(),
                    each.median() + " ms",
                    each.millis().stream().mapToLong(Long::longValue).min().orElse(0) + " ms",
                    each.millis().stream().mapToLong(Long::longValue).max().orElse(0) + " ms",
                    optional(each.cpuMillis(), " ms"),
                    optional(each.maxRssMiB(), " MiB"),
                    optional(each.goalMillis(), " ms"),
                    each.goalMillis().isEmpty() ? "" : each.meetsGoal() ? "met" : "MISSED"));
        }
        return table.toString();
    }

    private static String optional(OptionalLong value, String unit) {
        return value.isPresent() ? String.format(Locale.ROOT, "%d%s", value.getAsLong(), unit) : "–";
    }

    void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode();
        root.putObject("machine")
                .put("system", machine.system())
                .put("processor", machine.processor())
                .put("processors", machine.processors())
                .put("memoryMiB", machine.memoryMiB())
                .put("java", machine.java())
                .put("load", machine.load());
        ArrayNode list = root.putArray("measurements");
        for (Measurement each : measurements) {
            ObjectNode node = list.addObject().put("name", each.name()).put("medianMillis", each.median());
            ArrayNode runs = node.putArray("millis");
            each.millis().forEach(runs::add);
            each.cpuMillis().ifPresent(cpu -> node.put("cpuMillis", cpu));
            each.maxRssMiB().ifPresent(rss -> node.put("maxRssMiB", rss));
            each.goalMillis().ifPresent(goal -> node.put("goalMillis", goal).put("met", each.meetsGoal()));
        }
        Files.createDirectories(file.resolveSibling("."));
        json.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }
}
