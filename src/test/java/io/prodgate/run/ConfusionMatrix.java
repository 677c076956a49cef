package io.prodgate.run;

import io.prodgate.diagnosis.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who was to blame, and who was blamed. */
final class ConfusionMatrix {
    private final int[][] counts = new int[Cause.values().length][Cause.values().length + 1];
    private final List<String> wrong = new ArrayList<>();
    private final List<String> worst = new ArrayList<>();

    /** Counts a case. */
    void add(String name, Cause label, SampleResult result) {
        Optional<Cause> blamed = result.conclusion().cause();
        counts[label.ordinal()][blamed.map(Cause::ordinal).orElse(Cause.values().length)]++;
        if (!blamed.equals(Optional.of(label))) {
            String line = name + ": " + label.wireName() + ", but " + SampleResult.words(result.conclusion());
            wrong.add(line);
            if (label == Cause.PRODUCTION) {
                worst.add(line);
            }
        }
    }

    int total() {
        int total = 0;
        for (int[] row : counts) {
            for (int count : row) {
                total += count;
            }
        }
        return total;
    }

    int right() {
        return total() - wrong.size();
    }

    /** The cases where somebody else was blamed. */
    List<String> wrong() {
        return wrong;
    }

    /** The worst error: a broken production called anything else. */
    List<String> worst() {
        return worst;
    }

    /** Labels downwards, what the rules say across. */
    String text(String title) {
        StringBuilder text = new StringBuilder("%s: %d of %d right%n%-16s".formatted(title, right(), total(), ""));
        for (Cause cause : Cause.values()) {
            text.append("%16s".formatted(cause.wireName()));
        }
        text.append("%16s%n".formatted("nobody"));
        for (Cause label : Cause.values()) {
            text.append("%-16s".formatted(label.wireName()));
            for (int count : counts[label.ordinal()]) {
                text.append("%16d".formatted(count));
            }
            text.append(System.lineSeparator());
        }
        wrong.forEach(line -> text.append("  wrong: ").append(line).append(System.lineSeparator()));
        return text.toString();
    }
}
