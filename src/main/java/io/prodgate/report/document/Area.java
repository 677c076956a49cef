package io.prodgate.report.document;

import io.prodgate.report.Finding;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What people look after. A check may belong to several. */
enum Area {
    PERFORMANCE("Performance", finding -> of(finding, "metric")),
    SECURITY(
            "Security",
            finding -> of(finding, "tls", "isolation", "separation", "apk")
                    || finding.check().head().tags().contains("security")),
    RESILIENCE(
            "Resilience",
            finding -> of(finding, "fault") || finding.check().head().under().isPresent()),
    MONITORING("Monitoring and alerting", finding -> of(finding, "alert", "targets", "grafana", "trace")),
    FEEDBACK("People's feedback", finding -> of(finding, "survey")),
    FUNCTIONS(
            "Functions, and items end to end", finding -> Stream.of(values()).noneMatch(area -> area.others(finding)));

    private final String words;
    private final Predicate<Finding> holds;

    Area(String words, Predicate<Finding> holds) {
        this.words = words;
        this.holds = holds;
    }

    private static boolean of(Finding finding, String... kinds) {
        return Set.of(kinds).contains(finding.check().head().kind());
    }

    private boolean others(Finding finding) {
        return this != FUNCTIONS && holds(finding);
    }

    /** Whether a check belongs to it. */
    boolean holds(Finding finding) {
        return holds.test(finding);
    }

    /** What it is called. */
    String words() {
        return words;
    }
}
