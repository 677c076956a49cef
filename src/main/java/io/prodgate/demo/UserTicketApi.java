package io.prodgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The tickets that users send from the app, and what was noted on them. They go to the ServiceDesk of one tenant, and the same
 * way through queue and worker as those that come from it.
 */
final class UserTicketApi {
    /** In characters; the form of the app takes no more. */
    private static final int TITLE_CAP = 120;

    private static final int TEXT_CAP = 4000;

    private final Users users;
    private final JobQueue queue;
    private final KnowledgeBase knowledge;
    private final ServiceDesk serviceDesk;
    private final Tracing tracing;
    private final AtomicLong lastNumber = new AtomicLong(30_000);
    private final Map<String, Sent> byNumber = new ConcurrentHashMap<>();

    /** A ticket and who sent it. */
    private record Sent(String userId, Ticket ticket) {}

    UserTicketApi(Users users, JobQueue queue, KnowledgeBase knowledge, ServiceDesk serviceDesk, Tracing tracing) {
        this.users = users;
        this.queue = queue;
        this.knowledge = knowledge;
        this.serviceDesk = serviceDesk;
        this.tracing = tracing;
    }

    List<Route> routes() {
        return List.of(
                Route.post(
                        "/api/v1/users/me/tickets",
                        users.only((call, user) ->
                                tracing.serve("app-api", call, (asked, serving) -> take(asked, user, serving)))),
                Route.get("/api/v1/users/me/tickets/{ticket}", users.only(this::one)));
    }

    private Answer take(Call call, Users.User user, Tracing.Serving serving) {
        Optional<JsonNode> document = Ticket.document(call.body());
        String title = document.map(tree -> tree.path("title").asText()).orElse("");
        String text = document.map(tree -> tree.path("text").asText()).orElse("");
        if (title.isBlank() || text.isBlank()) {
            return Answer.refusal(422, "A ticket needs a title and a text");
        }
        if (title.length() > TITLE_CAP || text.length() > TEXT_CAP) {
            return Answer.refusal(422, "A ticket is too long");
        }
        String number = Long.toString(lastNumber.incrementAndGet());
        String category = knowledge
                .mentionedIn(title + " " + text)
                .map(KnowledgeBase.Article::category)
                .orElse("other");
        Ticket ticket = new Ticket(Tenants.ACME.id(), number, category, "medium", title, text);
        byNumber.put(number, new Sent(user.id(), ticket));
        user.tickets().incrementAndGet();
        serving.tell(queue.add(ticket, serving.context()).trace());
        return Answer.json(201, json(ticket)).with("Location", call.path() + "/" + number);
    }

    /** Somebody else's ticket is none: who asks does not learn that there is one. */
    private Answer one(Call call, Users.User user) {
        return Optional.ofNullable(byNumber.get(call.variable("ticket")))
                .filter(sent -> sent.userId().equals(user.id()))
                .map(sent -> Answer.json(200, json(sent.ticket())))
                .orElseGet(() -> Answer.refusal(404, "no such ticket"));
    }

    private ObjectNode json(Ticket ticket) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("ticket_id", ticket.ticketId())
                .put("title", ticket.subject())
                .put("text", ticket.description());
        List<ServiceDesk.Note> notes = serviceDesk.notes(ServiceDesk.Request.of(ticket));
        return notes.isEmpty()
                ? json.put("state", "open")
                : json.put("state", "enhanced").put("note", plain(notes.getFirst()));
    }

    /** Users read text, not the ServiceDesk's HTML. */
    private static String plain(ServiceDesk.Note note) {
        return note.description()
                .replace("</p>", "\n")
                .replaceAll("<[^>]*>", "")
                .strip();
    }
}
