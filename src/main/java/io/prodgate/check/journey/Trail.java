package io.prodgate.check.journey;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was seen of one item: of many equal answers in a row only the first and the last. */
final class Trail {
    private final List<Evidence> facts = new ArrayList<>();
    private final int most;
    private Optional<Evidence> telling = Optional.empty();

    /**
     * A trail.
     *
     * @param most how many facts are kept; beyond that the middle is left out
     */
    Trail(int most) {
        this.most = most;
    }

    /** Adds what one request brought; waits are kept elsewhere. */
    void add(List<Evidence> seen) {
        for (Evidence fact : seen) {
            if (!(fact instanceof PaceWait)) {
                add(fact);
            }
        }
    }

    private void add(Evidence fact) {
        int size = facts.size();
        if (size >= 2 && alike(facts.get(size - 1), fact) && alike(facts.get(size - 2), fact)) {
            facts.removeLast();
        } else if (size >= most) {
            facts.remove(most / 2);
        }
        facts.add(fact);
    }

    private static boolean alike(Evidence one, Evidence other) {
        return switch (one) {
            case HttpExchange first ->
                other instanceof HttpExchange second
                        && first.method().equals(second.method())
                        && first.url().equals(second.url())
                        && first.status() == second.status()
                        && first.body().equals(second.body());
            case Trouble first ->
                other instanceof Trouble second
                        && first.kind() == second.kind()
                        && first.target().equals(second.target());
            default -> false;
        };
    }

    /** What came in last. */
    Optional<Evidence> last() {
        return facts.isEmpty() ? Optional.empty() : Optional.of(facts.getLast());
    }

    /** Names the fact that explains how the item ended. */
    void explainedBy(Optional<Evidence> fact) {
        telling = fact;
    }

    /** All that is kept; what explains the end comes last. */
    List<Evidence> facts() {
        List<Evidence> ordered = new ArrayList<>(facts);
        telling.ifPresent(fact -> {
            ordered.remove(fact);
            ordered.add(fact);
        });
        return List.copyOf(ordered);
    }
}
