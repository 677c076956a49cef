package io.prodgate.cli.progress;

import io.prodgate.run.RunListener;

/** Shows a run while it goes on. Safe for use by several threads; never throws because the output is gone. */
public interface ProgressView extends RunListener, AutoCloseable {
    /** A signal asked the run to stop: says that it will take a moment, and how to end it at once. */
    void stopping(String signal);

    /** Ends the view and leaves the terminal as it was; may be called more than once, and from any thread. */
    @Override
    void close();
}
