package io.prodgate.cli;

import picocli.CommandLine.Option;

/** The option that tells a run whether to wait for what cannot be judged yet. */
public final class PhaseOption {
    @Option(
            names = "--phase",
            paramLabel = "PHASE",
            description =
                    "all: wait for numbers whose time has not passed, as far as the budget reaches; collect: judge"
                            + " what can be judged now and leave the rest for prodgate resume (default:"
                            + " ${DEFAULT-VALUE}).")
    private Phase phase = Phase.ALL;

    /** Whether the run waits. */
    public boolean waits() {
        return phase == Phase.ALL;
    }
}
