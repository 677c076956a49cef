package io.prodgate.check.journey.servicedesk;

import io.prodgate.check.AskedSystem;
import io.prodgate.check.request.References;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Template;
import java.util.List;
import java.util.Optional;

/** Binds {@code servicedesk-note} and the keys beside it. */
public final class WantedNoteReader {
    /** The key that says that a note is waited for. */
    public static final String KEY = "servicedesk-note";

    private static final int LONGEST = 1_000_000;

    private final Plan plan;
    private final References references;

    public WantedNoteReader(Plan plan, References references) {
        this.plan = plan;
        this.references = references;
    }

    /** The note, if enough of it could be read; everything that is wrong is noted. Keys that are not known are the caller's. */
    public Optional<WantedNote> read(Keys keys) {
        Optional<Template> request = references.template(keys, KEY);
        if (request.filter(template -> template.toString().isBlank()).isPresent()) {
            keys.error(KEY, "the id of the request is empty", "write for example '" + KEY + ": ${item.ticket}'");
        }
        Optional<AskedSystem> system = AskedSystem.read(keys, plan, "servicedesk");
        Optional<Template> author = references.template(keys, "author");
        WantedNote.Content content = keys.mapping("note", this::content)
                .orElseGet(() -> new WantedNote.Content(1, List.of(), Optional.empty(), List.of(), List.of()));
        return request.flatMap(id -> system.map(asked -> new WantedNote(asked, id, author, content)));
    }

    /** An empty text would be in every note. */
    private static void checkBlank(Keys keys, String key) {
        keys.node(key).ifPresent(node -> {
            List<PlanNode> texts =
                    node instanceof PlanNode.Sequence sequence ? List.copyOf(sequence.items()) : List.of(node);
            texts.stream()
                    .filter(text -> text instanceof PlanNode.Scalar scalar
                            && scalar.template().toString().isBlank())
                    .forEach(text -> keys.errors()
                            .add(
                                    text.at(),
                                    text.path(),
                                    "an empty text says nothing of a note",
                                    "write what to look for, or leave it out"));
        });
    }

    private WantedNote.Content content(Keys keys) {
        WantedNote.Content content = new WantedNote.Content(
                keys.integer("min-length", 1, LONGEST).orElse(1),
                references.templates(keys, "contains"),
                references.template(keys, "words-of"),
                references.templates(keys, "without"),
                references.templates(keys, "sections"));
        List.of("contains", "words-of", "without", "sections").forEach(key -> checkBlank(keys, key));
        keys.done();
        return content;
    }
}
