package io.prodgate.plan;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code quarantine}. */
final class QuarantineSection {
    static final int DEFAULT_CAP = 5;

    private final Set<String> ids;
    private final InstantSource clock;
    private final Set<String> seen = new HashSet<>();

    QuarantineSection(List<Plan.Stage> stages, InstantSource clock) {
        this.ids = stages.stream()
                .flatMap(stage -> stage.checks().stream())
                .map(Plan.CheckEntry::id)
                .collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
    }

    Plan.QuarantineList read(Keys plan) {
        boolean empty = plan.node("quarantine")
                .filter(node -> node instanceof PlanNode.Scalar scalar && scalar.isNull())
                .isPresent();
        Optional<Plan.QuarantineList> list = empty ? Optional.empty() : plan.mapping("quarantine", this::list);
        return list.orElseGet(() -> new Plan.QuarantineList(DEFAULT_CAP, List.of()));
    }

    Plan.QuarantineList list(Keys keys) {
        int cap = keys.integer("cap", 0, 10_000).orElse(DEFAULT_CAP);
        List<Plan.Quarantined> entries = keys.mappings("checks", this::entry);
        Instant now = clock.instant();
        long inForce =
                entries.stream().filter(entry -> entry.until().isAfter(now)).count();
        if (inForce > cap) {
            keys.error(
                    "checks",
                    inForce + " checks are in quarantine, and the cap is " + cap,
                    "mend some of them; a quarantine that grows proves nothing");
        }
        keys.done();
        return new Plan.QuarantineList(cap, entries);
    }

    Plan.Quarantined entry(Keys keys) {
        String check = keys.requiredText("check");
        if (!check.isBlank() && !CheckIds.mayName(check, ids)) {
            keys.error("check", "there is no check called '" + Excerpt.of(check) + "'", Nearest.hint(check, ids));
        } else if (!check.isBlank() && !seen.add(check)) {
            keys.error("check", "'" + Excerpt.of(check) + "' is in quarantine twice", "remove one of the entries");
        }
        Plan.Quarantined entry = new Plan.Quarantined(
                keys.at(),
                check,
                Sections.requiredLine(keys, "owner"),
                Sections.requiredLine(keys, "reason"),
                until(keys));
        keys.done();
        return entry;
    }

    private Instant until(Keys keys) {
        String text = keys.requiredText("until").strip();
        if (text.isEmpty()) {
            return Instant.EPOCH;
        }
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            keys.error(
                    "until",
                    "expected a day or an instant, found '" + Excerpt.of(text) + "'",
                    "write it like 2026-03-01 or 2026-03-01T12:00:00Z");
            return Instant.EPOCH;
        }
    }
}
