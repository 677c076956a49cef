package io.prodgate.check.metric;

import io.prodgate.check.metric.Lexer.Token;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How far back a query can look at most: ranges of subqueries add up, as one may stand in another. */
final class Reach {
    private Reach() {}

    /**
     * The reach of a query.
     *
     * @return empty if it looks at another time than it is asked for ({@code @})
     */
    static Optional<Duration> of(String query) {
        List<Token> tokens = Lexer.tokens(query);
        Duration subqueries = Duration.ZERO;
        Duration longest = Duration.ZERO;
        Duration offsets = Duration.ZERO;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("@")) {
                return Optional.empty();
            }
            if (token.kind() == Lexer.Kind.RANGE) {
                Duration range = PromQl.range(token.text()).orElse(Duration.ZERO);
                boolean subquery = token.text().contains(":");
                subqueries = subquery ? subqueries.plus(range) : subqueries;
                longest = !subquery && range.compareTo(longest) > 0 ? range : longest;
            }
            if (i > 0 && tokens.get(i - 1).is("offset")) {
                offsets = offsets.plus(PromQl.duration(token.text()).orElse(Duration.ZERO));
            }
        }
        return Optional.of(subqueries.plus(longest).plus(offsets));
    }
}
