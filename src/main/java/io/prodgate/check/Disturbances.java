package io.prodgate.check;

import io.prodgate.evidence.Disturbance;
import java.time.Instant;
import java.util.List;

/** Knows when drills and faults of ours disturbed production, in this run and in earlier ones. */
public interface Disturbances {
    /** Nothing was ever disturbed, and nothing is noted. */
    Disturbances NONE = new Disturbances() {
        @Override
        public List<Disturbance> within(Instant first, Instant last) {
            return List.of();
        }

        @Override
        public void begin(Disturbance disturbance) {}

        @Override
        public void end(String run, String check, Instant at) {}
    };

    /** Those that disturbed anything between two instants, both included, in the order in which they began. */
    List<Disturbance> within(Instant first, Instant last);

    /**
     * Notes that a check begins to disturb production; it is kept, whatever happens, when this returns.
     *
     * @param disturbance with the latest time at which it will be over
     * @throws java.io.UncheckedIOException if it cannot be noted: then nothing is to be disturbed
     */
    void begin(Disturbance disturbance);

    /** Notes that a check's last disturbance is over. */
    void end(String run, String check, Instant at);
}
