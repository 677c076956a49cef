package io.prodgate.diagnosis;

import io.prodgate.evidence.AlertWatch;
import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.FaultRun;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.PanelPicture;
import io.prodgate.evidence.ProcessRun;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.TestResults;
import io.prodgate.evidence.TraceReading;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.VantageProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A situation in the words that rules use: names with one or more values. {@code docs/diagnosis.md} lists them.
 *
 * @param values by name; a name that does not apply is not there
 */
public record Symptoms(Map<String, List<String>> values) {
    /** Clocks that differ by more than this, beyond what the reading can tell, are wrong. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

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
        Signs.lastWord(evidence).ifPresent(word -> describe(word, values));
        for (Evidence fact : evidence) {
            describeRest(fact, values);
        }
        if (values.containsKey("metric") && Signs.missed(evidence)) {
            add(values, "metric-miss", Signs.missedForCertain(evidence) ? "certain" : "undecided");
        }
        add(values, "judged", String.valueOf(evidence.stream().anyMatch(Judgement.class::isInstance)));
        if (Signs.staleRevision(evidence)) {
            add(values, "stale-revision", "true");
        }
        new Witnesses(evidence).describe((name, value) -> add(values, name, value));
        Programs.describe(evidence, (name, value) -> add(values, name, value));
        add(values, "clock", clock(evidence));
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

    private static void describe(Evidence word, Map<String, List<String>> values) {
        if (word instanceof HttpExchange exchange) {
            add(values, "status", String.valueOf(exchange.status()));
            add(values, "url", exchange.url());
            add(values, "target", exchange.url());
            add(values, "method", exchange.method());
            add(values, "credential", exchange.credential().wireName());
            OAuthClient.of(exchange).ifPresent(client -> add(values, "oauth-client", client));
            add(values, "body", exchange.body());
            for (Header header : exchange.headers()) {
                add(values, "header." + header.name().toLowerCase(Locale.ROOT), header.value());
            }
        } else if (word instanceof Trouble trouble) {
            add(values, "trouble", trouble.kind().wireName());
            if (trouble.origin() != trouble.kind()) {
                add(values, "trouble", trouble.origin().wireName());
            }
            add(values, "message", trouble.message());
            add(values, "target", trouble.target());
            add(values, "sent", trouble.sent().wireName());
            add(values, "target-is-address", String.valueOf(isAddress(trouble.target())));
        }
    }

    private static void describeRest(Evidence fact, Map<String, List<String>> values) {
        switch (fact) {
            case Judgement judgement -> {
                if (!judgement.met()) {
                    add(values, "missed", judgement.subject());
                    if (!judgement.remark().startsWith(Judgement.UNDECIDED)) {
                        add(values, "missed-for-certain", judgement.subject());
                    }
                    add(values, "expected", judgement.expected());
                    add(values, "actual", judgement.actual());
                    String said = judgement.subject() + " should be " + judgement.expected() + ", it is "
                            + judgement.actual();
                    if (judgement.remark().isEmpty()) {
                        add(values, "miss", said);
                    } else {
                        add(values, "remark", judgement.remark());
                        add(values, "miss", said + " (" + judgement.remark() + ")");
                    }
                }
            }
            case CertificateChain chain ->
                add(
                        values,
                        "certificate",
                        chain.problem().map(Trouble.Kind::wireName).orElse("trusted"));
            case PaceWait pause -> {
                if (!pause.taken()) {
                    add(
                            values,
                            "limit",
                            pause.word() + ", a wait of " + roughly(pause.delay()) + " for " + pause.host());
                }
            }
            case Misconfiguration misconfiguration -> {
                add(values, "misconfiguration", misconfiguration.what());
                add(values, "misconfiguration-where", misconfiguration.where());
                add(values, "misconfiguration-todo", misconfiguration.todo());
            }
            case ClockReading reading -> add(values, "clock-skew", seconds(reading.skew()));
            case HttpExchange exchange -> {}
            case Trouble trouble -> {}
            case ControlProbe probe -> {}
            case NameLookup lookup -> {}
            case VantageProbe probe -> {}
            case ProcessRun run -> {}
            case TestResults results -> {
                for (TestResults.Miss miss : results.misses()) {
                    add(values, "test-miss", miss.name() + ": " + miss.message());
                }
            }
            case ItemResult result -> {}
            case TraceReading reading -> {}
            case PanelPicture picture -> {}
            case FlowRun flow -> {}
            case DeviceReading reading -> {}
            case DeviceLog log -> {}
            case ApkReading reading -> add(values, "apk", reading.file());
            case MetricReading reading -> {
                add(values, "metric", reading.query());
                add(values, "metric-system", reading.system());
                for (MetricReading.Flaw flaw : reading.flaws()) {
                    add(values, "metric-flaw", flaw.kind().wireName());
                    add(values, "metric-said", flaw.detail());
                }
            }
            case FaultRun fault ->
                fault.trouble().ifPresent(trouble -> {
                    add(values, "fault", fault.what());
                    add(values, "fault-trouble", trouble.wireName());
                    add(values, "fault-said", fault.detail());
                });
            case IsolationMatrix matrix -> {
                for (IsolationMatrix.Try tried : matrix.tries()) {
                    add(values, "isolation", tried.end().wireName());
                    if (tried.end() == IsolationMatrix.End.LEAKED) {
                        add(
                                values,
                                "isolation-leak",
                                "%s: %s of %s: %s".formatted(tried.who(), tried.what(), tried.whose(), tried.detail()));
                    }
                }
            }
            case AlertWatch watch -> add(values, "alert", watch.alert());
            case SurveyReading survey -> add(values, "survey", survey.source());
            case SystemTrouble trouble -> {
                add(values, "system", trouble.system());
                add(values, "system-trouble", trouble.kind().wireName());
                add(values, "system-url", trouble.url());
                add(values, "system-said", trouble.message());
            }
        }
    }

    private static String clock(List<Evidence> evidence) {
        List<ClockReading> readings = evidence.stream()
                .filter(ClockReading.class::isInstance)
                .map(ClockReading.class::cast)
                .toList();
        if (readings.isEmpty()) {
            return outOfDateEverywhere(evidence) ? "suspect" : "unknown";
        }
        boolean wrong = readings.stream()
                .allMatch(reading -> reading.skew().abs().compareTo(CLOCK_TOLERANCE.plus(reading.precision())) > 0);
        return wrong ? "wrong" : "right";
    }

    /**
     * By a clock that is far off every certificate is out of date, those of the control hosts too, and then none of them can tell
     * the time. A single one proves nothing: it may share production's certificate.
     */
    private static boolean outOfDateEverywhere(List<Evidence> evidence) {
        List<ControlProbe> probes = evidence.stream()
                .filter(ControlProbe.class::isInstance)
                .map(ControlProbe.class::cast)
                .toList();
        return probes.size() > 1
                && Stream.of(Trouble.Kind.CERTIFICATE_EXPIRED, Trouble.Kind.CERTIFICATE_NOT_YET_VALID)
                        .anyMatch(kind ->
                                probes.stream().allMatch(probe -> probe.detail().startsWith(kind.wireName() + ":")));
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

    /** Masked secrets may have left something that is no URL any more: only the host is looked at. */
    private static boolean isAddress(String target) {
        String authority = target.replaceFirst("^[a-z]+://", "").replaceFirst("[/?#].*$", "");
        String host = authority.replaceFirst("^.*@", "").replaceFirst(":\\d+$", "");
        return host.matches("[0-9.]+") || host.contains(":");
    }

    /** In the unit that people would use: {@code 90 s}, {@code 45 min}, {@code 12 h}. */
    private static String roughly(Duration duration) {
        long minutes = Math.round(duration.toSeconds() / 60.0);
        if (minutes < 3) {
            return seconds(duration);
        }
        return minutes < 120 ? minutes + " min" : Math.round(minutes / 60.0) + " h";
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private static void add(Map<String, List<String>> values, String name, String value) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** The values of a symptom; empty if it does not apply. */
    public List<String> get(String name) {
        return values.getOrDefault(name, List.of());
    }
}
