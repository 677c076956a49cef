package io.prodgate.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code stages} and what all checks share. */
final class StagesSection {
    /** How many checks a plan may have. */
    static final int MOST_CHECKS = 10_000;

    private final PlanErrors errors;
    private final Set<String> criteria;
    private final Map<String, Position> stageNames = new HashMap<>();
    private int stages;
    private int count;

    /**
     * The section of one plan.
     *
     * @param criteria the ids of the acceptance criteria that a check can refer to
     */
    StagesSection(PlanErrors errors, Set<String> criteria) {
        this.errors = errors;
        this.criteria = Set.copyOf(criteria);
    }

    List<Plan.Stage> read(Keys plan) {
        if (!plan.has("stages")) {
            plan.error("stages", "'stages' is missing", "add a stage with a check; 'prodgate init' writes an example");
            return List.of();
        }
        List<StageDraft> drafts = plan.mappings("stages", this::stage);
        boolean empty = plan.node("stages")
                .filter(node -> node instanceof PlanNode.Sequence sequence
                        && sequence.items().isEmpty())
                .isPresent();
        if (empty) {
            plan.error("stages", "the plan has no stages", "a plan without checks proves nothing: add one");
        }
        if (count > MOST_CHECKS) {
            plan.error(
                    "stages",
                    "the plan has " + count + " checks, and " + MOST_CHECKS + " is the most",
                    "split it into several plans");
            return List.of();
        }
        List<CheckDraft> checks =
                drafts.stream().flatMap(draft -> draft.checks().stream()).toList();
        CheckIds ids = new CheckIds(checks, errors);
        new NeedsRule(ids, errors).check(checks);
        checks.stream().flatMap(check -> check.criteria().stream()).forEach(this::criterion);
        return drafts.stream().map(draft -> draft.stage(ids)).toList();
    }

    private void criterion(CheckDraft.Written written) {
        if (!criteria.contains(written.word())) {
            errors.add(
                    written.at(),
                    written.path(),
                    "there is no acceptance criterion '" + Excerpt.of(written.word()) + "'",
                    Nearest.hint(written.word(), criteria));
        }
    }

    /** A stage whose checks have no final ids yet. */
    record StageDraft(String name, List<CheckDraft> checks) {
        private Plan.Stage stage(CheckIds ids) {
            return new Plan.Stage(
                    name,
                    checks.stream().map(check -> check.entry(ids.of(check))).toList());
        }
    }

    StageDraft stage(Keys keys) {
        String name = Sections.requiredLine(keys, "name");
        Position first = stageNames.putIfAbsent(name, keys.at());
        if (first != null && !name.isEmpty()) {
            keys.error(
                    "name",
                    "there are two stages called '" + Excerpt.of(name) + "', the first at " + first,
                    "rename one of them");
        }
        stages++;
        List<CheckDraft> checks = checks(keys, name, stages);
        keys.done();
        return new StageDraft(name, checks);
    }

    private List<CheckDraft> checks(Keys keys, String stage, int stageNumber) {
        Optional<PlanNode> node = keys.node("checks");
        if (node.isEmpty()
                || !(node.get() instanceof PlanNode.Sequence sequence)
                || sequence.items().isEmpty()) {
            keys.error(
                    "checks",
                    "a stage has a list of at least one check under 'checks'",
                    "write '- http: …' below 'checks:'");
            return List.of();
        }
        count += sequence.items().size();
        if (count > MOST_CHECKS) {
            return List.of();
        }
        List<CheckDraft> checks = new ArrayList<>();
        for (PlanNode item : sequence.items()) {
            CheckDraft.read(item, stage, stageNumber, errors).ifPresent(checks::add);
        }
        return checks;
    }
}
