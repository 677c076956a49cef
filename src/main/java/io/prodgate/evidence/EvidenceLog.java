package io.prodgate.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one attempt has seen so far, redacted as it comes in. Safe for use by several threads. */
public final class EvidenceLog {
    private final Redactor redactor;
    private final Consumer<Evidence> observer;
    private final List<Evidence> facts = new ArrayList<>();

    /** A log that nobody watches. */
    public EvidenceLog(Redactor redactor) {
        this(redactor, fact -> {});
    }

    /** A log whose facts are also told to an observer as they come in, redacted. */
    public EvidenceLog(Redactor redactor, Consumer<Evidence> observer) {
        this.redactor = redactor;
        this.observer = observer;
    }

    /** Adds a fact, redacted. */
    public void add(Evidence fact) {
        Evidence clean = redactor.redact(fact);
        synchronized (this) {
            facts.add(clean);
        }
        observer.accept(clean);
    }

    /** Makes a value known that turned out to be secret, and masks it in the facts that came in before. */
    public void learn(String secret) {
        redactor.learn(secret);
        synchronized (this) {
            facts.replaceAll(redactor::redact);
        }
    }

    /** All facts so far, in the order they came in. */
    public synchronized List<Evidence> facts() {
        return List.copyOf(facts);
    }

    /** The redactor in use. */
    public Redactor redactor() {
        return redactor;
    }
}
