package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * What reached the platform, counted outside of everything else: calls by how they were answered, and what became of each
 * ticket. {@code GET /demo/received} tells it, is not counted itself and not limited; so somebody else can prove that
 * nothing was sent twice.
 */
final class Received implements Edge {
    static final String PATH = "/demo/received";

    /** Calls to further paths are counted together: a client that makes paths up must not fill the memory. */
    private static final int PATHS_KEPT = 2000;

    private static final String OTHERS = "…";

    private final JobQueue queue;
    private final ServiceDesk serviceDesk;
    private final Map<Key, LongAdder> calls = new ConcurrentSkipListMap<>(
            Comparator.comparing(Key::path).thenComparing(Key::method).thenComparing(Key::status));

    Received(JobQueue queue, ServiceDesk serviceDesk) {
        this.queue = queue;
        this.serviceDesk = serviceDesk;
    }

    private record Key(String method, String path, int status) {}

    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        if (call.path().equals(PATH) && call.method().equals("GET")) {
            return Answer.json(200, json());
        }
        Answer answer = behind.answer(call);
        Key key = new Key(call.method(), call.path(), answer.status());
        boolean kept = calls.containsKey(key) || calls.size() < PATHS_KEPT;
        calls.computeIfAbsent(kept ? key : new Key(call.method(), OTHERS, answer.status()), first -> new LongAdder())
                .increment();
        return answer;
    }

    /** How often each ticket was taken, in the order in which they first were. */
    private Map<ServiceDesk.Request, Long> accepted() {
        return queue.all().stream()
                .map(job -> ServiceDesk.Request.of(job.ticket()))
                .collect(Collectors.groupingBy(request -> request, LinkedHashMap::new, Collectors.counting()));
    }

    private ObjectNode json() {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode answered = json.putArray("calls");
        calls.forEach((key, count) -> answered.addObject()
                .put("method", key.method())
                .put("path", key.path())
                .put("status", key.status())
                .put("count", count.sum()));
        ArrayNode tickets = json.putArray("tickets");
        accepted()
                .forEach((request, times) -> tickets.addObject()
                        .put("tenant_id", request.tenantId())
                        .put("ticket_id", request.id())
                        .put("accepted", times)
                        .put("notes", serviceDesk.notes(request).size()));
        return json;
    }
}
