package io.prodgate.device.maestro;

import io.prodgate.device.maestro.Workspace.Wanted;
import io.prodgate.plan.Nearest;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Finds the flows of a workspace as Maestro's {@code WorkspaceExecutionPlanner} does, with two differences: the order of flows
 * without a place in the execution order is that of their paths, where Maestro has none; and a file whose name only ends in
 * {@code config} is a flow if it looks like one.
 *
 * @see <a href="https://github.com/mobile-dev-inc/Maestro">Maestro's source, package maestro.orchestra.workspace</a>
 */
final class WorkspaceReader {
    private static final int MOST_FILES = 20_000;

    private final Wanted wanted;
    private final PlanErrors errors;

    WorkspaceReader(Wanted wanted, PlanErrors errors) {
        this.wanted = wanted;
        this.errors = errors;
    }

    /** A flow file that was found, and its path from the workspace on. */
    private record Candidate(Path file, String path) {}

    /** Empty, or not to be used, if there were mistakes. */
    Optional<Workspace> read() {
        for (Path path : wanted.paths()) {
            if (!Files.exists(path)) {
                errors.add(start(path), "", "there is no such folder or flow", "name the folder that holds the flows");
                return Optional.empty();
            }
        }
        WorkspaceConfig config = config();
        List<Candidate> candidates = candidates(config);
        Map<Candidate, FlowFile> files = new LinkedHashMap<>();
        FlowCommands commands = new FlowCommands(errors);
        for (Candidate candidate : candidates) {
            FlowFile.read(candidate.file, errors).ifPresent(file -> {
                files.put(candidate, file);
                commands.check(candidate.file, file);
            });
        }
        List<Flow> all = named(files);
        List<Flow> flows = ordered(selected(all, config), all, config);
        List<Path> read = Stream.concat(configFile().stream(), flows.stream().map(Flow::file))
                .toList();
        return Optional.of(new Workspace(flows, config.settings(), new FlowFiles().of(read)));
    }

    private boolean single() {
        return wanted.paths().size() == 1 && Files.isRegularFile(wanted.paths().getFirst());
    }

    private WorkspaceConfig config() {
        return configFile().map(file -> WorkspaceConfig.read(file, errors)).orElseGet(WorkspaceConfig::none);
    }

    private Optional<Path> configFile() {
        return wanted.config()
                .or(() -> wanted.paths().stream()
                        .filter(Files::isDirectory)
                        .flatMap(
                                folder -> Stream.of("config.yaml", "config.yml").map(folder::resolve))
                        .filter(Files::exists)
                        .findFirst());
    }

    private List<Candidate> candidates(WorkspaceConfig config) {
        List<Candidate> found = new ArrayList<>();
        List<PathMatcher> matchers = matchers(config);
        for (Path path : wanted.paths()) {
            if (Files.isDirectory(path)) {
                found.addAll(within(path, matchers));
            } else if (single() || isFlow(path)) {
                found.add(new Candidate(path, String.valueOf(path.getFileName())));
            }
        }
        if (found.isEmpty() && errors.isEmpty()) {
            String where = wanted.paths().stream()
                    .map(Path::toString)
                    .reduce((a, b) -> a + ", " + b)
                    .orElse("nowhere");
            Position at = config.flows().isEmpty()
                    ? start(Path.of(where))
                    : config.flows().getFirst().at();
            errors.add(
                    at,
                    "",
                    config.flows().isEmpty()
                            ? "there are no flows here: without 'flows:' in config.yaml Maestro takes only the files"
                                    + " of the folder itself"
                            : "these patterns match no flow",
                    "flows are .yaml or .yml files; patterns such as 'checkout/*' or '**/*.yaml' are relative to the"
                            + " folder");
        }
        return found.stream().distinct().toList();
    }

