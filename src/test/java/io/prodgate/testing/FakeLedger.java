package io.prodgate.testing;

import io.prodgate.check.Ledger;
import io.prodgate.evidence.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ledger in memory that remembers everything noted, in order. */
public final class FakeLedger implements Ledger {
    private final List<Write> noted = new ArrayList<>();

    @Override
    public synchronized Optional<Write> find(String key) {
        return noted.reversed().stream()
                .filter(write -> write.key().equals(key))
                .findFirst();
    }

    @Override
    public synchronized void note(Write write) {
        noted.add(write);
    }

    /** All that was noted so far. */
    public synchronized List<Write> noted() {
        return List.copyOf(noted);
    }
}
