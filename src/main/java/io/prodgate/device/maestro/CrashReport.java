package io.prodgate.device.maestro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The report of a crash, or of an app that did not respond (ANR), that Maestro keeps beside a flow's other files. */
final class CrashReport {
    /** The list's name in a flow's folder. */
    static final String MANIFEST = "manifest.json";

    private static final Set<String> KINDS = Set.of("CRASH_REPORT", "ANR_REPORT");
    private static final int LARGEST_MANIFEST = 1 << 20;
    private static final int LARGEST_REPORT = 256 << 10;
    private static final int MOST_LINES = 15;
    private static final int LONGEST = 2_000;

    /** Whose it is: {@code Process: com.example.shop, PID: 4321}, {@code ANR in com.example.shop (…)}, {@code pid: 1 … >>> a.b <<<}. */
    private static final Pattern WHOSE =
            Pattern.compile("(?:Process: |ANR in |Cmd line: |>>> )([A-Za-z][A-Za-z0-9_.]*)");

    private CrashReport() {}

    /**
     * The first lines of what a flow's folder holds.
     *
     * @param appId the app's package; a report about another is none. May hold {@code ${…}}: then any counts
     */
    static Optional<String> find(Path folder, String appId) {
        List<String> reports = new ArrayList<>(listed(folder));
        for (String name : List.of("crash-report.txt", "anr-report.txt")) {
            LeftFile.beginning(folder.resolve("logs").resolve(name), LARGEST_REPORT)
                    .ifPresent(reports::add);
        }
        return reports.stream()
                .filter(text -> !text.isBlank() && concerns(text, appId))
                .map(CrashReport::excerpt)
                .findFirst();
    }

    private static List<String> listed(Path folder) {
        List<String> reports = new ArrayList<>();
        JsonNode manifest = manifest(folder).orElseGet(() -> Json.mapper().createObjectNode());
        for (JsonNode entry : manifest.path("entries")) {
            if (KINDS.contains(entry.path("kind").asText())) {
                Path file = within(folder, entry.path("relativePath").asText(""));
                String message = entry.at("/metadata/message").asText("");
                String kind = entry.path("kind").asText().equals("ANR_REPORT") ? "ANR" : "crash";
                reports.add(LeftFile.beginning(file, LARGEST_REPORT)
                        .filter(text -> !text.isBlank())
                        .orElse(kind + (message.isBlank() ? "" : ": " + message)));
            }
        }
        return reports;
    }

    /** The list of a flow's files; empty if there is none that can be read. */
    static Optional<JsonNode> manifest(Path folder) {
        return LeftFile.bytes(folder.resolve(MANIFEST), LARGEST_MANIFEST).flatMap(bytes -> {
            try {
                JsonNode root = Json.mapper().readTree(bytes);
                return root.path("entries").isArray() ? Optional.of(root) : Optional.empty();
            } catch (IOException | RuntimeException e) {
                return Optional.empty();
            }
        });
    }

    /** A file below the folder, whatever the name says. */
    static Path within(Path folder, String name) {
        try {
            Path file = folder.resolve(name).normalize();
            return file.startsWith(folder.normalize()) ? file : folder;
        } catch (java.nio.file.InvalidPathException e) {
            return folder;
        }
    }

    private static boolean concerns(String text, String appId) {
        Set<String> named = new java.util.TreeSet<>();
        Matcher matcher = WHOSE.matcher(text);
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        return named.isEmpty() || appId.contains("${") || named.contains(appId);
    }

    private static String excerpt(String text) {
        String lines = text.lines()
                .map(line -> line.replaceFirst("^.*?AndroidRuntime\\(\\s*\\d+\\): ?", ""))
                .limit(MOST_LINES)
                .collect(Collectors.joining("\n"));
        return LeftFile.cut(lines.strip(), LONGEST);
    }
}
