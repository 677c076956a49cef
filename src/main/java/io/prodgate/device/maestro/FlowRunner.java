package io.prodgate.device.maestro;

import io.prodgate.evidence.FlowRun;
import java.util.List;

/** Runs flows on a device. */
public interface FlowRunner {
    /**
     * Runs flows and reads what came of them. Returns exactly one result for each flow of the order, in its order, whatever became
     * of the process; an interrupt ends the process and everything it started.
     *
     * @param progress told what happens meanwhile
     */
    List<FlowRun> run(FlowOrder order, FlowProgress progress) throws InterruptedException;

    /** What happens while flows run; called from another thread. */
    interface FlowProgress {
        /** A flow began, or a step of it. */
        void at(String flow, String step);
    }
}
