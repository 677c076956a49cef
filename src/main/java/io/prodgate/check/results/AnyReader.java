package io.prodgate.check.results;

import io.prodgate.evidence.Redactor;
import java.util.Optional;

/** Takes TAP if the output is certainly that, else a summary if there is one. */
public final class AnyReader implements OutputReader {
    private final TapReader tap;
    private final CountsReader counts;

    /**
     * A reader.
     *
     * @param redactor masks what is kept of failed tests
     */
    public AnyReader(Redactor redactor) {
        tap = new TapReader(redactor);
        counts = new CountsReader(redactor);
    }

    @Override
    public void line(String line) {
        tap.line(line);
        counts.line(line);
    }

    @Override
    public Optional<Results> end() {
        return tap.certain() ? tap.end() : counts.end();
    }
}
