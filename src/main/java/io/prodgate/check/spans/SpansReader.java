package io.prodgate.check.spans;

import io.prodgate.plan.Keys;
import io.prodgate.plan.RegularExpression;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Binds {@code spans} and {@code retries}: what each trace must hold. */
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
        Optional<Retries> retries = own.mapping("retries", this::retries).flatMap(found -> found);
        return new Expected(
                written.stream().map(name -> span(own, "spans", name)).toList(), retries);
    }

    private Optional<Retries> retries(Keys keys) {
        SpanName span = span(keys, "span", keys.requiredText("span"));
        OptionalInt calls = keys.integer("calls", 2, MOST_SPANS);
        if (!keys.has("calls")) {
            keys.error(
                    "calls", "'calls' is missing", "write how many there are with the first: 4 if three are retries");
        }
        boolean growing = keys.flag("growing", true);
        keys.done();
        return calls.isPresent() ? Optional.of(new Retries(span, calls.getAsInt(), growing)) : Optional.empty();
    }

    private static SpanName span(Keys keys, String key, String written) {
        if (!written.startsWith("~")) {
            if (written.isBlank()) {
                keys.error(key, "a name is empty", "write the name of a service or of a span, or '~ pattern'");
            }
            return new SpanName(written, Optional.empty());
        }
        try {
            return new SpanName(
                    written,
                    Optional.of(RegularExpression.compile(written.substring(1).strip())));
        } catch (RegularExpression.InvalidException e) {
            keys.error(key, "'" + written + "' is no pattern: " + e.getMessage(), "the syntax is RE2's");
            return new SpanName(written, Optional.empty());
        }
    }
}
