package io.prodgate.report.html;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.evidence.Evidence;
import io.prodgate.report.Fact;
import io.prodgate.report.Figures;
import io.prodgate.report.Plain;
import java.util.ArrayList;
import java.util.List;

/** From attempts to what the page shows of them; keeps count, so that a page can be opened on a phone. */
final class AttemptView {
    private static final int ATTEMPTS = 20;
    private static final int FACTS = 40;
    private static final int TEXT = 2_000;

    /** Characters of details (headers, bodies, certificates) on the whole page. */
    private int room = 3_000_000;

    /** The attempts, the last ones if there are too many. */
    List<View.Attempt> of(List<AttemptRecord> attempts) {
        return attempts.subList(Math.max(0, attempts.size() - ATTEMPTS), attempts.size()).stream()
                .map(this::attempt)
                .toList();
    }

    private View.Attempt attempt(AttemptRecord attempt) {
        List<Evidence> shown = attempt.evidence().stream().limit(FACTS).toList();
        int more = attempt.evidence().size() - shown.size();
        List<View.Told> evidence = new ArrayList<>();
        shown.forEach(fact -> evidence.add(told(Fact.of(fact))));
        return new View.Attempt(
                "Attempt %d · %s · %s"
                        .formatted(
                                attempt.number(),
                                Figures.instant(attempt.started()),
                                Figures.duration(attempt.duration())),
                attempt.diagnosis().isPresent() ? "missed" : "met",
                attempt.diagnosis().map(AttemptView::tone).orElse("good"),
                attempt.diagnosis()
                        .map(found -> Plain.block(
                                "%s, rule %s: %s"
                                        .formatted(found.cause().wireName(), found.rule(), found.explanation()),
                                TEXT))
                        .orElse(""),
                evidence,
                more > 0 ? Figures.count(more, "more piece") + " of evidence in report.json" : "");
    }

    private View.Told told(Fact fact) {
        int size = fact.details().stream()
                .mapToInt(detail -> detail.value().length())
                .sum();
        if (size > room) {
            return new View.Told(fact.summary(), fact.against(), List.of());
        }
        room -= size;
        return new View.Told(
                fact.summary(),
                fact.against(),
                fact.details().stream().map(View.Detail::of).toList());
    }

    private static String tone(Diagnosis diagnosis) {
        return diagnosis.cause() == Cause.PRODUCTION ? "bad" : "unknown";
    }
}
