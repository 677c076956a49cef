package io.prodgate.plan;

import java.nio.file.Path;

/** Reads a plan file. */
public final class PlanReader {
    private final PlanInputs inputs;

    public PlanReader(PlanInputs inputs) {
        this.inputs = inputs;
    }

    /**
     * Reads a plan.
     *
     * @throws PlanException if the file cannot be read at all: missing, too large, not YAML, not a mapping
     */
    public ReadPlan read(Path file) throws PlanException {
        throw new IllegalStateException("read " + file + inputs);
    }
}
