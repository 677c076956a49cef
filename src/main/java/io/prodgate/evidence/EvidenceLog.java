package io.prodgate.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one attempt has seen so far, redacted as it comes in. Safe for use by several threads. */
public final class EvidenceLog {
    private final Redactor redactor;
    private final Consumer<Evidence> observer;
    private final ShortWaits shortWaits;
    private final List<Evidence> facts = new ArrayList<>();

    /** A log that nobody watches. */
    public EvidenceLog(Redactor redactor) {
        this(redactor, fact -> {});
    }

    /** A log whose facts are also told to an observer as they come in, redacted. */
    public EvidenceLog(Redactor redactor, Consumer<Evidence> observer) {
        this(redactor, observer, new ShortWaits());
    }

    private EvidenceLog(Redactor redactor, Consumer<Evidence> observer, ShortWaits shortWaits) {
        this.redactor = redactor;
        this.observer = observer;
        this.shortWaits = shortWaits;
    }

    /** A log for a part of the same attempt: with facts and an observer of its own, but waits are added up together. */
    public EvidenceLog part(Consumer<Evidence> observerOfPart) {
        return new EvidenceLog(redactor, observerOfPart, shortWaits);
    }

    /** Adds a fact, redacted. */
    public void add(Evidence fact) {
        Evidence clean = redactor.redact(fact);
        synchronized (this) {
            facts.add(clean);
        }
        observer.accept(clean);
    }

    /** Adds a wait that was taken; several that are too short to be worth a fact each become one when they come to a second. */
    public void addTogether(PaceWait wait) {
        shortWaits.add(wait).ifPresent(this::add);
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
