package io.prodgate.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML 1.2 into trees that remember their positions. Works on the parser's events, so that a hostile text is refused
 * before it has become large: aliases are shared and counted, nesting is bounded. A plan is one document without tags and
 * without duplicate keys; what belongs to another tool is read as that tool would.
 */
final class YamlTree {
    static final int DEEPEST = 50;
    static final int MOST_ALIASES = 20_000;
    static final int MOST_NODES = 300_000;

    private final String file;
    private final PlanErrors errors;
    private final boolean plan;
    private final Iterator<Event> events;
    private final Map<Anchor, RawNode> anchors = new HashMap<>();
    private int aliases;

    private YamlTree(String file, String text, PlanErrors errors, boolean plan) {
        this.file = file;
        this.errors = errors;
        this.plan = plan;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(2 * SourceText.MOST_BYTES)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The text cannot be read any further. */
    private static final class StopException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient PlanError error;

        StopException(Position at, String message, String hint) {
            this.error = new PlanError(at, "", message, hint.isEmpty() ? Optional.empty() : Optional.of(hint));
        }
    }

    /**
     * Reads a text. Mistakes that leave a tree (duplicate keys) go into {@code errors}; one that leaves none ends the
     * reading and is in there too.
     *
     * @return the root, or empty if there is none: then {@code errors} says why, or the document is empty
     */
    static Optional<RawNode> read(String file, String text, PlanErrors errors) {
        return read(file, text, errors, true).stream().findFirst();
    }

    /**
     * Reads a text of another tool: several documents, tags that mean nothing to us, and of duplicate keys the last.
     *
     * @return the roots; none if {@code errors} says why, or if the text is empty
     */
    static List<RawNode> readForeign(String file, String text, PlanErrors errors) {
        return read(file, text, errors, false);
    }

    private static List<RawNode> read(String file, String text, PlanErrors errors, boolean plan) {
        Optional<PlanError> unprintable = unprintable(file, text);
        if (unprintable.isPresent()) {
            errors.add(unprintable.get());
            return List.of();
        }
        try {
            return new YamlTree(file, text, errors, plan).documents();
        } catch (StopException e) {
            errors.add(e.error);
        } catch (YamlEngineException e) {
            errors.add(new YamlMistake(file, text).explain(e));
        }
        return List.of();
    }

    /** The words for nothing (YAML 1.2.2 section 10.3.2). */
    static boolean isNull(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
        };
    }

    private static Optional<PlanError> unprintable(String file, String text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (!StreamReader.isPrintable(character)) {
                String message = "the character U+%04X is not allowed in YAML".formatted(character);
                return Optional.of(new PlanError(new Position(file, line, column), "", message, Optional.empty()));
            }
            if (character == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
            i += Character.charCount(character);
        }
        return Optional.empty();
    }

    private List<RawNode> documents() throws StopException {
        List<RawNode> roots = new ArrayList<>();
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    anchors.clear();
                    if (plan && !roots.isEmpty()) {
                        throw new StopException(
                                at(event),
                                "the file holds more than one YAML document",
                                "one file is one plan: remove '---'");
                    }
                }
                case Alias, Scalar, SequenceStart, MappingStart -> roots.add(node(event, 1));
                case StreamStart, StreamEnd, DocumentEnd, SequenceEnd, MappingEnd, Comment -> {
                    // Carry no content of their own.
                }
            }
        }
        return roots;
    }

    private RawNode node(Event event, int depth) throws StopException {
        if (depth > DEEPEST) {
            throw new StopException(at(event), "nested more than " + DEEPEST + " levels deep", "");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        RawNode node = switch (event) {
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag(), scalar);
                yield new RawNode.Scalar(at(scalar), scalar.getValue(), !scalar.isPlain());
            }
            case CollectionStartEvent start -> {
                refuseTag(start.getTag(), start);
                yield start.getEventId() == Event.ID.MappingStart ? mapping(start, depth) : sequence(start, depth);
            }
            default -> throw new IllegalStateException("the parser gave " + event + " where a node begins");
        };
        // Known only when complete: an alias inside its own anchor finds nothing, so there is no endless tree.
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private RawNode alias(AliasEvent event) throws StopException {
        if (++aliases > MOST_ALIASES) {
            throw new StopException(at(event), "more than " + MOST_ALIASES + " aliases", "");
        }
        RawNode target = anchors.get(event.getAlias());
        if (target == null) {
            throw new StopException(
                    at(event),
                    "the alias *" + event.getAlias().getValue()
                            + " has no anchor before it, or stands inside its own anchor",
                    "write the anchor &" + event.getAlias().getValue() + " first");
        }
        return target;
    }

    private RawNode sequence(CollectionStartEvent start, int depth) throws StopException {
        List<RawNode> items = new ArrayList<>();
        int size = 1;
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            RawNode item = node(event, depth + 1);
            items.add(item);
            size = grown(size, item, event);
        }
        return new RawNode.Sequence(at(start), size, items);
    }

    private RawNode mapping(CollectionStartEvent start, int depth) throws StopException {
        Map<String, RawNode.Entry> entries = new LinkedHashMap<>();
        int size = 1;
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Position keyAt = at(event);
            RawNode keyNode = node(event, depth + 1);
            Event valueEvent = events.next();
            RawNode value = node(valueEvent, depth + 1);
            size = grown(size, value, valueEvent);
            if (keyNode instanceof RawNode.Scalar key) {
                add(entries, new RawNode.Entry(keyAt, key.text(), value));
            } else {
                errors.add(keyAt, "", "a key has to be a text, not a list or a mapping", "put quotes around it");
            }
        }
        return new RawNode.Mapping(at(start), size, List.copyOf(entries.values()));
    }

    private void add(Map<String, RawNode.Entry> entries, RawNode.Entry entry) {
        if (!plan) {
            entries.put(entry.key(), entry);
            return;
        }
        RawNode.Entry first = entries.putIfAbsent(entry.key(), entry);
        if (first != null) {
            errors.add(
                    entry.at(),
                    "",
                    "the key '" + Excerpt.of(entry.key()) + "' is here twice, first at " + first.at(),
                    "remove one of them");
        }
    }

    private int grown(int size, RawNode child, Event event) throws StopException {
        int grown = size + child.size();
        if (grown > MOST_NODES) {
            throw new StopException(
                    at(event), "the plan has more than " + MOST_NODES + " values once its aliases are written out", "");
        }
        return grown;
    }

    private void refuseTag(Optional<String> tag, Event event) throws StopException {
        if (plan && tag.isPresent()) {
            throw new StopException(
                    at(event), "YAML tags (" + Excerpt.of(tag.get()) + ") are not used in plans", "remove the tag");
        }
    }

    private Position at(Event event) {
        int line = event.getStartMark().map(Mark::getLine).orElse(0);
        int column = event.getStartMark().map(Mark::getColumn).orElse(0);
        return new Position(file, line + 1, column + 1);
    }
}
