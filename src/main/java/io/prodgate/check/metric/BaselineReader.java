package io.prodgate.check.metric;

import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.BaselineException;
import io.prodgate.baseline.BaselineFile;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.Limits;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Nearest;
import io.prodgate.plan.Percentages;
import io.prodgate.plan.Plan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the key {@code baseline} of a check: the file, and how much worse its numbers may be. */
final class BaselineReader {
    private static final String KEY = "baseline";
    private static final String FILE = "file";
    private static final String LIMIT = "limit";

    private final String check;
    private final Plan plan;

    BaselineReader(String check, Plan plan) {
        this.check = check;
        this.plan = plan;
    }

    Optional<AgainstBaseline> read(Keys own) {
        return own.mapping(KEY, this::mapping).flatMap(read -> read);
    }

    private Optional<AgainstBaseline> mapping(Keys keys) {
        String written = keys.requiredText(FILE);
        Optional<Double> limit = keys.text(LIMIT).flatMap(text -> limit(keys, text));
        keys.done();
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Path file = plan.file().resolveSibling(written);
        try {
            Baseline baseline = BaselineFile.read(file);
            return isWanted(keys, baseline)
                    ? Optional.of(new AgainstBaseline(check, baseline, limits(limit, baseline)))
                    : Optional.empty();
        } catch (BaselineException e) {
            keys.error(FILE, String.valueOf(e.getMessage()), "the path is relative to the plan's folder");
            return Optional.empty();
        }
    }

    private static Optional<Double> limit(Keys keys, String text) {
        OptionalDouble percent = Percentages.parse(text.strip().replaceFirst("^\\+", ""));
        if (percent.isEmpty() || percent.getAsDouble() < 0) {
            keys.error(LIMIT, "'" + text + "' is no change", "write for example 20%; of shares these are points");
            return Optional.empty();
        }
        return Optional.of(percent.getAsDouble());
    }

    private boolean isWanted(Keys keys, Baseline baseline) {
        Set<String> checks = baseline.numbers().stream().map(KeptNumber::check).collect(Collectors.toSet());
        if (!baseline.run().production().equals(plan.production().name())) {
            keys.error(
                    FILE,
                    "the baseline is of another production, '" + baseline.run().production() + "'",
                    "save one of a run of this plan");
            return false;
        }
        if (!checks.contains(check)) {
            String why = baseline.leftOut().stream()
                    .filter(left -> left.check().equals(check))
                    .map(left -> ": " + left.why())
                    .findFirst()
                    .orElse("");
            keys.error(
                    FILE, "the baseline has no number of the check '" + check + "'" + why, Nearest.hint(check, checks));
            return false;
        }
        return true;
    }

    private Limits limits(Optional<Double> limit, Baseline baseline) {
        Limits usual = Limits.USUAL;
        return new Limits(
                limit.orElse(usual.percent()),
                limit.orElse(usual.points()),
                Map.of(),
                usual.significance(),
                usual.samples(),
                usual.observations(),
                family(baseline));
    }

    /** How many numbers all checks of the plan compare together: each may seem to have changed by chance. */
    private int family(Baseline baseline) {
        Set<String> comparing = plan.stages().stream()
                .flatMap(stage -> stage.checks().stream())
                .filter(entry ->
                        entry.own().entries().stream().anyMatch(own -> own.key().equals(KEY)))
                .map(Plan.CheckEntry::id)
                .collect(Collectors.toSet());
        return (int) baseline.numbers().stream()
                .filter(number -> comparing.contains(number.check()))
                .count();
    }
}
