package io.prodgate.verdict;

/** What a check's outcome means for the gate, from worst to least. */
public enum Effect {
    /** A required check failed: production is at fault, the gate stays closed. */
    CLOSES,
    /** A required check could not be judged: nothing is known about what it should prove. */
    UNPROVEN,
    /** The gate may open, but somebody has to know: flaky, in quarantine, or optional and not passed. */
    CONDITION,
    /** Nothing speaks against opening the gate. */
    NONE
}
