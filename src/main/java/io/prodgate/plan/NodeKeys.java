package io.prodgate.plan;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** {@link Keys} over a mapping of the plan's tree. */
public final class NodeKeys implements Keys {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");

    private final PlanNode.Mapping mapping;
    private final PlanErrors errors;
    private final Scalars scalars;
    private final Collection<String> alsoKnown;
    private final Map<String, PlanNode.Entry> entries = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private NodeKeys(PlanNode.Mapping mapping, PlanErrors errors, Collection<String> alsoKnown) {
        this.mapping = mapping;
        this.errors = errors;
        this.scalars = new Scalars(errors);
        this.alsoKnown = alsoKnown;
        mapping.entries().forEach(entry -> entries.put(entry.key(), entry));
    }

    /** Reads the keys of a mapping; mistakes go into {@code errors}. */
    public static Keys of(PlanNode.Mapping mapping, PlanErrors errors) {
        return of(mapping, errors, List.of());
    }

    /**
     * Reads the keys of a mapping from which some were taken out before.
     *
     * @param alsoKnown those keys: they are suggested for a key that is not known
     */
    public static Keys of(PlanNode.Mapping mapping, PlanErrors errors, Collection<String> alsoKnown) {
        return new NodeKeys(mapping, errors, alsoKnown);
    }

    /**
     * Notes every run-time reference in a scalar that cannot stand there.
     *
     * @param namespaces those that can
     */
    public static void checkReferences(PlanNode.Scalar scalar, Collection<String> namespaces, PlanErrors errors) {
        new Scalars(errors).checkReferences(scalar, namespaces);
    }

    @Override
    public Position at() {
        return mapping.at();
    }

    @Override
    public String path() {
        return mapping.path();
    }

    @Override
    public boolean has(String key) {
        asked.add(key);
        return entries.containsKey(key);
    }

