package io.prodgate.journal;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What the gate of a run hangs on besides the outcomes of its checks.
 *
 * @param approvalLasts for how long after the run's end an approval counts
 * @param rollBack how people take the infrastructure back, in the plan's words
 * @param terraform the state of the infrastructure when the run began, where it could be read
 * @param job where the job of the CI can be seen that ran it
 */
public record GateTerms(
        Duration approvalLasts, Optional<String> rollBack, Optional<State> terraform, Optional<URI> job) {
    /** Where a plan says nothing. */
    public static final GateTerms USUAL =
            new GateTerms(Duration.ofHours(4), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A state of terraform.
     *
     * @param lineage which infrastructure: an id that terraform gives to a state when it is made
     * @param serial which version of it: raised with every change
     * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format">terraform's formats</a>
     */
    public record State(String lineage, long serial) {
        /** {@code serial 17 of 8a4c…}. */
        public String told() {
            return "serial " + serial + " of " + lineage;
        }
    }
}
