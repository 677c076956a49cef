package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where people are told of alerts: the latest notifications of each receiver. Safe for use by several threads. */
final class Inbox {
    private static final int KEPT = 100;

    private final Map<String, Deque<ObjectNode>> taken = new HashMap<>();

    /**
     * Takes a notification.
     *
     * @return a status of HTTP
     */
    synchronized int take(String receiver, ObjectNode notification) {
        Deque<ObjectNode> own = taken.computeIfAbsent(receiver, first -> new ArrayDeque<>());
        own.addLast(notification);
        if (own.size() > KEPT) {
            own.removeFirst();
        }
        return 200;
    }

    /**
     * Where they can be read, the oldest first.
     *
     * @param beforehand brings what is due
     */
    List<Route> routes(Runnable beforehand) {
        return List.of(Route.get("/receivers/{receiver}", call -> {
            beforehand.run();
            ArrayNode json = Json.mapper().createArrayNode();
            json.addAll(of(call.variable("receiver")));
            return Answer.json(200, json);
        }));
    }

    private synchronized List<ObjectNode> of(String receiver) {
        return new ArrayList<>(taken.getOrDefault(receiver, new ArrayDeque<>()));
    }
}
