package io.prodgate.diagnosis;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.TraceReading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What is there of the traces that were looked for, in the words of rules. */
final class TraceSigns {
    /** The shares that people give samplers which decide at the first span. */
    private static final double[] SAMPLERS = {0.5, 0.25, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001};

    /** A share as likely as this under a sampler's may be the sampler's work. */
    private static final double LIKELY = 0.025;

    private static final int MOST_NAMED = 3;

    private TraceSigns() {}

    /** True if traces were looked for and an expectation was missed for certain. */
    static boolean missed(List<Evidence> evidence) {
        return reading(evidence).isPresent() && Signs.missedForCertain(evidence);
    }

    /**
     * Tells the symptoms; nothing if no traces were looked for.
     *
     * @param misses how many attempts missed an expectation for certain, this one included
     */
    static void describe(List<Evidence> evidence, int misses, BiConsumer<String, String> symptom) {
        reading(evidence).ifPresent(reading -> {
            symptom.accept("traces", inWords(reading));
            symptom.accept("traces-by", reading.by().wireName());
            symptom.accept("traces-found", amount(reading));
            symptom.accept(
                    "traces-others",
                    reading.others().map(count -> count > 0 ? "some" : "none").orElse("unknown"));
            symptom.accept("traces-growing", String.valueOf(growing(reading.looks())));
            symptom.accept("traces-certain", String.valueOf(Signs.missedForCertain(evidence)));
            symptom.accept("traces-misses", String.valueOf(misses));
            looks(reading).forEach(look -> symptom.accept("traces-look", look));
        });
    }

    private static Optional<TraceReading> reading(List<Evidence> evidence) {
        return evidence.stream()
                .filter(TraceReading.class::isInstance)
                .map(TraceReading.class::cast)
                .reduce((first, second) -> second);
    }

    private static String amount(TraceReading reading) {
        if (reading.found() == 0) {
            return "none";
        }
        return reading.found() < reading.wanted() ? "some" : "all";
    }

    /** Something new was seen in the last quarter of the time, after the first look. */
    private static boolean growing(List<TraceReading.Look> looks) {
        if (looks.size() < 3) {
            return looks.size() == 2 && !same(looks.getFirst(), looks.getLast());
        }
        Duration end = looks.getLast().after();
        for (int i = 1; i < looks.size(); i++) {
            boolean late = looks.get(i).after().multipliedBy(4).compareTo(end.multipliedBy(3)) >= 0;
            if (late && !same(looks.get(i - 1), looks.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(TraceReading.Look one, TraceReading.Look other) {
        return one.traces() == other.traces() && one.spans() == other.spans();
    }

    /** What the missing ones look like. */
    private static Stream<String> looks(TraceReading reading) {
        boolean some = reading.found() > 0 && reading.found() < reading.wanted();
        boolean rootsAlone =
                reading.whole() > 0 && reading.single() > 0 && reading.single() == reading.found() - reading.whole();
        return Stream.concat(
                some && likeASampler(reading.found(), reading.wanted()) ? Stream.of("sampled") : Stream.empty(),
                rootsAlone ? Stream.of("roots-alone") : Stream.empty());
    }

    /** True if at least one usual sampler would keep about as many. */
    static boolean likeASampler(int kept, int of) {
        for (double share : SAMPLERS) {
            if (atMost(kept, of, share) >= LIKELY && 1 - atMost(kept - 1, of, share) >= LIKELY) {
                return true;
            }
        }
        return false;
    }

    /** The probability that at most so many are kept (binomial), by the logarithms of its terms: none of them is too small. */
    private static double atMost(int kept, int of, double share) {
        double sum = 0;
        double log = of * Math.log1p(-share);
        for (int i = 0; i <= kept; i++) {
            sum += Math.exp(log);
            log += Math.log((double) (of - i) / (i + 1)) + Math.log(share) - Math.log1p(-share);
        }
        return Math.min(1, sum);
    }

    private static String inWords(TraceReading reading) {
        String many = reading.found() + " of " + Math.max(reading.wanted(), reading.found()) + " traces by "
                + reading.search();
        if (reading.absent().isEmpty()) {
            return many;
        }
        List<String> named = reading.absent().stream().limit(MOST_NAMED).toList();
        int rest = reading.wanted() - reading.found() - named.size();
        return many + ", none of " + String.join(", ", named) + (rest > 0 ? " and " + rest + " more" : "");
    }
}
