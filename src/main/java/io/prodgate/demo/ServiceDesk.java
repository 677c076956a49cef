package io.prodgate.demo;

import io.prodgate.evidence.Time;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The notes on the tenants' requests. Safe for use by several threads. */
final class ServiceDesk {
    private final Time time;
    private final AtomicLong lastNote = new AtomicLong(300_000);
    private final Map<String, List<Note>> notes = new ConcurrentHashMap<>();

    /**
     * A note on a request.
     *
     * @param id a number, as text
     * @param requestId the request's number, as text
     * @param description HTML
     * @param added when it was written
     */
    record Note(String id, String requestId, String description, Instant added) {}

    ServiceDesk(Time time) {
        this.time = time;
    }

    /** Writes a note on a request. */
    Note add(String requestId, String description) {
        Note note = new Note(Long.toString(lastNote.incrementAndGet()), requestId, description, time.now());
        notes.computeIfAbsent(requestId, id -> new CopyOnWriteArrayList<>()).add(note);
        return note;
    }

    /** The notes on a request, oldest first. */
    List<Note> notes(String requestId) {
        return List.copyOf(notes.getOrDefault(requestId, List.of()));
    }

    /** One note on a request. */
    Optional<Note> note(String requestId, String noteId) {
        return notes(requestId).stream()
                .filter(note -> note.id().equals(noteId))
                .findFirst();
    }
}
