package io.prodgate.evidence;

import java.util.ArrayList;
import java.util.List;

/** What one attempt has seen so far, redacted as it comes in. Safe for use by several threads. */
public final class EvidenceLog {
    private final Redactor redactor;
    private final List<Evidence> facts = new ArrayList<>();

    public EvidenceLog(Redactor redactor) {
        this.redactor = redactor;
    }

    /** Adds a fact, redacted. */
    public synchronized void add(Evidence fact) {
        facts.add(redactor.redact(fact));
    }

    /** All facts so far, in the order they came in. */
    public synchronized List<Evidence> facts() {
        return List.copyOf(facts);
    }

    /** The redactor in use, to make values known that turn out to be secret on the way. */
    public Redactor redactor() {
        return redactor;
    }
}
