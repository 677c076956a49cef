package io.prodgate.cli;

import io.prodgate.journal.Fold;
import io.prodgate.journal.JournalException;
import io.prodgate.journal.JournalReader;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** Reads what the journal of a run tells, for commands that look back at it. */
final class ReadRun {
    private ReadRun() {}

    /**
     * The run that a user names. Of a damaged journal what holds is read, with a warning.
     *
     * @param not what is not done with the rest of a damaged one: {@code told}
     * @throws CommandException if there is no such run, or its journal cannot be read
     */
    static RunResult of(String named, String not, CommandSpec spec) throws CommandException {
        return read(named, not, spec).run();
    }

    /**
     * What could be read of a run.
     *
     * @param damaged whether it is not all
     */
    record Read(RunResult run, boolean damaged) {}

    /** As {@link #of}, for who has to know whether it is all. */
    static Read read(String named, String not, CommandSpec spec) throws CommandException {
        try {
            JournalReader journal = JournalReader.read(RunReference.folder(named));
            journal.damage()
                    .ifPresent(damage -> spec.commandLine()
                            .getErr()
                            .println("warning: the journal holds up to " + DisplayText.line(damage)
                                    + "; what follows there is not " + not));
            return new Read(Fold.of(journal.entries()), journal.damage().isPresent());
        } catch (JournalException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A run as its journal tells it, judged.
     *
     * @throws JournalException if its journal cannot be read
     */
    static Judged judged(Path folder) {
        return Judge.judge(Fold.of(JournalReader.read(folder).entries()));
    }

    /**
     * What a run was about.
     *
     * @throws JournalException if its journal cannot be read
     */
    static RunHead head(Path folder) {
        return Fold.of(JournalReader.read(folder).entries()).head();
    }
}
