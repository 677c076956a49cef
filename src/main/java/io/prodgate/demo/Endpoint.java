package io.prodgate.demo;

/** Something that answers calls. Used by many threads at the same time. */
@FunctionalInterface
interface Endpoint {
    /**
     * Answers a call; may wait for something to happen first.
     *
     * @throws InterruptedException when the platform closes while it waits
     */
    Answer answer(Call call) throws InterruptedException;
}
