package io.prodgate.device.android;

/** Does what has to be done also for a thread that was interrupted, such as undoing: on a thread of its own. */
final class Undisturbed {
    private Undisturbed() {}

    /** Something that may be interrupted, and is not. */
    @FunctionalInterface
    interface Work {
        /** Does it. */
        void run() throws InterruptedException;
    }

    /** Does it to its end; an interrupt that comes meanwhile stays set. */
    static void run(String name, Work work) {
        Thread thread = Thread.ofVirtual().name(name).start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // Nobody knows this thread.
            }
        });
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
}
