package io.prodgate.demo.promql;

import io.prodgate.demo.promql.Expression.Binary;
import io.prodgate.demo.promql.Value.Sample;
import io.prodgate.demo.promql.Value.Scalar;
import io.prodgate.demo.promql.Value.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What two sides make.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/operators/">operators</a>
 */
final class Operators {
    private static final Set<String> SETS = Set.of("and", "or", "unless");
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<=", "<", ">=", ">");

    private final Binary binary;

    private Operators(Binary binary) {
        this.binary = binary;
    }

    static Value of(Binary binary, Value left, Value right) throws QueryException {
        Operators operators = new Operators(binary);
        if (left instanceof Scalar(double one) && right instanceof Scalar(double other)) {
            return operators.scalars(one, other);
        }
        if (SETS.contains(binary.operator())) {
            if (left instanceof Vector(List<Sample> ones) && right instanceof Vector(List<Sample> others)) {
                return new Vector(operators.set(ones, others));
            }
            throw QueryException.wrong(
                    "set operator \"" + binary.operator() + "\" not allowed in binary scalar expression");
        }
        if (left instanceof Vector(List<Sample> ones) && right instanceof Scalar(double other)) {
            return operators.each(ones, sample -> operators.result(sample.value(), other, sample.value()));
        }
        if (left instanceof Scalar(double one) && right instanceof Vector(List<Sample> others)) {
            return operators.each(others, sample -> operators.result(one, sample.value(), sample.value()));
        }
        if (left instanceof Vector(List<Sample> ones) && right instanceof Vector(List<Sample> others)) {
            return new Vector(operators.pairs(ones, others));
        }
        throw QueryException.wrong("binary expression must contain only scalar and instant vector types");
    }

    private Value scalars(double one, double other) throws QueryException {
        if (SETS.contains(binary.operator())) {
            throw QueryException.wrong(
                    "set operator \"" + binary.operator() + "\" not allowed in binary scalar expression");
        }
        if (isComparison() && !binary.bool()) {
            throw QueryException.wrong("comparisons between scalars must use BOOL modifier");
        }
        return new Scalar(isComparison() ? (holds(one, other) ? 1 : 0) : arithmetic(one, other));
    }

    private boolean isComparison() {
        return COMPARISONS.contains(binary.operator());
    }

    /** What becomes of a sample; empty: it is left out. */
    @FunctionalInterface
    private interface Each {
        Optional<Double> of(Sample sample);
    }

    private Vector each(List<Sample> samples, Each each) {
        List<Sample> results = new ArrayList<>();
        for (Sample sample : samples) {
            each.of(sample)
                    .ifPresent(value -> results.add(
                            new Sample(keepsName() ? sample.labels() : Labels.unnamed(sample.labels()), value)));
        }
        return new Vector(results);
    }

    private boolean keepsName() {
        return isComparison() && !binary.bool();
    }

    private Optional<Double> result(double one, double other, double kept) {
        if (!isComparison()) {
            return Optional.of(arithmetic(one, other));
        }
        boolean holds = holds(one, other);
        return binary.bool() ? Optional.of(holds ? 1.0 : 0.0) : holds ? Optional.of(kept) : Optional.empty();
    }

    private List<Sample> pairs(List<Sample> left, List<Sample> right) throws QueryException {
        Map<Map<String, String>, Sample> others = new HashMap<>();
        for (Sample sample : right) {
            if (others.put(signature(sample), sample) != null) {
                throw QueryException.impossible("found duplicate series for the match group " + signature(sample)
                        + " on the right hand-side of the operation: many-to-many matching not allowed");
            }
        }
        Set<Map<String, String>> matched = new HashSet<>();
        List<Sample> results = new ArrayList<>();
        for (Sample sample : left) {
            Map<String, String> signature = signature(sample);
            Sample other = others.get(signature);
            if (other != null) {
                Optional<Double> value = result(sample.value(), other.value(), sample.value());
                if (value.isPresent() && !matched.add(signature)) {
                    throw QueryException.impossible("multiple matches for labels: many-to-one matching must be explicit"
                            + " (group_left/group_right)");
                }
                value.ifPresent(number -> results.add(new Sample(labels(sample, signature), number)));
            }
        }
        return results;
    }

    private Map<String, String> labels(Sample sample, Map<String, String> signature) {
        if (binary.matching().these() || !keepsName()) {
            return signature;
        }
        return Labels.only(sample.labels(), label -> !binary.matching().labels().contains(label));
    }

    private Map<String, String> signature(Sample sample) {
        return Labels.only(sample.labels(), binary.matching()::keeps);
    }

    private List<Sample> set(List<Sample> left, List<Sample> right) {
        Set<Map<String, String>> ones = new HashSet<>();
        Set<Map<String, String>> others = new HashSet<>();
        left.forEach(sample -> ones.add(signature(sample)));
        right.forEach(sample -> others.add(signature(sample)));
        List<Sample> results = new ArrayList<>();
        boolean all = binary.operator().equals("or");
        boolean both = binary.operator().equals("and");
        left.stream()
                .filter(sample -> all || others.contains(signature(sample)) == both)
                .forEach(results::add);
        right.stream()
                .filter(sample -> all && !ones.contains(signature(sample)))
                .forEach(results::add);
        return results;
    }

    private boolean holds(double one, double other) {
        return switch (binary.operator()) {
            case "==" -> one == other;
            case "!=" -> one != other;
            case "<=" -> one <= other;
            case "<" -> one < other;
            case ">=" -> one >= other;
            default -> one > other;
        };
    }

    private double arithmetic(double one, double other) {
        return switch (binary.operator()) {
            case "+" -> one + other;
            case "-" -> one - other;
            case "*" -> one * other;
            case "/" -> one / other;
            case "%" -> one % other;
            default -> Math.pow(one, other);
        };
    }
}
