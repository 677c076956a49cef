package io.prodgate.run;

import io.prodgate.check.Ledger;
import io.prodgate.evidence.Write;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What one check wrote, kept in the journal. Safe for use by several threads. */
final class JournalLedger implements Ledger {
    private final Map<String, Write> latest;
    private final Consumer<Write> journal;

    /**
     * A ledger.
     *
     * @param before what was noted before the run was resumed, by key
     * @param journal takes what is noted, and returns when it is on the disk
     */
    JournalLedger(Map<String, Write> before, Consumer<Write> journal) {
        this.latest = new ConcurrentHashMap<>(before);
        this.journal = journal;
    }

    @Override
    public Optional<Write> find(String key) {
        return Optional.ofNullable(latest.get(key));
    }

    @Override
    public void note(Write write) {
        journal.accept(write);
        latest.put(write.key(), write);
    }
}
