package io.prodgate.traffic;

/** One concern on a request's way out and its answer's way back. {@link HttpTraffic} stacks them. */
@FunctionalInterface
interface Channel {
    /**
     * Passes a call on, and what came of it back.
     *
     * @throws Repeat if the whole call is to be sent again
     */
    Reply send(Call call) throws InterruptedException, Repeat;
}
