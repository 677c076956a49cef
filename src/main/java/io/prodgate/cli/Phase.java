package io.prodgate.cli;

import java.util.Locale;

/** How much of a run is done at once: the values of {@code --phase}. */
public enum Phase {
    /** All of it: what cannot be judged yet is waited for, as far as the budget reaches. */
    ALL,
    /** Only what can be judged now: nothing is waited for, and the rest is left for {@code prodgate resume}. */
    COLLECT;

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
