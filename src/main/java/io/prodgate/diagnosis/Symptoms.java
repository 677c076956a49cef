package io.prodgate.diagnosis;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Judgement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A situation in the words that rules use: names with one or more values. {@code docs/diagnosis.md} lists them.
 *
 * @param values by name; a name that does not apply is not there
 */
public record Symptoms(Map<String, List<String>> values) {
    public Symptoms {
        values = Map.copyOf(values);
    }

    private static final List<String> GENERAL = List.of(
            "trouble",
            "message",
            "target",
            "target-is-address",
            "sent",
            "status",
            "url",
            "method",
            "credential",
            "oauth-client",
            "body",
            "header.*",
            "miss",
            "missed",
            "expected",
            "actual",
            "remark",
            "judged",
            "stale-revision",
            "certificate",
            "limit",
            "misconfiguration",
            "misconfiguration-where",
            "misconfiguration-todo",
            "controls",
            "vantage",
            "vantage-said",
            "name",
            "name-said",
            "absent-for",
            "intercepted",
            "intercepted-by",
            "clock",
            "clock-skew",
            "window",
            "repeatable",
            "attempts",
            "unavailable",
            "program",
            "program-end",
            "exit-code",
            "last-words",
            "tests-passed",
            "tests-failed",
            "tests-broken",
            "wrong-answers",
            "wrong-measures",
            "server-errors",
            "tests-from",
            "test-miss",
            "tests-trouble",
            "tests-said",
            "failed-runs",
            "items",
            "item-end",
            "item-misses",
            "certain",
            "waits",
            "apk",
            "fault",
            "fault-trouble",
            "fault-said",
            "isolation",
            "isolation-leak",
            "alert",
            "survey",
            "survey-miss",
            "system",
            "system-trouble",
            "system-url",
            "system-said",
            "metric",
            "metric-system",
            "metric-flaw",
            "metric-said",
            "metric-miss",
            "traces",
            "traces-by",
            "traces-found",
            "traces-others",
            "traces-look",
            "traces-growing",
            "traces-certain",
            "traces-misses",
            "missed-for-certain",
            "certain-misses");

    /** The names rules may use; {@code header.NAME} stands for any header. */
    public static final List<String> NAMES =
            Stream.concat(GENERAL.stream(), FlowSymptoms.NAMES.stream()).toList();

    /** Reads the symptoms off a situation. */
    public static Symptoms of(Situation situation) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<Evidence> evidence = situation.evidence();
        FactSymptoms.describe(evidence, (name, value) -> add(values, name, value));
        for (String kind : List.of("metric", "survey")) {
            if (values.containsKey(kind) && Signs.missed(evidence)) {
                add(values, kind + "-miss", Signs.missedForCertain(evidence) ? "certain" : "undecided");
            }
        }
        add(values, "judged", String.valueOf(evidence.stream().anyMatch(Judgement.class::isInstance)));
        if (Signs.staleRevision(evidence)) {
            add(values, "stale-revision", "true");
        }
        new Witnesses(evidence).describe((name, value) -> add(values, name, value));
        Programs.describe(evidence, (name, value) -> add(values, name, value));
        add(values, "clock", Clocks.state(evidence));
        add(values, "window", situation.at().isBefore(situation.settleUntil()) ? "settling" : "settled");
        add(values, "repeatable", String.valueOf(situation.repeatable()));
        add(values, "attempts", String.valueOf(situation.earlier().size() + 1));
        add(values, "unavailable", String.valueOf(streak(situation, Signs::unavailable)));
        add(values, "server-errors", String.valueOf(streak(situation, Symptoms::serverError)));
        add(values, "wrong-answers", String.valueOf(count(situation, Signs::answeredWrongly)));
        add(values, "wrong-measures", String.valueOf(count(situation, Signs::measuredWrongly)));
        describeTests(situation, values);
        FlowSymptoms.describe(evidence, (name, value) -> add(values, name, value));
        add(values, "certain-misses", String.valueOf(count(situation, Signs::missedForCertain)));
        TraceSigns.describe(evidence, count(situation, TraceSigns::missed), (name, value) -> add(values, name, value));
        Items.describe(evidence, count(situation, Items::missed), (name, value) -> add(values, name, value));
        return new Symptoms(values);
    }

    private static void describeTests(Situation situation, Map<String, List<String>> values) {
        List<Evidence> evidence = situation.evidence();
        if (!TestSigns.results(evidence).isEmpty()) {
            add(values, "tests-from", TestSigns.run(evidence).isPresent() ? "program" : "file");
        }
        TestSigns.of(evidence).ifPresent(found -> {
            add(values, "tests-trouble", found.reason().wireName());
            add(values, "tests-said", found.words());
        });
        add(values, "failed-runs", String.valueOf(count(situation, TestSigns::failed)));
    }

    /** How many attempts in a row, this one included, look like that. */
    private static int streak(Situation situation, Predicate<List<Evidence>> looks) {
        if (!looks.test(situation.evidence())) {
            return 0;
        }
        int length = 1;
        for (AttemptRecord attempt : situation.earlier().reversed()) {
            if (!looks.test(attempt.evidence())) {
                break;
            }
            length++;
        }
        return length;
    }

    private static int count(Situation situation, Predicate<List<Evidence>> looks) {
        long earlier = situation.earlier().stream()
                .filter(attempt -> looks.test(attempt.evidence()))
                .count();
        return (int) earlier + (looks.test(situation.evidence()) ? 1 : 0);
    }

    /** An error that the application itself made, not something in front of it. */
    private static boolean serverError(List<Evidence> evidence) {
        return Signs.lastWord(evidence)
                .filter(word -> word instanceof HttpExchange exchange
                        && (exchange.status() == 500 || exchange.status() == 501)
                        && Signs.missed(evidence)
                        && !Signs.followsItems(evidence))
                .isPresent();
    }

    private static void add(Map<String, List<String>> values, String name, String value) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** The values of a symptom; empty if it does not apply. */
    public List<String> get(String name) {
        return values.getOrDefault(name, List.of());
    }
}
