package io.prodgate.demo;

/**
 * How the platform is watched.
 *
 * @param sampling which traces are kept
 */
record Watch(Sampling sampling) {
    /** Everything is seen. */
    static Watch sound() {
        return new Watch(Sampling.ALL);
    }

    /** Of traces there are only these. */
    Watch tracing(Sampling other) {
        return new Watch(other);
    }
}
