package io.prodgate.check.app;

import io.prodgate.device.maestro.Flow;
import io.prodgate.device.maestro.Workspace;
import io.prodgate.evidence.Json;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Binds the keys of an app entry that are about its flows. */
final class AppReader {
    private static final Duration FLOW_TIMEOUT = Duration.ofMinutes(3);
    private static final int BATCH = 8;
    private static final int MOST_COST = 100_000;
    private static final Map<String, Clearing.How> CLEANUPS =
            Map.of("clear", Clearing.How.CLEAR, "reinstall", Clearing.How.REINSTALL);

    private final Plan.CheckEntry entry;
    private final Keys own;
    private final Plan plan;
    private final Map<String, String> environment;

    AppReader(Plan.CheckEntry entry, Keys own, Plan plan, Map<String, String> environment) {
        this.entry = entry;
        this.own = own;
        this.plan = plan;
        this.environment = environment;
    }

    /**
     * Reads them.
     *
     * @param taken ids that no flow may have
     */
    AppPlan read(Set<String> taken) {
        Optional<Workspace> workspace = workspace();
        List<NamedFlow> flows =
                NamedFlow.name(entry.id(), workspace.map(Workspace::flows).orElse(List.of()), taken);
        Duration timeout = positive("flow-timeout").orElse(FLOW_TIMEOUT);
        return new AppPlan(
                entry.at(),
                plan.file(),
                entry.id(),
                flows,
                workspace.map(Workspace::files).orElse(List.of()),
                clearing(),
                own.flag("keep-data-in-sequence", false),
                new DevicesReader(own).read(),
                maestro(workspace),
                VariablesReader.read(own),
                new FreshUserReader(plan).read(own),
                timeout,
                timeout.compareTo(entry.deadline()) > 0 ? timeout : entry.deadline(),
                own.integer("batch", 1, 100).orElse(BATCH),
                cost(flows),
                plan.production().url(),
                probe(),
                history());
    }

    private Optional<Duration> positive(String key) {
        Optional<Duration> duration = own.duration(key);
        if (duration.filter(Duration::isZero).isPresent()) {
            own.error(key, "'" + key + "' has to be longer than nothing", "write it like 3m");
        }
        return duration.filter(Duration::isPositive);
    }

    private MaestroWish maestro(Optional<Workspace> workspace) {
        return new MaestroWish(
                program(),
                workspace.map(Workspace::settings).orElse(Json.mapper().createObjectNode()),
                own.flag("screenshots", true),
                own.flag("videos", false));
    }

    /** A name is looked up on the {@code PATH}; a path counts from the plan, not from the folder that Maestro works in. */
    private String program() {
        String written = own.text("maestro").filter(text -> !text.isBlank()).orElse("maestro");
        return written.contains("/")
                ? path("maestro", written).map(Path::toString).orElse(written)
                : written;
    }

    /** The flows that there are to run; a workspace without a flow is a mistake. */
    private Optional<Workspace> workspace() {
        List<Path> paths = paths();
        List<String> exclude = own.texts("exclude-tags");
        Optional<Path> config = file("config");
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        PlanErrors refused = new PlanErrors();
        Optional<Workspace> found = find(paths, config, entry.tags(), exclude, refused);
        if (found.isPresent()) {
            return found;
        }
        boolean byTags = !entry.tags().isEmpty() || !exclude.isEmpty();
        Optional<Workspace> all =
                byTags ? find(paths, config, List.of(), List.of(), new PlanErrors()) : Optional.empty();
        if (all.isPresent()) {
            own.error(
                    "flows",
                    "there is no flow to run" + by(exclude),
                    tagsOf(all.get().flows()));
        } else if (refused.isEmpty()) {
            own.error("flows", "there is no flow to run", "name a folder with flows, or flow files");
        } else {
            refused.all().forEach(own.errors()::add);
        }
        return Optional.empty();
    }

    private static Optional<Workspace> find(
            List<Path> paths, Optional<Path> config, List<String> tags, List<String> exclude, PlanErrors errors) {
        return Workspace.read(new Workspace.Wanted(paths, config, tags, exclude), errors)
                .filter(workspace -> !workspace.flows().isEmpty());
    }

