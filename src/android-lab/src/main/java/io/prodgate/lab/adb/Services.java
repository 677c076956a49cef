package io.prodgate.lab.adb;

import java.util.Optional;

/** What a device offers to adb. */
@FunctionalInterface
public interface Services {
    /** Serves one stream, on a thread of its own; the stream is closed when it returns. */
    @FunctionalInterface
    interface Service {
        /** Serves until done. An exception is the stream's end, and nobody else's. */
        void serve(Channel channel) throws Exception;
    }

    /**
     * Who serves a destination.
     *
     * @param destination as in OPEN, for example {@code shell:getprop} or {@code tcp:7001}
     * @return empty if nobody does: the stream is refused
     */
    Optional<Service> find(String destination);
}
