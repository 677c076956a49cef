package io.prodgate.system.servicedesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.SystemTrouble.Kind;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A visit to ServiceDesk Plus: pages are read to their end, envelopes are looked into, and texts that a list leaves out are fetched. */
public final class ServiceDesk {
    private static final int ROWS = 100;

    /** More notes than anybody reads on one request. */
    private static final int MOST_PAGES = 50;

    private final ServiceDeskApi api;
    private final Visit visit;

    public ServiceDesk(Systems systems, Visit visit) {
        this.api = systems.client(ServiceDeskApi.class, visit);
        this.visit = visit;
    }

    /**
     * True if there is such a request, and we may see it.
     *
     * @throws SystemException if that is not known
     */
    public boolean has(String request) throws SystemException, InterruptedException {
        return visit.ask(
                        () -> {
                            RequestAnswer answer = api.request(request);
                            return there(answer.status())
                                    ? Optional.of(needed(answer.request(), "no 'request'"))
                                    : Optional.empty();
                        },
                        404)
                .flatMap(found -> found)
                .isPresent();
    }

    /**
     * The ids of all notes on a request, oldest first as ServiceDesk lists them.
     *
     * @return empty if there is no such request
     */
    public Optional<List<String>> noteIds(String request) throws SystemException, InterruptedException {
        return listed(request).map(notes -> notes.stream().map(this::id).toList());
    }

    /**
     * The notes on a request.
     *
     * @param known ids of notes that are left out
     * @return empty if there is no such request
     */
    public Optional<List<Note>> notes(String request, Set<String> known) throws SystemException, InterruptedException {
        Optional<List<NoteJson>> listed = listed(request);
        if (listed.isEmpty()) {
            return Optional.empty();
        }
        List<Note> notes = new ArrayList<>();
        for (NoteJson head : listed.get()) {
            if (!known.contains(id(head))) {
                Optional<NoteJson> whole =
                        head.description().isPresent() ? Optional.of(head) : single(request, id(head));
                // One that is gone between the two questions was deleted.
                whole.ifPresent(note -> notes.add(note(request, note)));
            }
        }
        return Optional.of(List.copyOf(notes));
    }

    private Optional<List<NoteJson>> listed(String request) throws SystemException, InterruptedException {
        List<NoteJson> all = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            Optional<NotesAnswer> answer = page(request, page * ROWS + 1);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            List<NoteJson> notes = answer.get().notes().orElse(List.of());
            all.addAll(notes);
            boolean more = answer.get().page().flatMap(NotesAnswer.Page::more).orElse(false);
            if (!more) {
                return Optional.of(all);
            }
            if (notes.isEmpty()) {
                return visit.ask(() -> {
                    throw visit.refused(Kind.UNREADABLE, "it says that there are more notes, and lists none");
                });
            }
        }
        return visit.ask(() -> {
            throw visit.refused(
                    Kind.TOO_LARGE, "request " + request + " has more than " + MOST_PAGES * ROWS + " notes");
        });
    }

    private Optional<NotesAnswer> page(String request, int start) throws SystemException, InterruptedException {
        String input = "{\"list_info\":{\"row_count\":%d,\"start_index\":%d}}".formatted(ROWS, start);
        return visit.ask(
                        () -> {
                            NotesAnswer answer = api.notes(request, input);
                            if (!there(answer.status())) {
                                return Optional.<NotesAnswer>empty();
                            }
                            needed(answer.notes(), "no 'notes'").forEach(this::id);
                            return Optional.of(answer);
                        },
                        404)
                .flatMap(found -> found);
    }

    private Optional<NoteJson> single(String request, String note) throws SystemException, InterruptedException {
        return visit.ask(
                        () -> {
                            NoteAnswer answer = api.note(request, note);
                            return there(answer.status())
                                    ? Optional.of(needed(answer.note(), "neither 'note' nor 'request_note'"))
                                    : Optional.<NoteJson>empty();
                        },
                        404)
                .flatMap(found -> found);
    }

    /** False if the envelope says that it is not there; throws if it says anything else than success. */
    private boolean there(Optional<JsonNode> status) {
        Envelope envelope = Envelope.of(status);
        if (envelope.notThere()) {
            return false;
        }
        if (!envelope.succeeded()) {
            Kind kind = envelope.missing()
                    ? Kind.UNREADABLE
                    : envelope.notAllowed() ? Kind.CREDENTIAL_REFUSED : Kind.QUESTION_REFUSED;
            throw visit.refused(kind, envelope.message());
        }
        return true;
    }

    private <T> T needed(Optional<T> part, String missing) {
        return part.orElseThrow(() -> visit.refused(Kind.UNREADABLE, "the answer says success, and has " + missing));
    }

    private String id(NoteJson note) {
        return needed(note.id(), "a note without 'id'");
    }

    private static Note note(String request, NoteJson note) {
        return new Note(
                note.id().orElseThrow(),
                note.request().flatMap(RequestAnswer.Head::id).orElse(request),
                note.addedBy().flatMap(NoteJson.User::name),
                note.addedBy().flatMap(NoteJson.User::email),
                note.addedTime().flatMap(NoteJson.Moment::value).flatMap(ServiceDesk::moment),
                PlainText.of(note.description().orElse("")));
    }

    private static Optional<Instant> moment(String milliseconds) {
        try {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(milliseconds)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
