package io.prodgate.demo;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An application that fails at what it does for the first time: a ticket that nobody has read yet is answered with 500 once. */
final class FirstCallFailsEdge implements Edge {
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        boolean first = call.path().startsWith("/api/v1/tickets") && done.add(call.path());
        return first ? Answer.refusal(500, "Internal Server Error") : behind.answer(call);
    }
}
