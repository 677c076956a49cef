package io.prodgate.run;

import io.prodgate.journal.Event;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Takes down what happens: in the journal, which decides, and then to the listener, who may fail. Safe for use by several threads. */
final class Chronicle {
    private final Journal journal;
    private final RunListener listener;
    private final AtomicBoolean listenerFails = new AtomicBoolean();

    Chronicle(Journal journal, RunListener listener) {
        this.journal = journal;
        this.listener = listener;
    }

    /**
     * Takes down an event.
     *
     * @throws JournalException if the journal could not be written
     */
    void record(Event event) {
        Instant at = journal.append(event);
        tell(who -> who.happened(at, event));
    }

    /** Tells the listener, until it fails for the first time: a broken terminal must not end a run. */
    void tell(Consumer<RunListener> news) {
        if (listenerFails.get()) {
            return;
        }
        try {
            news.accept(listener);
        } catch (RuntimeException e) {
            listenerFails.set(true);
        }
    }
}
