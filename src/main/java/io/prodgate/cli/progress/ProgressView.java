package io.prodgate.cli.progress;

import io.prodgate.journal.Entry;
import io.prodgate.run.RunListener;
import java.util.List;

/** Shows a run while it goes on. Safe for use by several threads; never throws because the output is gone. */
public interface ProgressView extends RunListener, AutoCloseable {
    /** The run is a resumed one: what its journal held before, told once before anything else. */
    void resumes(List<Entry> before);

    /** A signal asked the run to stop: says that it will take a moment, and how to end it at once. */
    void stopping(String signal);

    /** Ends the view and leaves the terminal as it was; may be called more than once, and from any thread. */
    @Override
    void close();
}
