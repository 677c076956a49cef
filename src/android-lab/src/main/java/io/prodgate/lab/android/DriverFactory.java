package io.prodgate.lab.android;

import java.io.IOException;

/** Starts Maestro's driver: the part of the lab that needs Maestro's libraries, and is loaded only then. */
@FunctionalInterface
public interface DriverFactory {
    /** A driver that runs. */
    interface Driver {
        /** The computer's port it listens at. */
        int port();

        /** Ends it at once. */
        void kill();
    }

    /**
     * Starts a driver.
     *
     * @param died is called when the driver ends by itself
     */
    Driver start(Android android, Runnable died) throws IOException;
}
