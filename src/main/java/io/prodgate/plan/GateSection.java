package io.prodgate.plan;

import java.time.Duration;
import java.util.Optional;

/** Reads {@code gate}. */
final class GateSection {
    /** A longer one would say nothing of the production of then. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final Duration LATEST = Duration.ofDays(366);

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
        Plan.ConditionTerms conditions =
                keys.mapping("conditions", GateSection::conditions).orElse(Plan.GateEntry.USUAL.conditions());
        keys.done();
        return new Plan.GateEntry(lasts, rollBack, conditions);
    }

    static Plan.ConditionTerms conditions(Keys keys) {
        Optional<String> owner = Sections.line(keys, "owner");
        Optional<Duration> due = Sections.positive(keys, "due");
        if (due.filter(duration -> duration.compareTo(LATEST) > 0).isPresent()) {
            keys.error("due", "a condition is due within " + Durations.format(LATEST), "say what is to be done first");
        }
        keys.done();
        return new Plan.ConditionTerms(owner, due);
    }
}
