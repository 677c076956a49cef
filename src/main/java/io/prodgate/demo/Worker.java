package io.prodgate.demo;

import io.prodgate.check.Threads;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Takes jobs from the queue one by one, looks each ticket up in the knowledge base and writes a note on it; if its {@link Habit}
 * is what it should be.
 */
final class Worker implements AutoCloseable {
    /** How long it waits before it tries to write a note again. */
    private static final List<Duration> GAPS =
            List.of(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));

    /** How long it waits for its knowledge base: half a minute elsewhere, half a second here. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Assembly platform;
    private final Habit habit;
    private final Time time;
    private final Tracing tracing;
    private final Thread thread;

    private Worker(Assembly platform, Habit habit) {
        this.platform = platform;
        this.habit = habit;
        this.time = platform.time();
        this.tracing = platform.tracing();
        this.thread = Thread.ofVirtual().name("demo-worker").unstarted(this::work);
    }

    /** Starts the worker of a platform. */
    static Worker start(Assembly platform, Habit habit) {
        Worker worker = new Worker(platform, habit);
        worker.thread.start();
        return worker;
    }

    /** Ends the worker; the queue is left as it is. */
    @Override
    public void close() {
        thread.interrupt();
        Threads.join(thread);
    }

    private void work() {
        try {
            while (true) {
                Job job = platform.queue().take();
                // It may have waited for this one when it was held: then it has it in hand, and goes no further.
                platform.faults().awaitWorker();
                enhance(job);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enhance(Job job) throws InterruptedException {
        Ticket ticket = job.ticket();
        Instant begun = time.now();
        String waited = tracing.nextSpan();
        tracing.did(job.trace(), waited, Span.Kind.CONSUMER, "queue", "receive enhancement-jobs", job.accepted());
        if (ticket.category().equals(habit.loses())) {
            return;
        }
        String work = tracing.nextSpan();
        TraceContext atWork = job.trace().within(waited).within(work);
        pause(habit.pace());
        String text = noteOn(ticket, atWork);
        if (!reaches(job, atWork)) {
            if (habit.keepsDead()) {
                platform.metrics().dead(1);
                job.bury(time.now());
            }
            return;
        }
        ServiceDesk.Note note = write(ticket, text, atWork);
        if (ticket.category().equals(habit.doubles())) {
            write(ticket, text, atWork);
        }
        tracing.did(job.trace().within(waited), work, Span.Kind.INTERNAL, "worker", "enhance ticket", begun);
        Instant done = time.now();
        platform.metrics().enhanced(job, begun, done);
        job.end(new Job.Ending(note.id(), done));
    }

    /** Tries to reach the ServiceDesk, and again after longer and longer gaps. */
    private boolean reaches(Job job, TraceContext within) throws InterruptedException {
        for (int attempt = 0; attempt <= GAPS.size(); attempt++) {
            pause(attempt == 0 ? Duration.ZERO : GAPS.get(attempt - 1));
            job.tried(time.now());
            if (!habit.cutOff() && !platform.faults().serviceDeskGone()) {
                return true;
            }
            tracing.did(within, tracing.nextSpan(), Span.Kind.CLIENT, "servicedesk", "add note", time.now());
        }
        return false;
    }

    private void pause(Duration length) throws InterruptedException {
        if (length.isPositive()) {
            time.sleep(length);
        }
    }

    private ServiceDesk.Note write(Ticket ticket, String text, TraceContext within) {
        Instant begun = time.now();
        ServiceDesk.Note note = platform.serviceDesk().add(ticket, text);
        tracing.did(within, tracing.nextSpan(), Span.Kind.CLIENT, "servicedesk", "add note", begun);
        return note;
    }

    private String noteOn(Ticket ticket, TraceContext within) throws InterruptedException {
        Instant begun = time.now();
        Duration takes = habit.search().plus(platform.faults().search());
        boolean inVain = takes.compareTo(PATIENCE) > 0;
        pause(inVain ? PATIENCE : takes);
        String advice = platform.knowledge()
                .about(ticket.category())
                .filter(article -> !inVain)
                .map(article -> "Suggested: " + article.advice() + " (" + article.number() + ")")
                .orElse("Suggested: none of our articles fits; this note was written with partial context.");
        TraceContext told = inVain ? within.with("warning", "no answer in time: partial context") : within;
        tracing.did(told, tracing.nextSpan(), Span.Kind.SERVER, "knowledge-base", "search articles", begun);
        return "<p><b>Enhanced:</b> %s ticket of %s priority.</p><p>%s</p>"
                .formatted(ticket.category(), ticket.priority(), advice);
    }
}
