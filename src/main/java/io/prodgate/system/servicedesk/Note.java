package io.prodgate.system.servicedesk;

import java.time.Instant;
import java.util.Optional;

/**
 * A note on a request.
 *
 * @param id unique in ServiceDesk
 * @param request the id of the request that it is on
 * @param author the name of who wrote it; empty if it is not told
 * @param email the address of who wrote it; empty if it is not told
 * @param added when, by ServiceDesk's clock; empty if it is not told
 * @param text what it says, without markup
 */
public record Note(
        String id,
        String request,
        Optional<String> author,
        Optional<String> email,
        Optional<Instant> added,
        String text) {
    /** True if it was written by whom a plan names, by name or address; upper and lower case are the same. */
    public boolean by(String whom) {
        return author.filter(whom::equalsIgnoreCase).isPresent()
                || email.filter(whom::equalsIgnoreCase).isPresent();
    }
}
