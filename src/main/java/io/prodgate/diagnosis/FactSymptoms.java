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
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** What single facts are in the words that rules use. */
final class FactSymptoms {
    private FactSymptoms() {}

    /** Tells the symptoms that the facts of an attempt have by themselves, each with its value. */
    static void describe(List<Evidence> evidence, BiConsumer<String, String> symptom) {
        Signs.lastWord(evidence).ifPresent(word -> describe(word, symptom));
        for (Evidence fact : evidence) {
            describeRest(fact, symptom);
        }
    }

    private static void describe(Evidence word, BiConsumer<String, String> symptom) {
        if (word instanceof HttpExchange exchange) {
            symptom.accept("status", String.valueOf(exchange.status()));
            symptom.accept("url", exchange.url());
            symptom.accept("target", exchange.url());
            symptom.accept("method", exchange.method());
            symptom.accept("credential", exchange.credential().wireName());
            OAuthClient.of(exchange).ifPresent(client -> symptom.accept("oauth-client", client));
            symptom.accept("body", exchange.body());
            for (Header header : exchange.headers()) {
                symptom.accept("header." + header.name().toLowerCase(Locale.ROOT), header.value());
            }
        } else if (word instanceof Trouble trouble) {
            symptom.accept("trouble", trouble.kind().wireName());
            if (trouble.origin() != trouble.kind()) {
                symptom.accept("trouble", trouble.origin().wireName());
            }
            symptom.accept("message", trouble.message());
            symptom.accept("target", trouble.target());
            symptom.accept("sent", trouble.sent().wireName());
            symptom.accept("target-is-address", String.valueOf(isAddress(trouble.target())));
        }
    }

    private static void describeRest(Evidence fact, BiConsumer<String, String> symptom) {
        switch (fact) {
            case Judgement judgement -> {
                if (!judgement.met()) {
                    symptom.accept("missed", judgement.subject());
                    if (!judgement.remark().startsWith(Judgement.UNDECIDED)) {
                        symptom.accept("missed-for-certain", judgement.subject());
                    }
                    symptom.accept("expected", judgement.expected());
                    symptom.accept("actual", judgement.actual());
                    String said = judgement.subject() + " should be " + judgement.expected() + ", it is "
                            + judgement.actual();
                    if (judgement.remark().isEmpty()) {
                        symptom.accept("miss", said);
                    } else {
                        symptom.accept("remark", judgement.remark());
                        symptom.accept("miss", said + " (" + judgement.remark() + ")");
                    }
                }
            }
            case CertificateChain chain ->
                symptom.accept(
                        "certificate",
                        chain.problem().map(Trouble.Kind::wireName).orElse("trusted"));
            case PaceWait pause -> {
                if (!pause.taken()) {
                    symptom.accept(
                            "limit", pause.word() + ", a wait of " + roughly(pause.delay()) + " for " + pause.host());
                }
            }
            case Misconfiguration misconfiguration -> {
                symptom.accept("misconfiguration", misconfiguration.what());
                symptom.accept("misconfiguration-where", misconfiguration.where());
                symptom.accept("misconfiguration-todo", misconfiguration.todo());
            }
            case ClockReading reading -> symptom.accept("clock-skew", seconds(reading.skew()));
            case HttpExchange exchange -> {}
            case Trouble trouble -> {}
            case ControlProbe probe -> {}
            case NameLookup lookup -> {}
            case VantageProbe probe -> {}
            case ProcessRun run -> {}
            case TestResults results -> {
                for (TestResults.Miss miss : results.misses()) {
                    symptom.accept("test-miss", miss.name() + ": " + miss.message());
                }
            }
            case ItemResult result -> {}
            case TraceReading reading -> {}
            case PanelPicture picture -> {}
            case FlowRun flow -> {}
            case DeviceReading reading -> {}
            case DeviceLog log -> {}
            case ApkReading reading -> symptom.accept("apk", reading.file());
            case MetricReading reading -> {
                symptom.accept("metric", reading.query());
                symptom.accept("metric-system", reading.system());
                for (MetricReading.Flaw flaw : reading.flaws()) {
                    symptom.accept("metric-flaw", flaw.kind().wireName());
                    symptom.accept("metric-said", flaw.detail());
                }
            }
            case FaultRun fault ->
                fault.trouble().ifPresent(trouble -> {
                    symptom.accept("fault", fault.what());
                    symptom.accept("fault-trouble", trouble.wireName());
                    symptom.accept("fault-said", fault.detail());
                });
            case IsolationMatrix matrix -> {
                for (IsolationMatrix.Try tried : matrix.tries()) {
                    symptom.accept("isolation", tried.end().wireName());
                    if (tried.end() == IsolationMatrix.End.LEAKED) {
                        symptom.accept(
                                "isolation-leak",
                                "%s: %s of %s: %s".formatted(tried.who(), tried.what(), tried.whose(), tried.detail()));
                    }
                }
            }
            case AlertWatch watch -> symptom.accept("alert", watch.alert());
            case SurveyReading survey -> symptom.accept("survey", survey.source());
            case SystemTrouble trouble -> {
                symptom.accept("system", trouble.system());
                symptom.accept("system-trouble", trouble.kind().wireName());
                symptom.accept("system-url", trouble.url());
                symptom.accept("system-said", trouble.message());
            }
        }
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
}
