package io.prodgate.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an alert was watched: how long it may take by the settings of those that make and send it, and what was seen of it when.
 *
 * @param alert its name
 * @param since when its cause was made or was gone, as far as that is known; absent if it was not watched
 * @param within how long it may take
 * @param shares what its way takes by the settings, in order
 * @param steps what was seen of it, in order
 */
public record AlertWatch(String alert, Optional<Instant> since, Duration within, List<Share> shares, List<Step> steps)
        implements Evidence {
    public AlertWatch {
        shares = List.copyOf(shares);
        steps = List.copyOf(steps);
    }

    /**
     * What a part of the way takes.
     *
     * @param what {@code scrape interval}, {@code evaluation interval}, {@code for}, {@code group wait}
     * @param least as long as it takes at least
     * @param most as long as it may take; another one where it is not known which setting counts
     */
    public record Share(String what, Duration least, Duration most) {}

    /**
     * Something that was seen.
     *
     * @param what {@code pending}, {@code firing}, {@code routed}, {@code delivered}, {@code resolved}…
     * @param at when; by the clock of who told it, or when it was seen first
     * @param detail in a few words; may be empty
     */
    public record Step(String what, Instant at, String detail) {}
}
