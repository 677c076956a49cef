package io.prodgate.notify;

import io.prodgate.system.SystemException;
import java.net.URI;

/** Somebody or something that is told. */
public interface Recipient {
    /** Its name in the plan. */
    String name();

    /** Where it is reached: any URL of its host. */
    URI url();

    /** How much it is told. */
    Audience audience();

    /** Whether it wants to hear of this. */
    boolean wants(Message message);

    /**
     * Tells it. Telling it twice does no harm.
     *
     * @return what it said, in a few words
     * @throws SystemException if it was not taken
     */
    String tell(Message message, Line line) throws SystemException, InterruptedException;
}
