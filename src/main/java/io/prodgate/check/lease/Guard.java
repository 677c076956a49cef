package io.prodgate.check.lease;

/** Watches over us, and undoes our leases when we are gone: a dead man's switch. */
@FunctionalInterface
public interface Guard {
    /** Nobody watches: what is left of us is undone by the next run, or by {@code prodgate recover}. */
    Guard NONE = () -> {};

    /**
     * Begins to watch, if it does not yet.
     *
     * @throws java.io.UncheckedIOException if it cannot
     */
    void watch();
}
