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
     * @param filled true if the text as written held references, known before the run or not: then quotes say little about its
     *     type, since {…} wants them around every reference
     */
    record Scalar(Position at, String path, Template template, boolean quoted, boolean filled) implements PlanNode {
        /** A scalar in which nothing was filled in before. */
        public Scalar(Position at, String path, Template template, boolean quoted) {
            this(at, path, template, quoted, !template.references().isEmpty());
        }

        /** True for YAML's null: nothing, {@code ~} or {@code null}, without quotes. */
        public boolean isNull() {
            return !quoted && template.text().filter(YamlTree::isNull).isPresent();
        }
    }
}
