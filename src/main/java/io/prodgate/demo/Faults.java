package io.prodgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What is broken at the moment, on purpose: an operator's switches, at another host than the platform. Safe for use by several threads. */
final class Faults {
    /** The knowledge base answers after {@link #SLOW}. */
    static final String KNOWLEDGE_BASE = "knowledge-base";

    /** The worker takes no job off the queue. */
    static final String WORKER = "worker";

    /** The worker cannot write notes. */
    static final String SERVICE_DESK = "servicedesk";

    private static final Set<String> KNOWN = Set.of(KNOWLEDGE_BASE, WORKER, SERVICE_DESK);
    /** Six times as long as the worker waits for it. */
    static final Duration SLOW = Duration.ofSeconds(3);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Time time;

    Faults(Time time) {
        this.time = time;
    }

    List<Route> routes() {
        String path = "/faults/{fault}";
        return List.of(
                new Route(
                        "PUT",
                        path,
                        call -> only(call, () -> {
                            broken.add(call.variable("fault"));
                            return Answer.json(200, state(call));
                        })),
                Route.get(
                        path,
                        call -> only(
                                call,
                                () -> broken.contains(call.variable("fault"))
                                        ? Answer.json(200, state(call))
                                        : Answer.refusal(404, "not broken"))),
                new Route(
                        "DELETE",
                        path,
                        call -> only(call, () -> {
                            broken.remove(call.variable("fault"));
                            return Answer.json(200, state(call));
                        })));
    }

    private static Answer only(Call call, Supplier<Answer> answer) {
        return KNOWN.contains(call.variable("fault")) ? answer.get() : Answer.refusal(404, "there is no such part");
    }

    private JsonNode state(Call call) {
        return Json.mapper()
                .createObjectNode()
                .put("part", call.variable("fault"))
                .put("broken", broken.contains(call.variable("fault")));
    }

    /** Whether no note can be written. */
    boolean serviceDeskGone() {
        return broken.contains(SERVICE_DESK);
    }

    /** Waits as long as the worker is held. */
    void awaitWorker() throws InterruptedException {
        while (broken.contains(WORKER)) {
            time.sleep(LOOK);
        }
    }

    /** How long the knowledge base takes to find an article, beyond what it usually does. */
    Duration search() {
        return broken.contains(KNOWLEDGE_BASE) ? SLOW : Duration.ZERO;
    }
}
