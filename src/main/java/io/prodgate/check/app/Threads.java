package io.prodgate.check.app;

import java.util.List;

/** Waiting for threads. */
final class Threads {
    private Threads() {}

    /** Waits for all of them whatever happens to this one. */
    static void join(List<Thread> threads) {
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