    @Override
    public Optional<PlanNode> node(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key)).map(PlanNode.Entry::value);
    }

    @Override
    public Optional<String> text(String key) {
        return node(key).flatMap(node -> scalars.text(node, "a text"));
    }

    @Override
    public String requiredText(String key) {
        Optional<PlanNode> node = node(key);
        if (node.isEmpty()) {
            error(key, "'" + key + "' is missing", "add '" + key + ": …'");
            return "";
        }
        Optional<String> text = text(key);
        if (text.isPresent() && text.get().isBlank()) {
            error(key, "'" + key + "' is empty", "give it a value");
        }
        return text.orElse("");
    }

    @Override
    public Optional<Template> template(String key, Collection<String> namespaces) {
        return scalar(key, "a text").map(scalar -> {
            scalars.checkReferences(scalar, namespaces);
            return scalar.template();
        });
    }

    @Override
    public Optional<Duration> duration(String key) {
        return parsed(key, Durations.FORMS, Durations::parse);
    }

    @Override
    public OptionalInt integer(String key, int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        return parsed(key, expected, text -> whole(text).filter(n -> n >= least && n <= most))
                .map(n -> OptionalInt.of(n.intValue()))
                .orElseGet(OptionalInt::empty);
    }

    private static Optional<Long> whole(String text) {
        return WHOLE.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    @Override
    public boolean flag(String key, boolean fallback) {
        return parsed(key, "true or false", text -> switch (text) {
                    case "true", "True", "TRUE" -> Optional.of(true);
                    case "false", "False", "FALSE" -> Optional.of(false);
                    default -> Optional.empty();
                })
                .orElse(fallback);
    }

    @Override
    public Optional<Rate> rate(String key) {
        return parsed(key, Rate.FORMS, Rate::parse);
    }

    @Override
    public Optional<URI> url(String key) {
        return node(key).flatMap(node -> Urls.of(node, errors));
    }

    @Override
    public <E> Optional<E> oneOf(String key, Map<String, E> words) {
        Optional<PlanNode.Scalar> scalar = scalar(key, "one of " + String.join(", ", words.keySet()));
        Optional<String> word = scalar.flatMap(scalars::known);
        if (word.isPresent() && !words.containsKey(word.get())) {
            error(
                    key,
                    "'" + Excerpt.of(word.get()) + "' is not one of the words for this",
                    Nearest.hint(word.get(), words.keySet()));
        }
        return word.map(words::get);
    }

    @Override
    public List<String> texts(String key) {
        return switch (node(key).orElse(null)) {
            case null -> List.of();
            case PlanNode.Sequence sequence ->
                sequence.items().stream()
                        .flatMap(item -> scalars.text(item, "a text").stream())
                        .toList();
            case PlanNode.Mapping mapping -> {
                scalars.wrongType(mapping, "a list of texts");
                yield List.of();
            }
            case PlanNode.Scalar scalar ->
                scalars.text(scalar, "a text or a list of texts").stream().toList();
        };
    }

    @Override
    public <T> Optional<T> mapping(String key, Function<Keys, T> read) {
        return node(key).flatMap(node -> mapping(node, read));
    }

    private <T> Optional<T> mapping(PlanNode node, Function<Keys, T> read) {
        if (node instanceof PlanNode.Mapping below) {
            return Optional.of(read.apply(of(below, errors)));
        }
        scalars.wrongType(node, "a mapping of keys to values");
        return Optional.empty();
    }

    @Override
    public <T> List<T> mappings(String key, Function<Keys, T> read) {
        return switch (node(key).orElse(null)) {
            case null -> List.of();
            case PlanNode.Sequence sequence ->
                sequence.items().stream()
                        .flatMap(item -> mapping(item, read).stream())
                        .toList();
            case PlanNode.Mapping mapping -> {
                errors.add(
                        mapping.at(), mapping.path(), "expected a list, found a mapping", "begin each entry with '- '");
                yield List.of();
            }
            case PlanNode.Scalar scalar -> {
                scalars.wrongType(scalar, "a list");
                yield List.of();
            }
        };
    }

    @Override
    public void error(String key, String message, String hint) {
        PlanNode.Entry entry = entries.get(key);
        String below = path().isEmpty() ? key : path() + "." + key;
        errors.add(entry == null ? at() : entry.value().at(), below, message, hint);
    }

    @Override
    public PlanErrors errors() {
        return errors;
    }

    @Override
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void done() {
        Set<String> known = new LinkedHashSet<>(asked);
        known.addAll(alsoKnown);
        for (PlanNode.Entry entry : mapping.entries()) {
            if (!asked.contains(entry.key())) {
                String key = Excerpt.of(entry.key());
                String below = path().isEmpty() ? key : path() + "." + key;
                errors.add(
                        entry.at(), below, "the key '" + key + "' is not known here", unknownHint(entry.key(), known));
            }
        }
    }

    private static String unknownHint(String key, Set<String> known) {
        return key.equals("<<")
                ? "YAML 1.2 has no merge keys; repeat the keys, or use 'vars' and anchors for single values"
                : Nearest.hint(key, known);
    }

    private <T> Optional<T> parsed(String key, String expected, Function<String, Optional<T>> parse) {
        Optional<PlanNode.Scalar> scalar = scalar(key, expected);
        Optional<String> text = scalar.flatMap(scalars::known);
        Optional<T> value = text.map(String::strip).flatMap(parse);
        if (text.isPresent() && value.isEmpty()) {
            boolean unitMissing = expected.equals(Durations.FORMS)
                    && WHOLE.matcher(text.get()).matches();
            String found = "expected " + expected + ", found '" + Excerpt.of(text.get()) + "'";
            Optional<String> hint = unitMissing ? Optional.of("did you mean " + text.get() + "s?") : Optional.empty();
            errors.add(scalar.orElseThrow().at(), scalar.orElseThrow().path(), found, hint);
        }
        return value;
    }

    private Optional<PlanNode.Scalar> scalar(String key, String expected) {
        return node(key).flatMap(node -> scalars.scalar(node, expected));
    }
}
