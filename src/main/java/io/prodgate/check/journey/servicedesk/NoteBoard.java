package io.prodgate.check.journey.servicedesk;

import io.prodgate.system.servicedesk.Note;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What all items of one attempt found, so that a note that went to the wrong ticket is recognised. Safe for use by several threads. */
public final class NoteBoard {
    private final Map<String, FilledNote> wanted = new ConcurrentHashMap<>();
    private final Map<String, Found> found = new ConcurrentHashMap<>();

    private record Found(String item, Note note) {}

    /** An item waits for a note. */
    public void waits(String item, FilledNote note) {
        wanted.put(item, note);
    }

    /** A new note was seen on the request of an item. */
    public void seen(String item, Note note) {
        found.put(note.id(), new Found(item, note));
    }

    /**
     * The note of an item that none was found for, on the request of another: it has the words of this one, and not those of the one
     * that it is on.
     */
    public Optional<String> strayed(String item) {
        FilledNote missing = wanted.get(item);
        if (missing == null) {
            return Optional.empty();
        }
        return found.values().stream()
                .filter(other -> !other.item().equals(item) && missing.isAboutSame(other.note()))
                .filter(other -> Optional.ofNullable(wanted.get(other.item()))
                        .map(own -> !own.isAboutSame(other.note()))
                        .orElse(true))
                .map(other -> "wrong ticket: note " + other.note().id() + " on request "
                        + other.note().request() + " ('" + other.item() + "') is about this one")
                .sorted()
                .findFirst();
    }
}
