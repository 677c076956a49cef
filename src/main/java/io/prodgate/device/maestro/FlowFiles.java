package io.prodgate.device.maestro;

import io.prodgate.plan.PlainYaml;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All files that flows are made of: what they name is relative to the file that names it, whichever command does. A path that is
 * known only when the flow runs is not followed.
 */
final class FlowFiles {
    private static final int MOST_FILES = 5_000;
    private static final int LONGEST_PATH = 500;

    private final Set<Path> found = new LinkedHashSet<>();
    private final Deque<Path> unread = new ArrayDeque<>();

    /** These and all that they name, absolute. */
    List<Path> of(List<Path> files) {
        files.forEach(this::add);
        while (!unread.isEmpty()) {
            Path file = unread.removeFirst();
            PlainYaml.documents(file, new PlanErrors()).forEach(document -> look(file, document));
        }
        return List.copyOf(found);
    }

    private void add(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        if (found.size() < MOST_FILES && found.add(whole) && whole.toString().matches("(?s).*\\.ya?ml")) {
            unread.add(whole);
        }
    }

    private void look(Path file, PlanNode node) {
        switch (node) {
            case PlanNode.Mapping mapping -> mapping.entries().forEach(entry -> look(file, entry.value()));
            case PlanNode.Sequence sequence -> sequence.items().forEach(item -> look(file, item));
            case PlanNode.Scalar scalar -> look(file, Nodes.text(scalar));
        }
    }

    private void look(Path file, String text) {
        if (text.isBlank() || text.length() > LONGEST_PATH) {
            return;
        }
        try {
            Path named = file.resolveSibling(text);
            if (Files.isRegularFile(named)) {
                add(named);
            }
        } catch (InvalidPathException e) {
            // Then it names no file.
        }
    }
}
