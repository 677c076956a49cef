package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A ticket on its way from the webhook to its note. Safe for use by several threads. */
final class Job {
    private final String id;
    private final Ticket ticket;
    private final Instant accepted;
    private final TraceContext trace;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final List<Instant> tries = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Instant> dead = new CompletableFuture<>();

    /**
     * How a job ended.
     *
     * @param note the id of the note that was written
     * @param at when
     */
    record Ending(String note, Instant at) {}

    Job(String id, Ticket ticket, Instant accepted, TraceContext trace) {
        this.id = id;
        this.ticket = ticket;
        this.accepted = accepted;
        this.trace = trace;
    }

    String id() {
        return id;
    }

    Ticket ticket() {
        return ticket;
    }

    /** When the webhook took it. */
    Instant accepted() {
        return accepted;
    }

    /** The trace that it is part of. */
    TraceContext trace() {
        return trace;
    }

    /** Ends the job; only the first ending counts. */
    void end(Ending how) {
        ending.complete(how);
    }

    /** The worker tries to write the note. */
    void tried(Instant at) {
        tries.add(at);
    }

    /** The note could not be written: the job waits for a person. */
    void bury(Instant at) {
        dead.complete(at);
    }

    /** A person had it tried once more. */
    void revive() {
        tries.clear();
        dead = new CompletableFuture<>();
    }

    /** Whether it waits for a person. */
    boolean isDead() {
        return dead.isDone() && !ending.isDone();
    }

    /** Waits for the job to end, or for its note to be given up, but no longer than told. */
    void await(Duration longest) throws InterruptedException {
        try {
            CompletableFuture.anyOf(ending, dead).get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // The state tells that it is still going on.
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a job is never ended with an exception", e);
        }
    }

    /** {@code queued}, {@code dead-letter} or {@code done}, with what is known by now. */
    ObjectNode json() {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("job_id", id)
                .put("tenant_id", ticket.tenantId())
                .put("ticket_id", ticket.ticketId())
                .put("accepted_at", accepted.toString());
        Ending how = ending.getNow(null);
        json.put("tries", tries.size());
        ArrayNode gaps = json.putArray("gaps");
        for (int i = 1; i < tries.size(); i++) {
            gaps.add(Duration.between(tries.get(i - 1), tries.get(i)).toMillis() / 1000.0);
        }
        return how == null
                ? json.put("state", isDead() ? "dead-letter" : "queued")
                : json.put("state", "done")
                        .put("finished_at", how.at().toString())
                        .put("note_id", how.note());
    }
}
