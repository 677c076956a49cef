package io.prodgate.check.spans;

import io.prodgate.plan.Keys;
import io.prodgate.plan.RegularExpression;
import java.util.List;
import java.util.Optional;

/** Binds {@code spans}: what each trace must hold. */
final class SpansReader {
    private static final int MOST_SPANS = 50;

    private final Keys own;

    SpansReader(Keys own) {
        this.own = own;
    }

    Expected read() {
        List<String> written = own.texts("spans");
        if (own.has("spans") && (written.isEmpty() || written.size() > MOST_SPANS)) {
            own.error("spans", "expected from 1 to " + MOST_SPANS + " names", "list services or spans in their order");
        }
        return new Expected(written.stream().map(this::span).toList());
    }

    private SpanName span(String written) {
        if (!written.startsWith("~")) {
            if (written.isBlank()) {
                own.error("spans", "a name is empty", "write the name of a service or of a span, or '~ pattern'");
            }
            return new SpanName(written, Optional.empty());
        }
        try {
            return new SpanName(
                    written,
                    Optional.of(RegularExpression.compile(written.substring(1).strip())));
        } catch (RegularExpression.InvalidException e) {
            own.error("spans", "'" + written + "' is no pattern: " + e.getMessage(), "the syntax is RE2's");
            return new SpanName(written, Optional.empty());
        }
    }
}
