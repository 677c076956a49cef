package io.prodgate.demo;

import java.util.List;

/**
 * What stands between the outside and the platform: a load balancer, a limiter, a bot wall, or a fault. It answers
 * itself, or lets the call pass and may change the answer. How a scenario misbehaves is one of these each.
 */
@FunctionalInterface
interface Edge {
    /** Answers a call, with or without asking what is behind. */
    Answer pass(Call call, Endpoint behind) throws InterruptedException;

    /** An endpoint behind these edges, the first of them outermost. */
    static Endpoint before(List<Edge> edges, Endpoint endpoint) {
        Endpoint outermost = endpoint;
        for (Edge edge : edges.reversed()) {
            Endpoint behind = outermost;
            outermost = call -> edge.pass(call, behind);
        }
        return outermost;
    }
}
