package io.prodgate.plan;

import java.util.List;

/** A part of a YAML document as it was written: references not parsed, aliases shared, no paths yet. */
sealed interface RawNode {
    /** Where it begins; for an alias, where what it stands for begins. */
    Position at();

    /** How many nodes it has when every alias in it is written out. */
    int size();

    /** A mapping with distinct keys. */
    record Mapping(Position at, int size, List<Entry> entries) implements RawNode {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /** A key with its value, and where the key stood. */
    record Entry(Position at, String key, RawNode value) {}

    /** A sequence. */
    record Sequence(Position at, int size, List<RawNode> items) implements RawNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * A scalar.
     *
     * @param quoted true with quotes or as a block
     */
    record Scalar(Position at, String text, boolean quoted) implements RawNode {
        @Override
        public int size() {
            return 1;
        }

        /** True for YAML's null: nothing, {@code ~} or {@code null}, without quotes. */
        boolean isNull() {
            return !quoted && YamlTree.isNull(text);
        }
    }
}
