package io.prodgate.demo;

import io.prodgate.evidence.Time;
import java.time.Instant;

/**
 * Takes jobs from the queue one by one, looks each ticket up in the knowledge base and writes a note on it; if its {@link Habit}
 * is what it should be.
 */
final class Worker implements AutoCloseable {
    private final JobQueue queue;
    private final KnowledgeBase knowledge;
    private final ServiceDesk serviceDesk;
    private final Metrics metrics;
    private final Habit habit;
    private final Time time;
    private final Thread thread;

    private Worker(
            JobQueue queue, KnowledgeBase knowledge, ServiceDesk serviceDesk, Metrics metrics, Habit habit, Time time) {
        this.queue = queue;
        this.knowledge = knowledge;
        this.serviceDesk = serviceDesk;
        this.metrics = metrics;
        this.habit = habit;
        this.time = time;
        this.thread = Thread.ofVirtual().name("demo-worker").unstarted(this::work);
    }

    /** Starts a worker. */
    static Worker start(
            JobQueue queue, KnowledgeBase knowledge, ServiceDesk serviceDesk, Metrics metrics, Habit habit, Time time) {
        Worker worker = new Worker(queue, knowledge, serviceDesk, metrics, habit, time);
        worker.thread.start();
        return worker;
    }

    /** Ends the worker; the queue is left as it is. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (true) {
                enhance(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enhance(Job job) throws InterruptedException {
        Ticket ticket = job.ticket();
        if (ticket.category().equals(habit.loses())) {
            return;
        }
        Instant begun = time.now();
        if (habit.pace().isPositive()) {
            time.sleep(habit.pace());
        }
        ServiceDesk.Note note = serviceDesk.add(ticket, noteOn(ticket));
        if (ticket.category().equals(habit.doubles())) {
            serviceDesk.add(ticket, noteOn(ticket));
        }
        Instant done = time.now();
        metrics.enhanced(job, begun, done);
        job.end(new Job.Ending(note.id(), done));
    }

    private String noteOn(Ticket ticket) {
        String advice = knowledge
                .about(ticket.category())
                .map(article -> "Suggested: " + article.advice() + " (" + article.number() + ")")
                .orElse("Suggested: none of our articles fits; this note was written with partial context.");
        return "<p><b>Enhanced:</b> %s ticket of %s priority.</p><p>%s</p>"
                .formatted(ticket.category(), ticket.priority(), advice);
    }
}
