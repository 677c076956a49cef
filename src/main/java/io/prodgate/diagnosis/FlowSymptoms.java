package io.prodgate.diagnosis;

import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.FlowRun.End;
import io.prodgate.evidence.FlowRun.Failure;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.SystemDialog;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What flows on a device, the device and its log tell, in the words that rules use. Of several flows the first that did not pass is
 * looked at: what came after it may only be what it left behind.
 */
final class FlowSymptoms {
    /** The names of these symptoms. */
    static final List<String> NAMES = List.of(
            "flow",
            "flow-end",
            "flow-failure",
            "flow-said",
            "flow-message",
            "flow-step",
            "flow-dialog",
            "flow-dialog-of",
            "flow-errors",
            "device-state",
            "device-trouble",
            "device-dialog-of",
            "device-reaches",
            "device-clock",
            "device-is",
            "app-crash",
            "app-status",
            "app-refused",
            "app-log",
            "app-trouble",
            "asked");

    /** So long before the failed step an answer may have led to its failure. */
    private static final Duration BEFORE_STEP = Duration.ofSeconds(30);

    private static final int LONGEST_LINE = 300;
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

    /** Words of the app's, within the engine's sentences about it: they are not the engine's. */
    private static final List<Pattern> QUOTED = List.of(
            Pattern.compile("\"[^\"\\n]*\""),
            Pattern.compile("(?<=regex )'[^'\\n]*'"),
            Pattern.compile("(?<=matching regex: ).*"),
            Pattern.compile("(?<=Element not found: ).*"),
            Pattern.compile("(?<=text to copy: ).*"));

    /** What older versions put before the words of the driver, which are no verdict on the app. */
    private static final Pattern DRIVERS_WORDS =
            Pattern.compile("^Unable to (?:launch|stop|kill) app|^Unable to (?:clear|set permissions)");

    private final List<Evidence> evidence;

    private FlowSymptoms(List<Evidence> evidence) {
        this.evidence = evidence;
    }

    /** Tells each symptom by name and value. */
    static void describe(List<Evidence> evidence, BiConsumer<String, String> symptoms) {
        new FlowSymptoms(evidence).describe(symptoms);
    }

    /** True if the attempt ran a flow. */
    static boolean ran(List<Evidence> evidence) {
        return evidence.stream().anyMatch(FlowRun.class::isInstance);
    }

    private void describe(BiConsumer<String, String> symptoms) {
        Optional<FlowRun> blamed = blamed();
        blamed.ifPresent(flow -> describe(flow, symptoms));
        all(DeviceReading.class).stream()
                .filter(reading ->
                        blamed.isEmpty() || reading.serial().equals(blamed.get().device()))
                .reduce((first, second) -> second)
                .ifPresent(reading -> describe(reading, symptoms));
        all(DeviceLog.class).stream()
                .filter(log ->
                        blamed.isEmpty() || log.device().equals(blamed.get().device()))
                .forEach(log -> describe(log, blamed, symptoms));
        if (blamed.isPresent()) {
            symptoms.accept("asked", asked());
        }
    }

