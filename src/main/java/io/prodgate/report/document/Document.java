package io.prodgate.report.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A document: the same whatever it is written as.
 *
 * @param title what it is
 * @param about what it is about, in a line below the title
 * @param blocks from top to bottom
 */
public record Document(String title, String about, List<Block> blocks) {
    public Document {
        blocks = List.copyOf(blocks);
    }

    /** A document being written; everything is added at its end. */
    public static final class Draft {
        private final List<Block> blocks = new ArrayList<>();

        /** A chapter begins. */
        public Draft chapter(String words) {
            return add(new Block.Heading(2, words));
        }

        /** A section of a chapter begins. */
        public Draft section(String words) {
            return add(new Block.Heading(3, words));
        }

        /** A part of a section begins. */
        public Draft part(String words) {
            return add(new Block.Heading(4, words));
        }

        /** Running text. */
        public Draft say(String words) {
            return say(Text.of(words));
        }

        /** Running text. */
        public Draft say(Text text) {
            return text.isEmpty() ? this : add(new Block.Paragraph(text));
        }

        /** Points; nothing if there are none. */
        public Draft points(List<Text> points) {
            return points.isEmpty() ? this : add(new Block.Bullets(points));
        }

        /** Named values; those without a value are left out. */
        public Draft define(List<Block.Definition> all) {
            List<Block.Definition> known =
                    all.stream().filter(one -> !one.text().isEmpty()).toList();
            return known.isEmpty() ? this : add(new Block.Definitions(known));
        }

        /**
         * A table; nothing if it has no rows.
         *
         * @param columns separated by {@code |}; one that begins with {@code #} has numbers
         */
        public Draft table(String about, String columns, List<List<Text>> rows) {
            return rows.isEmpty() ? this : add(new Block.Table(about, columns(columns), rows));
        }

        private static List<Block.Column> columns(String columns) {
            return Arrays.stream(columns.split("\\|"))
                    .map(String::strip)
                    .map(name -> name.startsWith("#")
                            ? new Block.Column(name.substring(1), true)
                            : new Block.Column(name, false))
                    .toList();
        }

        /** Something that is written exactly so; nothing if it is empty. */
        public Draft code(String language, Stream<String> lines) {
            String text = lines.collect(Collectors.joining("\n"));
            return text.isEmpty() ? this : add(new Block.Code(language, text));
        }

        /** Something that has to be seen. */
        public Draft note(Block.Tone tone, Text text) {
            return add(new Block.Note(tone, text));
        }

        /** Anything. */
        public Draft add(Block block) {
            blocks.add(block);
            return this;
        }

        /** Everything of another draft. */
        public Draft add(Draft other) {
            blocks.addAll(other.blocks);
            return this;
        }

        /** The document. */
        public Document done(String title, String about) {
            return new Document(title, about, blocks);
        }
    }

    /** A named value that may be absent. */
    public static Block.Definition defined(String term, Optional<String> words) {
        return new Block.Definition(term, words.map(Text::of).orElse(Text.NONE));
    }

    /** A named value. */
    public static Block.Definition defined(String term, String words) {
        return new Block.Definition(term, Text.of(words));
    }

    /** A named value. */
    public static Block.Definition defined(String term, Text text) {
        return new Block.Definition(term, text);
    }
}
