package io.prodgate.cli.progress;

import io.prodgate.evidence.Time;
import java.time.Duration;

/** Does something again and again on a virtual thread of its own, until it is closed. */
final class Ticker implements AutoCloseable {
    private final Thread thread;

    private Ticker(Thread thread) {
        this.thread = thread;
    }

    /** Begins; the first time is after one pause. */
    static Ticker start(Time time, Duration pause, Runnable task) {
        return new Ticker(Thread.ofVirtual().name("progress").start(() -> {
            try {
                while (true) {
                    time.sleep(pause);
                    task.run();
                }
            } catch (InterruptedException e) {
                // close() ends the loop this way.
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** True once it does nothing any more; waits for what it is doing now. */
    boolean ended() throws InterruptedException {
        return thread.join(Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
