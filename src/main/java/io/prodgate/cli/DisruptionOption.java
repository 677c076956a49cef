package io.prodgate.cli;

import picocli.CommandLine.Option;

/** The option without which nothing disturbs production on purpose. */
public final class DisruptionOption {
    @Option(
            names = "--allow-disruption",
            description = "Also run checks that disturb production on purpose: faults, drills, and what the plan calls"
                    + " disruptive. Without it they are left out.")
    private boolean allowed;

    /** Whether production may be disturbed. */
    public boolean allowed() {
        return allowed;
    }
}
