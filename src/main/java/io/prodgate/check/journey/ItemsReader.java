package io.prodgate.check.journey;

import io.prodgate.check.request.JsonTemplate;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Binds {@code for-each}: files, a list in the plan, or so many times. */
final class ItemsReader {
    /** More than anybody sends to a production to see whether it works. */
    static final int MOST = 1000;

    private static final List<String> RUN_TIME = List.of("secret", "run");
    private static final String FORMS = "write files like 'tickets/*.json', a list, or '{ times: 10 }'";

    private final Plan plan;
    private final PlanErrors errors;

    ItemsReader(Plan plan, PlanErrors errors) {
        this.plan = plan;
        this.errors = errors;
    }

    List<Item> read(Keys keys) {
        List<Item> items = switch (keys.node("for-each").orElse(null)) {
            case null -> List.of(new Item("1", 1, new Item.Bare()));
            case PlanNode.Scalar scalar -> files(keys, "for-each", scalar);
            case PlanNode.Sequence sequence -> list(sequence);
            case PlanNode.Mapping mapping -> mapping(mapping);
        };
        if (items.size() > MOST) {
            keys.error("for-each", "more than " + MOST + " items", "take fewer: each of them is sent to production");
            return items.subList(0, MOST);
        }
        return items;
    }

    private List<Item> files(Keys keys, String key, PlanNode scalar) {
        Optional<String> pattern = keys.text(key).map(String::strip);
        if (pattern.isEmpty()) {
            return List.of();
        }
        Path folder = Optional.ofNullable(plan.file().toAbsolutePath().getParent())
                .orElse(plan.file().toAbsolutePath());
        ItemFiles files = new ItemFiles(folder, errors, scalar);
        List<Path> found = files.find(pattern.get());
        Map<Path, String> names = names(folder, found);
        List<Item> items = new ArrayList<>();
        for (Path file : found) {
            files.read(file)
                    .ifPresent(
                            document -> items.add(new Item(names.getOrDefault(file, ""), items.size() + 1, document)));
        }
        return items;
    }

    /** The names of the files without what all have, or with their folders where that is not unique. */
    private static Map<Path, String> names(Path folder, List<Path> files) {
        Map<Path, String> shortNames = new HashMap<>();
        files.forEach(file -> shortNames.put(file, baseName(file)));
        if (new HashSet<>(shortNames.values()).size() == files.size()) {
            return shortNames;
        }
        Map<Path, String> longNames = new HashMap<>();
        files.forEach(file -> longNames.put(
                file, file.startsWith(folder) ? folder.relativize(file).toString() : file.toString()));
        return longNames;
    }

    private static String baseName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private List<Item> list(PlanNode.Sequence sequence) {
        if (sequence.items().isEmpty()) {
            errors.add(sequence.at(), sequence.path(), "there are no items: nothing would be proven", FORMS);
        }
        List<Item> items = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (PlanNode node : sequence.items()) {
            checkTree(node);
            String name = name(node, items.size() + 1);
            if (!names.add(name)) {
                errors.add(node.at(), node.path(), "there are two items called '" + name + "'", "give each a 'name'");
            }
            items.add(new Item(name, items.size() + 1, new Item.Written(JsonTemplate.of(node))));
        }
        return items;
    }

    private void checkTree(PlanNode node) {
        switch (node) {
            case PlanNode.Scalar scalar -> NodeKeys.checkReferences(scalar, RUN_TIME, errors);
            case PlanNode.Sequence sequence -> sequence.items().forEach(this::checkTree);
            case PlanNode.Mapping mapping -> mapping.entries().forEach(entry -> checkTree(entry.value()));
        }
    }

    /** What the plan calls it, else the text itself if it is short, else its number. */
    private static String name(PlanNode node, int number) {
        Optional<String> text = switch (node) {
            case PlanNode.Scalar scalar -> scalar.template().text();
            case PlanNode.Mapping mapping ->
                mapping.entries().stream()
                        .filter(entry -> entry.key().equals("name"))
                        .map(PlanNode.Entry::value)
                        .filter(PlanNode.Scalar.class::isInstance)
                        .flatMap(scalar -> ((PlanNode.Scalar) scalar).template().text().stream())
                        .findFirst();
            case PlanNode.Sequence _ -> Optional.empty();
        };
        return text.filter(word -> word.matches("[^\\p{Cntrl}]{1,60}")).orElse(String.valueOf(number));
    }

    private List<Item> mapping(PlanNode.Mapping mapping) {
        Keys keys = NodeKeys.of(mapping, errors);
        boolean simulated = keys.flag("simulated", false);
        Optional<PlanNode> files = keys.node("files");
        List<Item> items = files.isPresent() ? files(keys, "files", files.get()) : times(keys);
        keys.done();
        return items.stream()
                .map(item -> new Item(item.name(), item.number(), item.content(), simulated))
                .toList();
    }

    private static List<Item> times(Keys keys) {
        OptionalInt times = keys.integer("times", 1, MOST);
        if (!keys.has("times")) {
            keys.error("times", "'times' is missing", FORMS);
        }
        List<Item> items = new ArrayList<>();
        for (int number = 1; number <= times.orElse(1); number++) {
            items.add(new Item(String.valueOf(number), number, new Item.Bare()));
        }
        return items;
    }
}
