package io.prodgate.run;

/**
 * How a run goes about its checks.
 *
 * @param parallel how many checks run at the same time
 * @param disrupts whether checks that disturb production on purpose may be run
 * @param waits whether it waits, as far as its budget reaches, for what cannot be judged yet; else it pauses at its end, to be resumed
 */
public record Conduct(int parallel, boolean disrupts, boolean waits) {}
