package io.prodgate.demo;

import io.prodgate.evidence.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** The jobs that wait for the worker, and all there ever were. Safe for use by several threads. */
final class JobQueue {
    private final Identifiers identifiers;
    private final Metrics metrics;
    private final Time time;
    private final BlockingQueue<Job> waiting = new LinkedBlockingQueue<>();
    private final List<Job> inOrder = new ArrayList<>();
    private final Map<String, Job> byId = new ConcurrentHashMap<>();

    JobQueue(Identifiers identifiers, Metrics metrics, Time time) {
        this.identifiers = identifiers;
        this.metrics = metrics;
        this.time = time;
    }

    /**
     * Puts a ticket at the end of the queue.
     *
     * @param trace what it is part of; all further spans of it tell the ticket and the job
     */
    Job add(Ticket ticket, TraceContext trace) {
        String id = identifiers.next("job-");
        TraceContext ofJob = trace.with("ticket_id", ticket.ticketId())
                .with("tenant_id", ticket.tenantId())
                .with("job_id", id);
        Job job = new Job(id, ticket, time.now(), ofJob);
        synchronized (inOrder) {
            inOrder.add(job);
        }
        byId.put(job.id(), job);
        metrics.queued(1);
        waiting.add(job);
        return job;
    }

    /** Puts a dead letter at the end of the queue again. */
    void replay(Job job) {
        job.revive();
        metrics.dead(-1);
        metrics.queued(1);
        waiting.add(job);
    }

    /** Takes the first job, waiting for one if there is none. */
    Job take() throws InterruptedException {
        Job job = waiting.take();
        metrics.queued(-1);
        return job;
    }

    /** A job by its id, ended or not. */
    Optional<Job> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All jobs, ended or not, in the order in which they were taken. */
    List<Job> all() {
        synchronized (inOrder) {
            return List.copyOf(inOrder);
        }
    }

    /** How many jobs wait. */
    int depth() {
        return waiting.size();
    }
}
