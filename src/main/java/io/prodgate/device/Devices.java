package io.prodgate.device;

import io.prodgate.evidence.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The devices of a run: those that are attached, and emulators that we start. Nothing is done before they are first asked for, and
 * closing stops what we started and nothing else. Safe for use by several threads.
 */
public interface Devices extends AutoCloseable {
    /** No devices at all, for runs that need none. */
    Devices NONE = new Devices() {
        @Override
        public List<Device> open(WantedDevices wanted, Instant deadline, Consumer<Evidence> seen)
                throws DeviceException {
            throw new DeviceException("there are no devices here", "this run", "run the plan with 'prodgate run'");
        }

        @Override
        public void close() {}
    };

    /**
     * Brings up devices, as many as wanted or fewer if some cannot be had: booted, unlocked, prepared for tests, each in the hands of
     * the caller alone until it gives it back by closing it.
     *
     * @param seen told what was found out about every device, also about those that were left out
     * @return one or more
     * @throws DeviceException if there is not a single one: what is missing and how to get it
     */
    List<Device> open(WantedDevices wanted, Instant deadline, Consumer<Evidence> seen)
            throws DeviceException, InterruptedException;

    /** Ends what was started at once, and undoes nothing else: for when this process is about to be ended. */
    default void kill() {}

    @Override
    void close();
}
