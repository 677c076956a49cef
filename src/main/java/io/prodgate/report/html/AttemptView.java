package io.prodgate.report.html;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.report.Fact;
import io.prodgate.report.Figures;
import io.prodgate.report.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From attempts to what the page shows of them, as far as there is room. */
final class AttemptView {
    private static final int ATTEMPTS = 20;
    private static final int FACTS = 40;
    private static final int SAID = 4;
    private static final int TEXT = 2_000;

    /** Markup around an attempt, a piece of evidence, a detail of one: bytes. */
    private static final int FRAME = 200;

    private final Room room;
    private int leftOut;

    AttemptView(Room room) {
        this.room = room;
    }

    /**
     * The attempts, the last ones if there are too many; none if there is no room for them.
     *
     * @param known what the page says of the check already, and need not say again
     */
    List<View.Attempt> of(List<AttemptRecord> attempts, String known) {
        List<View.Attempt> shown = new ArrayList<>();
        for (AttemptRecord attempt : attempts.subList(Math.max(0, attempts.size() - ATTEMPTS), attempts.size())) {
            Optional<View.Attempt> view = attempt(attempt, known);
            if (view.isEmpty()) {
                leftOut++;
                return List.of();
            }
            shown.add(view.get());
        }
        return shown;
    }

    /** Of how many checks the attempts were left out for want of room. */
    int leftOut() {
        return leftOut;
    }

    private Optional<View.Attempt> attempt(AttemptRecord attempt, String known) {
        List<Evidence> facts = attempt.evidence().stream().limit(FACTS).toList();
        List<Fact> told = facts.stream().map(Fact::of).toList();
        int more = attempt.evidence().size() - facts.size();
        String explanation = attempt.diagnosis()
                .filter(found -> !found.explanation().equals(known))
                .map(AttemptView::told)
                .orElse("");
        List<String> said = new ArrayList<>();
        for (int i = 0; i < facts.size() && said.size() < SAID; i++) {
            if (told.get(i).against() || facts.get(i) instanceof HttpExchange) {
                said.add(told.get(i).summary());
            }
        }
        long size = FRAME + Room.of(explanation);
        for (Fact fact : told) {
            size += FRAME + 2 * Room.of(fact.summary());
        }
        if (!room.take(size)) {
            return Optional.empty();
        }
        return Optional.of(new View.Attempt(
                "Attempt " + attempt.number(),
                Figures.instant(attempt.started()) + " · " + Figures.duration(attempt.duration()),
                attempt.diagnosis().isPresent() ? "missed" : "met",
                attempt.diagnosis().map(AttemptView::tone).orElse("good"),
                explanation,
                said,
                "Evidence: " + Figures.count(attempt.evidence().size(), "piece"),
                told.stream().map(this::told).toList(),
                more > 0 ? Figures.count(more, "more piece") + " of evidence in report.json" : ""));
    }

    private View.Told told(Fact fact) {
        long size = fact.details().stream()
                .mapToLong(detail -> FRAME + Room.of(detail.value()))
                .sum();
        return new View.Told(
                fact.summary(),
                fact.against(),
                room.take(size) ? fact.details().stream().map(View.Detail::of).toList() : List.of());
    }

    private static String told(Diagnosis found) {
        return Plain.block(
                "%s, rule %s: %s".formatted(found.cause().wireName(), found.rule(), found.explanation()), TEXT);
    }

    private static String tone(Diagnosis diagnosis) {
        return diagnosis.cause() == Cause.PRODUCTION ? "bad" : "unknown";
    }
}
