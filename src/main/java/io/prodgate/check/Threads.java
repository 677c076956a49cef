package io.prodgate.check;

import java.util.List;

/** Waiting for threads whose end must not be missed. */
public final class Threads {
    private Threads() {}

    /** Waits for a thread whatever happens to this one: an interruption is kept for later. */
    public static void join(Thread thread) {
        join(List.of(thread));
    }

    /** Waits for all of them whatever happens to this one: an interruption is kept for later. */
    public static void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