    private List<PathMatcher> matchers(WorkspaceConfig config) {
        if (config.flows().isEmpty()) {
            return List.of(FileSystems.getDefault().getPathMatcher("glob:*"));
        }
        List<PathMatcher> matchers = new ArrayList<>();
        for (PlanNode.Scalar glob : config.flows()) {
            try {
                String text = Nodes.text(glob).replaceFirst("^(\\./)+", "");
                matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + text));
            } catch (PatternSyntaxException e) {
                errors.add(glob.at(), "", "this is no pattern for files: " + e.getDescription());
            }
        }
        return matchers;
    }

    private List<Candidate> within(Path folder, List<PathMatcher> matchers) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.limit(MOST_FILES)
                    .map(folder::relativize)
                    .filter(path -> matchers.stream().anyMatch(matcher -> matcher.matches(path)))
                    .filter(path -> isFlow(folder.resolve(path)))
                    .sorted()
                    .map(path ->
                            new Candidate(folder.resolve(path), path.toString().replace('\\', '/')))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            errors.add(start(folder), "", "the folder cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private boolean isFlow(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file) || wanted.config().filter(file::equals).isPresent()) {
            return false;
        }
        if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
            return false;
        }
        String base = base(name);
        return !base.equals("config") && (!base.endsWith("config") || FlowFile.shaped(file));
    }

    private static String base(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private List<Flow> named(Map<Candidate, FlowFile> files) {
        Map<String, Position> places = new LinkedHashMap<>();
        List<Flow> flows = new ArrayList<>();
        files.forEach((candidate, file) -> {
            String name = file.name().orElseGet(() -> base(String.valueOf(candidate.file.getFileName())));
            Position first = places.putIfAbsent(name, file.at());
            if (first != null) {
                errors.add(
                        file.at(),
                        "",
                        "there is another flow called '" + name + "', at " + first
                                + ": Maestro reports by name, and nobody could tell them apart",
                        "give one of them another 'name:' in its header");
            }
            flows.add(new Flow(
                    name, candidate.file, candidate.path, file.appId(), file.tags(), Optional.empty(), file.length()));
        });
        return flows;
    }

    private List<Flow> selected(List<Flow> flows, WorkspaceConfig config) {
        if (single()) {
            return flows; // Maestro runs a file that is named alone, whatever its tags.
        }
        List<String> include = Stream.concat(wanted.includeTags().stream(), config.includeTags().stream())
                .toList();
        List<String> exclude = Stream.concat(wanted.excludeTags().stream(), config.excludeTags().stream())
                .toList();
        List<Flow> selected = flows.stream()
                .filter(flow -> include.isEmpty() || flow.tags().stream().anyMatch(include::contains))
                .filter(flow -> flow.tags().stream().noneMatch(exclude::contains))
                .toList();
        if (selected.isEmpty() && !flows.isEmpty()) {
            errors.add(
                    start(wanted.paths().getFirst()),
                    "",
                    "no flow has the tags that are asked for: with any of " + include + ", without all of " + exclude,
                    "tags here: "
                            + flows.stream()
                                    .flatMap(flow -> flow.tags().stream())
                                    .sorted()
                                    .distinct()
                                    .toList());
        }
        return selected;
    }

    private List<Flow> ordered(List<Flow> selected, List<Flow> all, WorkspaceConfig config) {
        Map<String, Flow> byName = new LinkedHashMap<>();
        selected.forEach(flow -> byName.put(flow.name(), flow));
        List<Flow> sequence = new ArrayList<>();
        Optional<PlanNode.Scalar> gap = Optional.empty();
        for (PlanNode.Scalar scalar : single() ? List.<PlanNode.Scalar>of() : config.flowsOrder()) {
            String name = Nodes.text(scalar);
            Flow flow = byName.remove(name);
            if (flow != null) {
                gap.ifPresent(missing -> errors.add(
                        missing.at(),
                        "",
                        "the flow '" + Nodes.text(missing) + "' of 'flowsOrder' is left out by its tags, and '" + name
                                + "' behind it is not: Maestro refuses such a gap"));
                sequence.add(flow.at(new Flow.Place(sequence.size(), config.continueOnFailure())));
            } else if (all.stream().anyMatch(other -> other.name().equals(name))) {
                boolean repeated =
                        sequence.stream().anyMatch(other -> other.name().equals(name));
                gap = repeated ? gap : Optional.of(scalar);
            } else {
                errors.add(
                        scalar.at(),
                        "",
                        "'flowsOrder' names a flow '" + name + "' that is not there",
                        Nearest.hint(name, all.stream().map(Flow::name).toList()));
            }
        }
        sequence.addAll(byName.values());
        return sequence;
    }

    private static Position start(Path path) {
        return new Position(path.toString(), 1, 1);
    }
}
