package io.prodgate.check.journey;

import static io.prodgate.check.journey.FakeProduction.json;

import io.prodgate.check.journey.FakeProduction.Said;
import io.prodgate.traffic.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Requests with notes that come so long after the webhook of their ticket, told as ServiceDesk Plus v3 tells them, with a clock that may be
 * wrong.
 */
final class FakeServiceDesk {
    private static final String SUCCESS = "'response_status': {'status_code': 2000, 'status': 'success'}";

    private final Trial trial;
    private final Map<String, List<Note>> requests = new TreeMap<>();
    private Duration clockAhead = Duration.ZERO;

    private final Map<String, Instant> sent = new TreeMap<>();
    private Said taken = json(202, "{}");

    private record Note(String request, String id, String author, String text, Duration after) {}

    FakeServiceDesk(Trial trial, String... ids) {
        this.trial = trial;
        for (String id : ids) {
            requests.put(id, new ArrayList<>());
        }
        trial.production.on("GET", "/api/v3/requests/", this::answer).on("POST", "/webhook", request -> {
            String body = new String(request.body().orElseThrow(), StandardCharsets.UTF_8);
            sent.put(body.replaceAll("\\D", ""), trial.time.now());
            return taken;
        });
    }

    /** What the platform answers to its webhook; the note comes all the same. */
    FakeServiceDesk webhookGets(Said said) {
        taken = said;
        return this;
    }

    FakeServiceDesk clockAheadBy(Duration ahead) {
        clockAhead = ahead;
        return this;
    }

    /** A note that is there so long after the sending; before it if that is negative. */
    FakeServiceDesk note(String request, String id, String author, String text, Duration after) {
        List<Note> notes = requests.get(request);
        if (notes == null) {
            throw new IllegalArgumentException(request);
        }
        notes.add(new Note(request, id, author, text, after));
        return this;
    }

    Said answer(Request request) {
        String[] parts =
                request.url().getPath().replaceFirst(".*/api/v3/requests/", "").split("/");
        List<Note> notes = requests.get(parts[0]);
        if (notes == null) {
            return json(404, "{'response_status': {'status_code': 4000, 'status': 'failed'}}");
        }
        List<Note> there = notes.stream()
                .filter(note -> !from(note).isAfter(trial.time.now()))
                .toList();
        if (parts.length == 2) {
            String heads = there.stream().map(note -> "{" + head(note) + "}").collect(Collectors.joining(","));
            return json(200, "{" + SUCCESS + ", 'list_info': {'has_more_rows': false}, 'notes': [" + heads + "]}");
        }
        return there.stream()
                .filter(note -> note.id().equals(parts[2]))
                .findFirst()
                .map(note -> json(
                        200,
                        "{" + SUCCESS + ", 'note': {" + head(note) + ", 'description': '<div>" + note.text()
                                + "</div>', 'request': {'id': '" + parts[0] + "'}}}"))
                .orElse(json(404, "{}"));
    }

    private Instant from(Note note) {
        Instant start = note.after().isNegative() ? Instant.parse("2026-01-02T12:00:00Z") : Instant.MAX;
        Instant base = sent.getOrDefault(note.request(), start);
        return base.equals(Instant.MAX) ? base : base.plus(note.after());
    }

    private String head(Note note) {
        long added = from(note).plus(clockAhead).toEpochMilli();
        return "'id': '%s', 'added_by': {'name': '%s'}, 'added_time': {'value': '%d'}"
                .formatted(note.id(), note.author(), added);
    }
}
