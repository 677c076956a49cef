package io.prodgate.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a plan file. */
public final class PlanReader {
    private final PlanInputs inputs;
    private final InstantSource clock;

    public PlanReader(PlanInputs inputs) {
        this(inputs, InstantSource.system());
    }

    /**
     * A reader with a clock of its own.
     *
     * @param clock tells which quarantines are in force
     */
    public PlanReader(PlanInputs inputs, InstantSource clock) {
        this.inputs = inputs;
        this.clock = clock;
    }

    /**
     * Reads a plan.
     *
     * @throws PlanException if the file cannot be read at all: missing, too large, not YAML, not a mapping
     */
    public ReadPlan read(Path file) throws PlanException {
        PlanErrors errors = new PlanErrors();
        Position start = new Position(file.toString(), 1, 1);
        SourceText source = source(file, start);
        RawNode.Mapping root = root(file, source, start, errors);
        Path folder = folderOf(file);

        OutsideValues outside = new OutsideValues(folder, inputs);
        StaticReferences references = new StaticReferences(
                outside,
                Variables.of(entry(root, "vars"), inputs, root.at(), errors),
                scalars(root, "production"),
                new SecretSources(entries(root, "secrets")),
                errors);
        PlanNode.Mapping tree = (PlanNode.Mapping) new TreeBuilder(references, errors).build(root, "");
        references.checkAllVariables();
        outside.sensitive().values().forEach(errors::hide);
        Plan plan = new PlanBinder(folder, outside.sensitive(), clock, errors).bind(file, source.sha256(), tree);
        return new ReadPlan(plan, errors);
    }

    private static SourceText source(Path file, Position start) throws PlanException {
        try {
            return SourceText.read(file);
        } catch (SourceText.UnreadableException e) {
            Optional<String> hint =
                    Files.exists(file) ? Optional.empty() : Optional.of("'prodgate init' writes a first plan");
            throw new PlanException(List.of(new PlanError(start, "", e.reason(), hint)));
        }
    }

    private static RawNode.Mapping root(Path file, SourceText source, Position start, PlanErrors errors)
            throws PlanException {
        Optional<RawNode> root = YamlTree.read(file.toString(), source.text(), errors);
        if (root.isPresent() && root.get() instanceof RawNode.Mapping mapping) {
            return mapping;
        }
        if (root.isPresent() && !(root.get() instanceof RawNode.Scalar scalar && scalar.isNull())) {
            String found = root.get() instanceof RawNode.Sequence ? "a list" : "a text";
            errors.add(
                    root.get().at(),
                    "",
                    "a plan is a mapping of keys to values, found " + found,
                    "begin with 'version: 1'");
        } else if (errors.isEmpty()) {
            errors.add(start, "", "the plan is empty", "'prodgate init' writes a first plan");
        }
        throw new PlanException(errors.all());
    }

    private static Path folderOf(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static Optional<RawNode.Entry> entry(RawNode.Mapping root, String key) {
        return root.entries().stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    private static List<RawNode.Entry> entries(RawNode.Mapping root, String key) {
        return entry(root, key)
                .map(RawNode.Entry::value)
                .filter(RawNode.Mapping.class::isInstance)
                .map(section -> ((RawNode.Mapping) section).entries())
                .orElseGet(List::of);
    }

    private static Map<String, RawNode.Scalar> scalars(RawNode.Mapping root, String key) {
        Map<String, RawNode.Scalar> scalars = new HashMap<>();
        for (RawNode.Entry entry : entries(root, key)) {
            if (entry.value() instanceof RawNode.Scalar scalar) {
                scalars.put(entry.key(), scalar);
            }
        }
        return scalars;
    }
}
