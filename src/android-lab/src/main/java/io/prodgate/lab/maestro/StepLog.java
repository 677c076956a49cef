package io.prodgate.lab.maestro;

import java.util.function.Consumer;
import maestro.orchestra.MaestroCommand;
import maestro.orchestra.debug.CommandOutcome;
import maestro.orchestra.debug.OrchestraListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of every step: in the log, under the name that Maestro's command line has there, and to who wants to know. */
final class StepLog implements OrchestraListener {
    private static final Logger LOG = LoggerFactory.getLogger("maestro.cli.runner.CliConsoleListener");

    private final Consumer<String> started;
    private final Consumer<String> finished;

    /**
     * Listens.
     *
     * @param started is told what a step does
     * @param finished is told how it ended
     */
    StepLog(Consumer<String> started, Consumer<String> finished) {
        this.started = started;
        this.finished = finished;
    }

    @Override
    public void onCommandStart(MaestroCommand command, int sequenceNumber, int depth) {
        LOG.info("{} RUNNING", command.description());
        if (visible(command)) {
            started.accept(command.description());
        }
    }

    @Override
    public void onCommandFinished(MaestroCommand command, CommandOutcome outcome, long startedAt, long finishedAt) {
        LOG.info("{} {}", command.description(), outcome.toCommandStatus());
        if (visible(command)) {
            finished.accept(outcome.toCommandStatus().name());
        }
    }

    @Override
    public void onCommandReset(MaestroCommand command) {
        LOG.info("{} PENDING", command.description());
    }

    private static boolean visible(MaestroCommand command) {
        return command.asCommand() != null && command.asCommand().visible();
    }
}
