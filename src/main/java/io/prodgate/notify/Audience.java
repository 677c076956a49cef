package io.prodgate.notify;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** For whom a message is: how much it tells. */
public enum Audience {
    /** Who mends it: everything, with rules and what to do. */
    OPERATIONS,
    /** Who answers for the product: what users notice, without internals. */
    PRODUCT,
    /** Who uses it: the verdict and the counts, and nothing of how it is built. */
    CLIENT;

    /** The one of this name, as plans write it. */
    public static Optional<Audience> of(String name) {
        return Stream.of(values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
