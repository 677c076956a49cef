package io.prodgate.check.journey;

import java.util.Optional;

/** Looks for the state of one item in one attempt. Used by one thread. */
interface Looking {
    /**
     * Looks before the item is sent: a state that is there already would prove nothing.
     *
     * @return how the item ended, if it must not be sent
     */
    Optional<ItemEnd> before() throws InterruptedException;

    /** Looks once for an item that was sent. */
    Seen look(Sent sent) throws InterruptedException;

    /** It stays unknown how the item goes on: puts into the trail why. */
    void unknown();

    /** True if it showed that the item is none of production's own. */
    boolean simulated();
}
