package io.prodgate.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the plan's records out of its tree. */
final class PlanBinder {
    static final Duration DEFAULT_BUDGET = Duration.ofMinutes(30);
    static final int DEFAULT_PARALLEL = 16;

    private final Path folder;
    private final Map<String, Secret> sensitive;
    private final InstantSource clock;
    private final PlanErrors errors;

    /**
     * A binder for one plan.
     *
     * @param folder what relative paths are relative to
     * @param sensitive secrets that are known already
     */
    PlanBinder(Path folder, Map<String, Secret> sensitive, InstantSource clock, PlanErrors errors) {
        this.folder = folder;
        this.sensitive = sensitive;
        this.clock = clock;
        this.errors = errors;
    }

    Plan bind(Path file, String sha256, PlanNode.Mapping root) {
        return bind(file, sha256, NodeKeys.of(root, errors));
    }

    Plan bind(Path file, String sha256, Keys keys) {
        version(keys);
        // Read where the tree was made: here only known, so that it is not refused.
        keys.has("vars");
        Map<String, Secret> secrets = new SecretsSection(sensitive, errors).read(keys.node("secrets"));
        Plan.Production production = production(keys);
        Witnesses witnesses = new WitnessesSection(production, errors).read(keys);
        Duration budget = Sections.positive(keys, "budget").orElse(DEFAULT_BUDGET);
        int parallel = keys.integer("parallel", 1, 256).orElse(DEFAULT_PARALLEL);
        Map<String, Plan.SystemEntry> systems = systems(keys.node("systems"));
        List<Plan.Stage> stages = new StagesSection(errors, AcceptanceSection.ids(keys)).read(keys);
        Plan.QuarantineList quarantine = new QuarantineSection(stages, clock).read(keys);
        Optional<PlanNode> rules = keys.node("rules");
        Plan.GateEntry gate = keys.mapping("gate", GateSection::read).orElse(Plan.GateEntry.USUAL);
        List<NotifyEntry> recipients = new NotifySection().read(keys);
        Plan.DisruptionCap disruption =
                keys.mapping("disruption", DisruptionSection::read).orElse(Plan.DisruptionCap.USUAL);
        Acceptance acceptance = new AcceptanceSection(errors).read(keys, stages);
        keys.done();
        return new Plan(
                file,
                sha256,
                production,
                witnesses,
                budget,
                parallel,
                secrets,
                systems,
                stages,
                quarantine,
                rules,
                gate,
                recipients,
                disruption,
                acceptance);
    }

    private static void version(Keys keys) {
        if (!keys.has("version")) {
            keys.error("version", "'version' is missing", "add 'version: 1'");
        } else if (keys.text("version").filter(version -> !version.equals("1")).isPresent()) {
            keys.error("version", "this version of the plan's format is not known", "write 'version: 1'");
        }
    }

    private Plan.Production production(Keys keys) {
        ProductionSection section = new ProductionSection(folder, errors);
        if (!keys.has("production")) {
            keys.error("production", "'production' is missing", "add 'production:' with a 'name' and a 'url'");
        }
        return keys.mapping("production", section::read).orElseGet(ProductionSection::unknown);
    }

    private Map<String, Plan.SystemEntry> systems(Optional<PlanNode> node) {
        Map<String, Plan.SystemEntry> systems = new LinkedHashMap<>();
        for (PlanNode.Entry entry : Sections.entries(node, "systems by name", errors)) {
            if (entry.value() instanceof PlanNode.Mapping mapping) {
                systems.put(entry.key(), SystemSection.read(NodeKeys.of(mapping, errors)));
            } else {
                errors.add(
                        entry.value().at(),
                        entry.value().path(),
                        "a system is a mapping",
                        "write 'url: https://…' below it");
            }
        }
        return systems;
    }
}