    private String by(List<String> exclude) {
        List<String> words = new ArrayList<>();
        if (!entry.tags().isEmpty()) {
            words.add("tags: " + entry.tags());
        }
        if (!exclude.isEmpty()) {
            words.add("exclude-tags: " + exclude);
        }
        return words.isEmpty() ? "" : " that is left by " + String.join(" and ", words);
    }

    private static String tagsOf(List<Flow> flows) {
        String tags = flows.stream()
                .flatMap(flow -> flow.tags().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return "'tags' of an app chooses flows by Maestro's tags; "
                + (tags.isEmpty() ? "the flows have none" : "there are: " + tags);
    }

    private List<Path> paths() {
        if (!own.has("flows")) {
            own.error("flows", "'flows' is missing", "name the folder with Maestro's flows, or flow files");
            return List.of();
        }
        List<Path> paths = new ArrayList<>();
        for (String written : own.texts("flows")) {
            path("flows", written).ifPresent(path -> {
                if (Files.exists(path)) {
                    paths.add(path);
                } else {
                    own.error(
                            "flows", "there is no file or folder '" + written + "'", "paths are relative to the plan");
                }
            });
        }
        return paths;
    }

    private Optional<Path> file(String key) {
        Optional<String> written = own.text(key);
        Optional<Path> file = written.flatMap(text -> path(key, text));
        if (file.isPresent() && !Files.isRegularFile(file.get())) {
            own.error(key, "there is no file '" + written.orElseThrow() + "'", "paths are relative to the plan");
            return Optional.empty();
        }
        return file;
    }

    private Optional<Path> path(String key, String written) {
        try {
            return Optional.of(
                    plan.file().toAbsolutePath().resolveSibling(written).normalize());
        } catch (InvalidPathException e) {
            own.error(key, "'" + written + "' is no path", "paths are relative to the plan");
            return Optional.empty();
        }
    }

    private Clearing clearing() {
        Clearing.How how = own.oneOf("cleanup", CLEANUPS).orElse(Clearing.How.CLEAR);
        try {
            return Clearing.of(
                    Optional.ofNullable(environment.get(Clearing.VARIABLE)).filter(value -> !value.isEmpty()), how);
        } catch (Clearing.UnknownValueException e) {
            own.errors()
                    .add(
                            entry.at(),
                            own.path(),
                            e.getMessage() + " in the environment, and has to be true, false or not set",
                            "true: nothing is cleared; false or not set: app data are cleared before each flow");
            return new Clearing(how, "not set");
        }
    }

    private Cost cost(List<NamedFlow> flows) {
        Optional<PlanNode> node = own.node("cost");
        if (node.isEmpty() || !(node.get() instanceof PlanNode.Mapping mapping)) {
            return new Cost(Map.of(), own.integer("cost", 0, MOST_COST).orElse(0));
        }
        Map<String, Integer> costs = new LinkedHashMap<>();
        Keys keys = NodeKeys.of(mapping, own.errors());
        int otherwise = keys.integer("default", 0, MOST_COST).orElse(0);
        flows.forEach(flow -> keys.integer(flow.flow().name(), 0, MOST_COST)
                .ifPresent(cost -> costs.put(flow.flow().name(), cost)));
        // Flows that the tags leave out may have a cost all the same.
        if (!flows.isEmpty() && entry.tags().isEmpty() && !own.has("exclude-tags")) {
            keys.done();
        }
        return new Cost(costs, otherwise);
    }

    private URI probe() {
        Optional<String> written = own.text("probe");
        try {
            URI base = plan.production().url();
            return written.map(text -> text.startsWith("/") ? URI.create(withoutSlash(base) + text) : URI.create(text))
                    .orElse(base);
        } catch (IllegalArgumentException e) {
            own.error("probe", "'" + written.orElse("") + "' is no path and no URL", "write a path such as /health");
            return plan.production().url();
        }
    }

    private static String withoutSlash(URI base) {
        return base.toString().replaceFirst("/+$", "");
    }

    private Optional<Path> history() {
        Optional<String> written = own.text("history");
        return written.isPresent()
                ? path("history", written.get())
                : HistoryFile.inCache(environment, plan.file(), entry.id());
    }
}