    private <E extends Evidence> List<E> all(Class<E> type) {
        return evidence.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Of the last run of each flow the first that did not pass. */
    private Optional<FlowRun> blamed() {
        Map<String, FlowRun> last = new LinkedHashMap<>();
        all(FlowRun.class).forEach(flow -> last.put(flow.flow(), flow));
        return last.values().stream().filter(flow -> flow.end() != End.PASSED).findFirst();
    }

    private static void describe(FlowRun flow, BiConsumer<String, String> symptoms) {
        symptoms.accept("flow", flow.flow());
        symptoms.accept("flow-end", flow.end().wireName());
        flow.failure().ifPresent(failure -> symptoms.accept("flow-failure", failure.wireName()));
        symptoms.accept("flow-said", said(flow));
        symptoms.accept("flow-message", line(flow.message()));
        flow.step().ifPresent(step -> symptoms.accept("flow-step", step));
        flow.crash().ifPresent(crash -> symptoms.accept("app-crash", line(crash)));
        flow.dialog().ifPresent(dialog -> {
            symptoms.accept("flow-dialog", dialog);
            symptoms.accept("flow-dialog-of", of(dialog));
        });
        if (!flow.standardError().isBlank()) {
            symptoms.accept("flow-errors", flow.standardError());
        }
    }

    /** The message with what the engine adds, and without what the app is quoted with. */
    private static String said(FlowRun flow) {
        boolean verdict = flow.failure().filter(Failure.VERDICT::equals).isPresent()
                && !DRIVERS_WORDS.matcher(flow.message()).find();
        if (!verdict) {
            return flow.message() + flow.error().map(error -> "\n" + error).orElse("");
        }
        String text = flow.message();
        for (Pattern quoted : QUOTED) {
            text = quoted.matcher(text).replaceAll("…");
        }
        return text;
    }

    /** A report in one line. */
    private static String line(String report) {
        String line = report.strip().replaceAll("\\s*\\R\\s*", " | ");
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
    }

    private static String of(String dialog) {
        if (dialog.startsWith(SystemDialog.PERMISSION)) {
            return "permission";
        }
        return SystemDialog.ofSystem(dialog) ? "system" : "app";
    }

    private static void describe(DeviceReading reading, BiConsumer<String, String> symptoms) {
        symptoms.accept("device-state", reading.state().wireName());
        symptoms.accept("device-is", reading.emulator() ? "emulator" : "phone");
        reading.trouble().ifPresent(trouble -> symptoms.accept("device-trouble", trouble));
        reading.dialog().ifPresent(dialog -> symptoms.accept("device-dialog-of", of(dialog)));
        if (!reading.reached().isEmpty()) {
            boolean reaches = reading.reached().stream()
                    .allMatch(reached -> reached.resolved().orElse(true)
                            && reached.connected().orElse(true));
            symptoms.accept("device-reaches", reaches ? "yes" : "no");
        }
        reading.skew()
                .ifPresent(skew ->
                        symptoms.accept("device-clock", skew.abs().compareTo(CLOCK_TOLERANCE) > 0 ? "wrong" : "right"));
    }

    private void describe(DeviceLog log, Optional<FlowRun> flow, BiConsumer<String, String> symptoms) {
        log.crash().ifPresent(crash -> symptoms.accept("app-crash", line(crash)));
        Instant since = flow.flatMap(FlowRun::stepStarted)
                .map(step -> step.minus(BEFORE_STEP))
                .orElse(Instant.MIN);
        Set<String> production = all(DeviceReading.class).stream()
                .flatMap(reading -> reading.reached().stream())
                .map(reached -> reached.host().replaceFirst(":\\d+$", ""))
                .collect(Collectors.toSet());
        Map<String, DeviceLog.Answer> last = new LinkedHashMap<>();
        for (DeviceLog.Answer answer : log.answers()) {
            if (!answer.at().isBefore(since) && ofProduction(answer, production)) {
                // Of several tries of the same the last counts: what went well in the end is no reason.
                last.put(
                        answer.url().map(url -> url.replaceFirst("[?#].*$", "")).orElse(""), answer);
            }
        }
        for (DeviceLog.Answer answer : last.values()) {
            symptoms.accept("app-status", String.valueOf(answer.status()));
            symptoms.accept("app-log", answer.text());
            if (answer.status() >= 400) {
                symptoms.accept("app-refused", answer.text());
            }
        }
        log.troubles().forEach(line -> symptoms.accept("app-trouble", line.text()));
        log.troubles().forEach(line -> symptoms.accept("app-log", line.text()));
        log.lines().forEach(line -> symptoms.accept("app-log", line.text()));
    }

    /** An app talks to others too, and what they answer is not production's. Where either is not known it counts. */
    private static boolean ofProduction(DeviceLog.Answer answer, Set<String> production) {
        if (production.isEmpty() || answer.url().isEmpty()) {
            return true;
        }
        try {
            String host = URI.create(answer.url().get()).getHost();
            return host == null || production.contains(host);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** What production said to us, asked directly at last. */
    private String asked() {
        return Signs.lastWord(evidence)
                .map(word -> {
                    if (word instanceof HttpExchange exchange) {
                        return exchange.status() == 429 ? "limited" : exchange.status() >= 500 ? "fails" : "answers";
                    }
                    return "silent";
                })
                .orElse("not-asked");
    }
}
