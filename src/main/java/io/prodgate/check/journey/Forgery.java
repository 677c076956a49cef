package io.prodgate.check.journey;

import io.prodgate.check.request.Signature;
import io.prodgate.check.request.Step;
import io.prodgate.evidence.Credential;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A way in which a signed request is made wrong. */
enum Forgery {
    /** Without its signature. */
    UNSIGNED("unsigned"),
    /** Signed with a secret that production does not know. */
    WRONG_SECRET("wrong-secret"),
    /** With a body that was changed after it was signed. */
    ALTERED_BODY("altered-body"),
    /** Signed rightly, but an hour ago: nobody accepts more than some minutes. */
    OLD_TIMESTAMP("old-timestamp");

    private static final Duration OLD = Duration.ofHours(1);

    private final String word;

    Forgery(String word) {
        this.word = word;
    }

    /** As plans write it. */
    String word() {
        return word;
    }

    static Map<String, Forgery> words() {
        return Arrays.stream(values())
                .collect(Collectors.toMap(Forgery::word, forgery -> forgery, (a, b) -> a, LinkedHashMap::new));
    }

    /** The request made wrong. */
    Step of(Step step) {
        Optional<Signature> signature = step.signature();
        return new Step(
                step.name(),
                step.method(),
                step.target(),
                step.headers(),
                step.content(),
                step.timeout(),
                step.follow(),
                switch (this) {
                    case UNSIGNED -> Optional.empty();
                    case WRONG_SECRET -> signature.map(Signature::withWrongKey);
                    case ALTERED_BODY -> signature.map(Signature::ofAlteredBody);
                    case OLD_TIMESTAMP -> signature.map(right -> right.aged(OLD));
                },
                step.claims(),
                step.captures(),
                // Refusing it says nothing about our own credential.
                Credential.NONE);
    }
}
