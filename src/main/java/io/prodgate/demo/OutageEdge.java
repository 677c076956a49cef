package io.prodgate.demo;

import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer that has nobody behind it yet: 503 to everybody, for a while from the first call on. From the first
 * call and not from the start, so that the outage is seen however slowly the machine comes to calling.
 */
final class OutageEdge implements Edge {
    private static final String PAGE = """
            <html><head><title>503 Service Temporarily Unavailable</title></head>
            <body><center><h1>503 Service Temporarily Unavailable</h1></center><hr><center>nginx</center></body></html>
            """;

    private final Duration lasting;
    private final Time time;
    private final AtomicReference<@Nullable Instant> first = new AtomicReference<>();

    OutageEdge(Duration lasting, Time time) {
        this.lasting = lasting;
        this.time = time;
    }

    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        Instant now = time.now();
        Instant begun = first.updateAndGet(earlier -> earlier == null ? now : earlier);
        return now.isBefore(begun.plus(lasting)) ? Answer.html(503, PAGE).with("Server", "nginx") : behind.answer(call);
    }
}
