package io.prodgate.plan;

import java.time.Duration;
import java.util.Optional;

/** Reads {@code gate}. */
final class GateSection {
    /** A longer one would say nothing of the production of then. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final int MOST_CHARACTERS = 2000;

    private GateSection() {}

    static Plan.GateEntry read(Keys keys) {
        Duration lasts = Sections.positive(keys, "approval-lasts").orElse(Plan.GateEntry.USUAL.approvalLasts());
        if (lasts.compareTo(LONGEST) > 0) {
            keys.error(
                    "approval-lasts",
                    "an approval counts for at most " + Durations.format(LONGEST),
                    "run the plan again instead: production is another one by then");
        }
        Optional<String> rollBack = keys.text("roll-back").map(String::strip).filter(text -> !text.isEmpty());
        if (rollBack.filter(text -> text.length() > MOST_CHARACTERS).isPresent()) {
            keys.error(
                    "roll-back",
                    "'roll-back' has more than " + MOST_CHARACTERS + " characters",
                    "say where it is described instead");
        }
        keys.done();
        return new Plan.GateEntry(lasts, rollBack);
    }
}
