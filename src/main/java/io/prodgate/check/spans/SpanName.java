package io.prodgate.check.spans;

import io.prodgate.plan.RegularExpression;
import io.prodgate.system.jaeger.Span;
import java.util.Optional;

/**
 * Which spans the plan means.
 *
 * @param written in the plan: the name of a service or of a span, or {@code ~ } and a pattern that occurs in one of them
 * @param pattern the pattern, if it is one
 */
public record SpanName(String written, Optional<RegularExpression> pattern) {
    /** True if a span, or its service, is meant. */
    public boolean matches(Span span) {
        return pattern.map(expression -> finds(expression, span.service()) || finds(expression, span.name()))
                .orElseGet(() -> written.equalsIgnoreCase(span.service()) || written.equalsIgnoreCase(span.name()));
    }

    private static boolean finds(RegularExpression expression, String text) {
        return expression.find(text).orElse(false);
    }

    @Override
    public String toString() {
        return written;
    }
}
