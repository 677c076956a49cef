package io.prodgate.cli;

import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.journal.Event;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalException;
import io.prodgate.journal.PastRun;
import io.prodgate.journal.ResumedJournal;
import io.prodgate.report.history.PastRuns;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Remembers ended runs, and tells each of those before it. No verdict hangs on it, and a run that cannot be remembered still counts. */
record Memory(Optional<HistoryFile> file) {
    /** Nothing is remembered. */
    static final Memory NONE = new Memory(Optional.empty());

    /** The most earlier runs that a report shows. */
    static final int MOST_SHOWN = 30;

    /**
     * Takes down in the journal of an ended run what is known of those before it, and remembers it. A part of a divided run is not
     * remembered, and neither is a run that did not come to its end.
     *
     * @return why it could not be done, if it could not
     */
    Optional<String> keep(Path folder, Time time) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            Judged judged = ReadRun.judged(folder);
            if (!judged.run().finished() || judged.run().head().shard().isPresent()) {
                return Optional.empty();
            }
            List<PastRun> before = before(judged);
            if (!before.equals(judged.run().past())) {
                try (ResumedJournal earlier = ResumedJournal.take(folder);
                        Journal journal = earlier.goOn(new Redactor(List.of()), time)) {
                    journal.append(new Event.HistoryRead(before));
                }
            }
            file.get().add(PastRuns.of(judged));
            return Optional.empty();
        } catch (JournalException | CommandException | IOException e) {
            return Optional.of("the run is not remembered: " + e.getMessage());
        }
    }

    private List<PastRun> before(Judged judged) throws CommandException {
        List<PastRun> all = file.orElseThrow().read().stream()
                .filter(run -> run.production().equals(judged.run().head().production()))
                .filter(run -> !run.run().equals(judged.run().head().id()))
                .filter(run -> run.started().isBefore(judged.run().started()))
                .toList();
        return all.subList(Math.max(0, all.size() - MOST_SHOWN), all.size());
    }
}
