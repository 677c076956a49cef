package io.prodgate.baseline;

import io.prodgate.baseline.Baseline.LeftOut;
import io.prodgate.baseline.KeptNumber.Better;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import io.prodgate.evidence.MetricReading.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The numbers that a metric check read: of each group the one that was read last. */
public final class MetricNumbers {
    private static final String VALUE = "value";

    /** Fewer samples are no distribution. */
    public static final int LEAST_SAMPLES = 5;

    private final String check;
    private final List<KeptNumber> numbers = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    private MetricNumbers(String check) {
        this.check = check;
    }

    /** A reading, and how it was judged. */
    private record Read(MetricReading reading, Judgement judgement) {
        /** What the judgement is about, without the group. */
        String metric() {
            String suffix = " of " + reading.group();
            String subject = judgement.subject();
            return reading.group().isEmpty() || !subject.endsWith(suffix)
                    ? subject
                    : subject.substring(0, subject.length() - suffix.length());
        }
    }

    /**
     * The numbers among what a check found.
     *
     * @param check its id
     * @param evidence each reading followed by how it was judged, as metric checks tell it
     */
    public static MetricNumbers of(String check, List<Evidence> evidence) {
        MetricNumbers metric = new MetricNumbers(check);
        Map<String, Read> last = new LinkedHashMap<>();
        read(evidence, last);
        last.values().forEach(metric::number);
        if (last.isEmpty()) {
            metric.leaveOut(VALUE, "", "it was not read");
        }
        return metric;
    }

    /** Those that can be believed. */
    public List<KeptNumber> numbers() {
        return List.copyOf(numbers);
    }

    /** Those that cannot, and why. */
    public List<LeftOut> leftOut() {
        return List.copyOf(leftOut);
    }

    private void leaveOut(String metric, String group, String why) {
        leftOut.add(new LeftOut(check, metric, group, why));
    }

    private static void read(List<Evidence> evidence, Map<String, Read> last) {
        for (int i = 0; i + 1 < evidence.size(); i++) {
            if (evidence.get(i) instanceof MetricReading reading
                    && evidence.get(i + 1) instanceof Judgement judgement) {
                last.put(reading.group(), new Read(reading, judgement));
            }
        }
    }

    private void number(Read read) {
        MetricReading reading = read.reading();
        Optional<Better> better = better(read.judgement().expected());
        Optional<Double> value = reading.value().map(MetricNumbers::number).filter(number -> Double.isFinite(number));
        String flaws = reading.flaws().stream()
                // It says nothing of the number itself.
                .filter(flaw -> flaw.kind() != Kind.BETWEEN)
                .map(MetricReading.Flaw::detail)
                .collect(Collectors.joining("; "));
        if (!flaws.isEmpty() || value.isEmpty()) {
            leaveOut(read.metric(), reading.group(), flaws.isEmpty() ? "it has no value" : flaws);
        } else if (better.isEmpty()) {
            leaveOut(
                    read.metric(),
                    reading.group(),
                    "'" + read.judgement().expected() + "' does not tell whether more or less is better");
        } else {
            numbers.add(kept(read, better.get(), value.get()));
        }
    }

    private KeptNumber kept(Read read, Better better, double value) {
        MetricReading reading = read.reading();
        return new KeptNumber(
                check,
                read.metric(),
                reading.group(),
                Optional.of(reading.system()),
                Optional.of(reading.query()),
                reading.step(),
                reading.from(),
                reading.to(),
                reading.unit(),
                better,
                read.judgement().expected(),
                value,
                reading.observations().orElse(0L),
                samples(reading));
    }

    private static Optional<Samples> samples(MetricReading reading) {
        int kept = reading.values().size();
        // Points outside of the hours that count are among the reading's points, and no samples.
        long of = kept == MetricReading.MOST_VALUES ? reading.points() : kept;
        return kept < LEAST_SAMPLES ? Optional.empty() : Optional.of(new Samples(reading.values(), 0, of));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** What an expectation tells: what has to be small, or nothing at all, is better when there is less of it. */
    private static Optional<Better> better(String expected) {
        if (expected.startsWith("<") || expected.matches("0(?![.0-9]).*")) {
            return Optional.of(Better.LOWER);
        }
        return expected.startsWith(">") ? Optional.of(Better.HIGHER) : Optional.empty();
    }
}
