package io.prodgate.run;

import io.prodgate.journal.Event;
import java.time.Instant;

/** Told what happens in a run as it happens, for progress. Only listens: nothing it does matters to the verdict. Called by several threads. */
public interface RunListener {
    /** An event was written to the journal. */
    void happened(Instant at, Event event);

    /** A check waits before it goes on: for its next attempt, or for a check it needs. */
    void waiting(String check, String reason, Instant until);

    /** What a check is doing now, in a few words: {@code emulator-5554: tapOn "Send"}; {@code waits …} if it stands in line. */
    default void working(String check, String what) {}
}
