package io.prodgate.check;

import java.util.Set;

/**
 * How much a check makes production do, if its first attempt is met; known before anything is sent.
 *
 * @param jobs how many requests it sends that write, each of which may make a job
 * @param tenants whose, as far as that is known
 */
public record Touch(int jobs, Set<String> tenants) {
    public Touch {
        tenants = Set.copyOf(tenants);
    }
}
