package io.prodgate.baseline;

import java.time.Duration;
import java.util.Optional;

/** Whether two numbers of the same name say anything about each other. */
final class Comparability {
    /** Windows may differ by so much of their length: clocks tick while queries are asked. */
    private static final double SAME_LENGTH = 0.01;

    private Comparability() {}

    /** Why they do not, if they do not. */
    static Optional<String> reason(KeptNumber before, KeptNumber now, Limits limits) {
        if (!before.unit().equals(now.unit())) {
            return Optional.of("another unit: " + unit(before) + " before, " + unit(now) + " now");
        }
        if (before.better() != now.better()) {
            return Optional.of("before, " + before.better().wireName() + " was better, and now "
                    + now.better().wireName() + " is");
        }
        if (!before.query().equals(now.query()) && !query(before).equals(query(now))) {
            return Optional.of("another query: " + before.query().orElse("none") + " before, "
                    + now.query().orElse("none") + " now");
        }
        if (!before.step().equals(now.step())) {
            return Optional.of("another step between points: " + step(before) + " before, " + step(now) + " now");
        }
        if (before.query().isPresent() && !sameLength(before.window(), now.window())) {
            return Optional.of("another window: " + before.window().toSeconds() + " s before, "
                    + now.window().toSeconds() + " s now");
        }
        return tooFew(before, "before", limits).or(() -> tooFew(now, "now", limits));
    }

    /** The query with a mark where the length of its own window stands: whether that is the same is told by itself. */
    private static Optional<String> query(KeptNumber number) {
        String window = "[" + number.window().toSeconds() + "s";
        return number.query()
                .map(query -> query.replace(window + "]", "[$window]").replace(window + ":", "[$window:"));
    }

    private static String unit(KeptNumber number) {
        return number.unit().isEmpty() ? "none" : number.unit();
    }

    private static String step(KeptNumber number) {
        return number.step().map(step -> step.toSeconds() + " s").orElse("none");
    }

    private static boolean sameLength(Duration before, Duration now) {
        return Math.abs(before.toMillis() - now.toMillis()) <= SAME_LENGTH * before.toMillis();
    }

    private static Optional<String> tooFew(KeptNumber number, String when, Limits limits) {
        Optional<Integer> samples = number.samples().map(Samples::count);
        long least = samples.isPresent() || number.isShare() ? limits.samples() : limits.observations();
        long there = samples.isPresent() ? samples.get() : number.observations();
        return there >= least
                ? Optional.empty()
                : Optional.of("too few " + (samples.isPresent() ? "samples " : "observations ") + when + ": " + there
                        + " of at least " + least);
    }
}
