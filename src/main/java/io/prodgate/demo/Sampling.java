package io.prodgate.demo;

/** Which traces are kept. */
enum Sampling {
    /** All. */
    ALL,
    /** Every second one, decided at the first span whatever the caller wants. */
    HALF,
    /** None: the exporter has lost its way. */
    NONE;

    /**
     * Whether a trace is kept.
     *
     * @param number how many traces began before it
     */
    boolean keeps(long number) {
        return switch (this) {
            case ALL -> true;
            case HALF -> number % 2 == 0;
            case NONE -> false;
        };
    }
}
