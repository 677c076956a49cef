package io.prodgate.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What may stand before the dot in {@code ${namespace.name}}. */
enum Namespace {
    ENV(Known.WHEN_READ, true),
    VAR(Known.WHEN_READ, true),
    FILE(Known.WHEN_READ, false),
    TERRAFORM(Known.WHEN_READ, true),
    PRODUCTION(Known.WHEN_READ, true),
    SECRET(Known.IN_THE_RUN, false),
    RUN(Known.IN_THE_RUN, false),
    CAPTURE(Known.IN_THE_RUN, true),
    ITEM(Known.IN_THE_RUN, true),
    OUTPUT(Known.IN_THE_RUN, true);

    private enum Known {
        WHEN_READ,
        IN_THE_RUN
    }

    private final Known known;
    private final boolean fallbackAllowed;

    Namespace(Known known, boolean fallbackAllowed) {
        this.known = known;
        this.fallbackAllowed = fallbackAllowed;
    }

    /** As plans write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True if its values are filled in while the plan is read; false if they are known only during the run. */
    boolean isStatic() {
        return known == Known.WHEN_READ;
    }

    /** True if {@code :-} may follow. */
    boolean allowsFallback() {
        return fallbackAllowed;
    }

    /** The namespace of that name. */
    static Optional<Namespace> of(String word) {
        return Arrays.stream(values()).filter(n -> n.word().equals(word)).findFirst();
    }

    /** All names. */
    static List<String> words() {
        return Arrays.stream(values()).map(Namespace::word).toList();
    }
}
