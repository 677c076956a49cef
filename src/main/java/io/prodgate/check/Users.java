package io.prodgate.check;

/** The checks that run while a condition is in place that another check makes, such as a fault. */
public interface Users {
    /** Nobody. */
    Users NONE = new Users() {
        @Override
        public boolean run() {
            return false;
        }

        @Override
        public void stop(String reason) {}
    };

    /**
     * Tells that the condition is in place, and waits until all that run under it have ended.
     *
     * @return false if there was none, so that the condition was made for nothing
     */
    boolean run() throws InterruptedException;

    /** Breaks off those that are still running, from any thread. */
    void stop(String reason);
}
