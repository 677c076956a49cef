package io.prodgate.demo;

import io.prodgate.evidence.Time;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The notes on the tenants' requests, each tenant's for itself. Safe for use by several threads. */
final class ServiceDesk {
    private final Time time;
    private final AtomicLong lastNote = new AtomicLong(300_000);
    private final Map<Request, List<Note>> notes = new ConcurrentHashMap<>();

    /**
     * A tenant's request.
     *
     * @param tenantId whose it is
     * @param id its number, as text
     */
    record Request(String tenantId, String id) {
        static Request of(Ticket ticket) {
            return new Request(ticket.tenantId(), ticket.ticketId());
        }
    }

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

    /** Writes a note on a ticket's request. */
    Note add(Ticket ticket, String description) {
        Note note = new Note(Long.toString(lastNote.incrementAndGet()), ticket.ticketId(), description, time.now());
        notes.computeIfAbsent(Request.of(ticket), first -> new CopyOnWriteArrayList<>())
                .add(note);
        return note;
    }

    /** The notes on a request, oldest first. */
    List<Note> notes(Request request) {
        return List.copyOf(notes.getOrDefault(request, List.of()));
    }

    /** One note on a request. */
    Optional<Note> note(Request request, String noteId) {
        return notes(request).stream().filter(note -> note.id().equals(noteId)).findFirst();
    }
}
