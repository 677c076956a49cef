package io.prodgate.plan;

import java.util.List;

/** A part of the plan's YAML that remembers where it stood. */
public sealed interface PlanNode {
    /** Where the part begins. */
    Position at();

    /** Its path from the root: {@code production.url}; empty for the root. */
    String path();

    /** A YAML mapping. */
    record Mapping(Position at, String path, List<Entry> entries) implements PlanNode {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /** A key with its value, and where the key stood. */
    record Entry(Position at, String key, PlanNode value) {}

    /** A YAML sequence. */
    record Sequence(Position at, String path, List<PlanNode> items) implements PlanNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * A YAML scalar with its {@code ${…}} parsed. What can be known before the run (environment, terraform, files, variables) is
     * already filled in; what cannot (secrets, run id, captures) is still a reference.
     *
     * @param quoted true if the user put quotes around it, or wrote it as a block: then it is text, never a number
     */
    record Scalar(Position at, String path, Template template, boolean quoted) implements PlanNode {
        /** True for YAML's null: nothing, {@code ~} or {@code null}, without quotes. */
        public boolean isNull() {
            return !quoted && template.text().filter(YamlTree::isNull).isPresent();
        }
    }
}
