package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.util.concurrent.atomic.AtomicBoolean;

/** A replica that lags behind: the first call for the list of tickets gets an empty one, all later ones the truth. */
final class StaleReadEdge implements Edge {
    private final AtomicBoolean caughtUp = new AtomicBoolean();

    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        Answer answer = behind.answer(call);
        boolean list = call.path().equals("/api/v1/tickets") && answer.status() == 200;
        return list && !caughtUp.getAndSet(true) ? empty() : answer;
    }

    private static Answer empty() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.putArray("tickets");
        return Answer.json(200, json.put("total", 0));
    }
}
