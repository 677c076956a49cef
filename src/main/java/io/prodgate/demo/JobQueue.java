package io.prodgate.demo;

import io.prodgate.evidence.Time;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/** The jobs that wait for the worker, and all there ever were. Safe for use by several threads. */
final class JobQueue {
    private final Identifiers identifiers;
    private final Time time;
    private final BlockingQueue<Job> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Job> all = new ConcurrentHashMap<>();

    JobQueue(Identifiers identifiers, Time time) {
        this.identifiers = identifiers;
        this.time = time;
    }

    /** Puts a ticket at the end of the queue. */
    Job add(Ticket ticket) {
        Job job = new Job(identifiers.next("job-"), ticket, time.now());
        all.put(job.id(), job);
        waiting.add(job);
        return job;
    }

    /** Takes the first job, waiting for one if there is none. */
    Job take() throws InterruptedException {
        return waiting.take();
    }

    /** A job by its id, ended or not. */
    Optional<Job> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    /** How often each ticket was taken, by its number. */
    SortedMap<String, Long> accepted() {
        return all.values().stream()
                .collect(Collectors.groupingBy(job -> job.ticket().ticketId(), TreeMap::new, Collectors.counting()));
    }

    /** How many jobs wait. */
    int depth() {
        return waiting.size();
    }
}
