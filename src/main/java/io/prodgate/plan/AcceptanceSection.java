package io.prodgate.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code criteria} and {@code sign-off}. */
final class AcceptanceSection {
    /** What counts where checks refer to criteria and the plan declares none. */
    static final List<Acceptance.Criterion> USUAL = List.of(
            proven("AC1", "At least ten real tickets are processed end to end, and what is found is noted at each"),
            proven("AC2", "Technicians of the client rate how relevant, accurate and useful the results are"),
            proven("AC3", "Latency (p50, p95, p99), success rate, processing time and queue depth are measured"),
            proven("AC4", "Errors around production are survived, and what cannot be processed is not lost"),
            proven("AC5", "No tenant sees what belongs to another"),
            proven("AC6", "Alerts fire, reach those who have to act, and are resolved"),
            new Acceptance.Criterion(
                    "AC7", "A validation report holds results, numbers, issues, feedback and recommendations", true));

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int MOST = 200;
    private static final int MOST_CHARACTERS = 500;

    private final PlanErrors errors;

    AcceptanceSection(PlanErrors errors) {
        this.errors = errors;
    }

    private static Acceptance.Criterion proven(String id, String text) {
        return new Acceptance.Criterion(id, text, false);
    }

    /** What the plan declares; the usual criteria if it declares none and a check refers to one. */
    Acceptance read(Keys plan, List<Plan.Stage> stages) {
        List<Acceptance.Criterion> declared = criteria(plan);
        boolean referred = stages.stream()
                .flatMap(stage -> stage.checks().stream())
                .anyMatch(check -> !check.criteria().isEmpty());
        return new Acceptance(plan.has("criteria") || !referred ? declared : USUAL, roles(plan));
    }

    /** The ids that a check can refer to. */
    static Set<String> ids(Keys plan) {
        return plan.node("criteria")
                .map(node -> node instanceof PlanNode.Mapping mapping
                        ? mapping.entries().stream().map(PlanNode.Entry::key).collect(Collectors.toSet())
                        : Set.<String>of())
                .orElseGet(() -> USUAL.stream().map(Acceptance.Criterion::id).collect(Collectors.toSet()));
    }

    private List<Acceptance.Criterion> criteria(Keys plan) {
        List<Acceptance.Criterion> all = new ArrayList<>();
        List<PlanNode.Entry> entries = Sections.entries(plan.node("criteria"), "criteria by id", errors);
        if (entries.size() > MOST) {
            plan.error(
                    "criteria", "there are more than " + MOST + " criteria", "people have to sign them: sum them up");
            return all;
        }
        for (PlanNode.Entry entry : entries) {
            if (!ID.matcher(entry.key()).matches()) {
                errors.add(
                        entry.at(),
                        entry.value().path(),
                        "'" + Excerpt.of(entry.key()) + "' has characters that are not allowed here",
                        "letters, digits, '.', '_' and '-', at most 100");
            }
            criterion(entry).ifPresent(all::add);
        }
        return all;
    }

    private Optional<Acceptance.Criterion> criterion(PlanNode.Entry entry) {
        return switch (entry.value()) {
            case PlanNode.Mapping mapping -> Optional.of(described(entry.key(), NodeKeys.of(mapping, errors)));
            case PlanNode.Scalar scalar ->
                new Scalars(errors)
                        .text(scalar, "what is to be shown, in words")
                        .filter(text -> sensible(scalar, text))
                        .map(text -> proven(entry.key(), text.strip()));
            case PlanNode.Sequence sequence -> {
                new Scalars(errors).wrongType(sequence, "what is to be shown, in words");
                yield Optional.empty();
            }
        };
    }

    /** A criterion that is written with more than its text. */
    static Acceptance.Criterion described(String id, Keys keys) {
        String text = Sections.requiredLine(keys, "text");
        boolean byReport = keys.flag("shown-by-report", false);
        keys.done();
        return new Acceptance.Criterion(id, text, byReport);
    }

    private boolean sensible(PlanNode.Scalar scalar, String text) {
        boolean sensible = !text.isBlank() && text.length() <= MOST_CHARACTERS;
        if (!sensible) {
            errors.add(
                    scalar.at(),
                    scalar.path(),
                    "a criterion is a text of at most " + MOST_CHARACTERS + " characters",
                    "say what is to be shown, in words");
        }
        return sensible;
    }

    private List<String> roles(Keys plan) {
        List<String> roles = plan.texts("sign-off").stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String role : roles) {
            if (role.isEmpty() || role.length() > 100 || role.chars().anyMatch(Character::isISOControl)) {
                plan.error("sign-off", "a role is one line of at most 100 characters", "for example 'Operations lead'");
            } else if (!seen.add(role.toLowerCase(Locale.ROOT))) {
                plan.error("sign-off", "the role '" + Excerpt.of(role) + "' is there twice", "remove one of them");
            }
        }
        return roles;
    }
}
