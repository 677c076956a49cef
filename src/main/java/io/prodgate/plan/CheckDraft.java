package io.prodgate.plan;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A check as one item of the plan says it: its id may still be missing, and its needs are not looked at yet.
 *
 * @param stageNumber which stage it is in, to compare
 * @param id as written, with its place
 * @param needs as written, with their places
 * @param criteria as needs
 * @param entry the entry, with a provisional id
 */
record CheckDraft(
        int stageNumber, Optional<Written> id, List<Written> needs, List<Written> criteria, Plan.CheckEntry entry) {
    static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(5);

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Map<String, Severity> SEVERITIES = Arrays.stream(Severity.values())
            .collect(Collectors.toMap(Severity::wireName, severity -> severity, (a, b) -> a, LinkedHashMap::new));

    CheckDraft {
        needs = List.copyOf(needs);
        criteria = List.copyOf(criteria);
    }

    /** A word and where it stands. */
    record Written(Position at, String path, String word) {}

    /** Reads one item of {@code checks}. */
    static Optional<CheckDraft> read(PlanNode item, String stage, int stageNumber, PlanErrors errors) {
        if (!(item instanceof PlanNode.Mapping mapping)) {
            errors.add(
                    item.at(),
                    item.path(),
                    "a check is written '- kind: { … }'",
                    "for example '- tls: { expires-after: 14d }'");
            return Optional.empty();
        }
        if (mapping.entries().size() != 1) {
            String keys = mapping.entries().stream().map(PlanNode.Entry::key).collect(Collectors.joining(", "));
            errors.add(
                    mapping.at(),
                    mapping.path(),
                    "a check has exactly one key, its kind; found " + (keys.isEmpty() ? "none" : Excerpt.of(keys)),
                    "indent the check's own keys further than its kind");
            return Optional.empty();
        }
        PlanNode.Entry kind = mapping.entries().getFirst();
        return body(kind, errors).map(body -> read(kind, body, stage, stageNumber, errors));
    }

    private static Optional<PlanNode.Mapping> body(PlanNode.Entry kind, PlanErrors errors) {
        return switch (kind.value()) {
            case PlanNode.Mapping mapping -> Optional.of(mapping);
            case PlanNode.Scalar scalar
            when scalar.isNull() -> Optional.of(new PlanNode.Mapping(kind.at(), scalar.path(), List.of()));
            case PlanNode.Scalar _, PlanNode.Sequence _ -> {
                new Scalars(errors).wrongType(kind.value(), "the check's keys, as a mapping");
                yield Optional.empty();
            }
        };
    }

    private static CheckDraft read(
            PlanNode.Entry kind, PlanNode.Mapping body, String stage, int stageNumber, PlanErrors errors) {
        PlanNode.Mapping own = new PlanNode.Mapping(
                body.at(),
                body.path(),
                body.entries().stream()
                        .filter(entry -> !Plan.CheckEntry.COMMON_KEYS.contains(entry.key()))
                        .toList());
        return common(NodeKeys.of(body, errors), kind, own, stage, stageNumber);
    }

    static CheckDraft common(Keys keys, PlanNode.Entry kind, PlanNode.Mapping own, String stage, int stageNumber) {
        Optional<Written> id = keys.text("id").map(word -> word(keys, "id", word));
        Plan.CheckEntry entry = new Plan.CheckEntry(
                kind.at(),
                id.map(Written::word).orElse(""),
                kind.key(),
                Sections.line(keys, "title"),
                stage,
                keys.oneOf("severity", SEVERITIES).orElse(Severity.HIGH),
                keys.flag("required", true),
                keys.texts("tags").stream()
                        .map(tag -> word(keys, "tags", tag).word())
                        .toList(),
                keys.texts("needs"),
                Sections.positive(keys, "deadline").orElse(DEFAULT_DEADLINE),
                keys.url("runbook").map(URI::toString),
                Sections.line(keys, "owner"),
                keys.text("under"),
                keys.flag("disruptive", false),
                keys.texts("criteria"),
                own);
        return new CheckDraft(stageNumber, id, written(keys, "needs"), written(keys, "criteria"), entry);
    }

    private static Written word(Keys keys, String key, String word) {
        if (!WORD.matcher(word).matches()) {
            keys.error(
                    key,
                    "'" + Excerpt.of(word) + "' has characters that are not allowed here",
                    "letters, digits, '.', '_' and '-', at most 100");
        }
        Position at = keys.node(key).map(PlanNode::at).orElse(keys.at());
        return new Written(at, keys.path() + "." + key, word);
    }

    // The texts were read with their mistakes noted; this adds their places.
    private static List<Written> written(Keys keys, String key) {
        List<PlanNode> nodes = switch (keys.node(key).orElse(null)) {
            case null -> List.of();
            case PlanNode.Sequence sequence -> sequence.items();
            case PlanNode.Scalar scalar -> List.of(scalar);
            case PlanNode.Mapping _ -> List.of();
        };
        return nodes.stream().flatMap(node -> written(node).stream()).toList();
    }

    private static Optional<Written> written(PlanNode node) {
        return node instanceof PlanNode.Scalar scalar && !scalar.isNull()
                ? scalar.template().text().map(word -> new Written(node.at(), node.path(), word))
                : Optional.empty();
    }

    /** The entry under its final id. */
    Plan.CheckEntry entry(String finalId) {
        return new Plan.CheckEntry(
                entry.at(),
                finalId,
                entry.kind(),
                entry.title(),
                entry.stage(),
                entry.severity(),
                entry.required(),
                entry.tags(),
                entry.needs(),
                entry.deadline(),
                entry.runbook(),
                entry.owner(),
                entry.under(),
                entry.disruptive(),
                entry.criteria(),
                entry.own());
    }
}
