package io.prodgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A pool of one database connection that is given to the next tenant with the context of the one before: a list then holds rows of both.
 * A ticket that is asked for by its number is not found that way, and right.
 */
final class LeakyPoolEdge implements Edge {
    private static final String LIST = "/api/v1/tickets";
    private static final String CREDENTIAL = "Authorization";

    /** Whose context the connection has. */
    private final AtomicReference<Optional<String>> left = new AtomicReference<>(Optional.empty());

    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        Answer own = behind.answer(call);
        if (!call.path().equals(LIST) || own.status() != 200) {
            return own;
        }
        Optional<String> before = left.getAndSet(call.header(CREDENTIAL));
        if (before.isEmpty() || before.equals(call.header(CREDENTIAL))) {
            return own;
        }
        return both(own, behind.answer(call.with(CREDENTIAL, before.get())));
    }

    private static Answer both(Answer own, Answer others) {
        if (tree(own) instanceof ObjectNode list && list.path("tickets") instanceof ArrayNode tickets) {
            tree(others).path("tickets").forEach(tickets::add);
            return Answer.json(200, list.put("total", tickets.size()));
        }
        return own;
    }

    private static JsonNode tree(Answer answer) {
        return Ticket.document(answer.body().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
