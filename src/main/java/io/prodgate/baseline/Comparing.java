package io.prodgate.baseline;

import io.prodgate.baseline.Comparison.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the numbers of a run with a baseline. Worse is only what became worse by more than is granted <em>and</em>, where it can be
 * told, not by chance; what did so perhaps by chance is undecided, and so is what is missing, differs in what was asked, or stands on too
 * little.
 */
public final class Comparing {
    private final Baseline now;
    private final Limits limits;

    private Comparing(Baseline now, Limits limits) {
        this.now = now;
        this.limits = limits;
    }

    /**
     * Compares.
     *
     * @param before the numbers that are wanted again, in order
     * @param now the run's
     * @return one of each number of {@code before}, in its order
     */
    public static List<Comparison> of(List<KeptNumber> before, Baseline now, Limits limits) {
        return new Comparing(now, limits).all(before);
    }

    private List<Comparison> all(List<KeptNumber> before) {
        Map<String, Change> changes = new LinkedHashMap<>();
        for (KeptNumber number : before) {
            Optional<KeptNumber> found = now.number(number.name());
            if (found.isPresent()
                    && Comparability.reason(number, found.get(), limits).isEmpty()) {
                changes.put(number.name(), Change.of(number, found.get()));
            }
        }
        Map<String, Double> corrected = corrected(changes);
        return before.stream()
                .map(number -> one(number, Optional.ofNullable(changes.get(number.name())), corrected))
                .toList();
    }

    private Map<String, Double> corrected(Map<String, Change> changes) {
        List<String> tested = new ArrayList<>();
        List<Double> p = new ArrayList<>();
        changes.forEach((name, change) -> change.p().ifPresent(probability -> {
            tested.add(name);
            p.add(probability);
        }));
        double[] corrected = Holm.corrected(p, limits.family());
        Map<String, Double> byName = new LinkedHashMap<>();
        for (int i = 0; i < corrected.length; i++) {
            byName.put(tested.get(i), corrected[i]);
        }
        return byName;
    }

    private Comparison one(KeptNumber before, Optional<Change> change, Map<String, Double> corrected) {
        String name = before.name();
        Optional<KeptNumber> found = now.number(name);
        if (change.isEmpty()) {
            String why = found.flatMap(number -> Comparability.reason(before, number, limits))
                    .orElseGet(() -> "it is missing in the run"
                            + now.whyNot(name).map(reason -> ": " + reason).orElse(""));
            return new Comparison(name, Result.UNDECIDED, before, found, why);
        }
        Optional<Double> p = Optional.ofNullable(corrected.get(name));
        String told = change.get().told()
                + p.map(probability -> ", p " + Amounts.probability(probability))
                        .orElse("") + ", granted "
                + limits.told(before);
        boolean relevant = change.get().worse() > limits.of(before) * (1 + 1e-9);
        if (!relevant) {
            return new Comparison(name, Result.NO_WORSE, before, found, told);
        }
        boolean byChance =
                p.map(probability -> probability > limits.significance()).orElse(false);
        return byChance
                ? new Comparison(
                        name, Result.UNDECIDED, before, found, told + ": that may be chance; measure longer, or more")
                : new Comparison(name, Result.WORSE, before, found, told);
    }
}
