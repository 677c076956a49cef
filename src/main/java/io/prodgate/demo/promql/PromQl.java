package io.prodgate.demo.promql;

import io.prodgate.demo.promql.Expression.Selector;
import io.prodgate.demo.promql.SeriesSource.Run;
import io.prodgate.demo.promql.Value.Matrix;
import io.prodgate.demo.promql.Value.Sample;
import io.prodgate.demo.promql.Value.Scalar;
import io.prodgate.demo.promql.Value.Vector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** A query in PromQL, carried out over samples. */
public final class PromQl {
    /** How long the latest sample of a series counts. */
    private static final long LOOK_BACK = 300_000;

    private final Expression expression;
    private final SeriesSource source;

    private PromQl(Expression expression, SeriesSource source) {
        this.expression = expression;
        this.source = source;
    }

    /**
     * A query.
     *
     * @throws QueryException if it is no PromQL, or more of it than is known here
     */
    public static PromQl of(String query, SeriesSource source) throws QueryException {
        return new PromQl(Parser.parse(query), source);
    }

    /**
     * Its value at an instant.
     *
     * @param at milliseconds since 1970
     * @throws QueryException if it makes no sense for these data, or asks for a function that is not known here
     */
    public Value at(long at) throws QueryException {
        return unambiguous(value(expression, at));
    }

    /**
     * Its values over time.
     *
     * @param from milliseconds since 1970
     * @param to milliseconds since 1970, included
     * @param step milliseconds
     * @throws QueryException as {@link #at}
     */
    public List<Run> over(long from, long to, long step) throws QueryException {
        Map<Map<String, String>, List<Long>> times = new LinkedHashMap<>();
        Map<Map<String, String>, List<Double>> values = new LinkedHashMap<>();
        for (long at = from; at <= to; at += step) {
            List<Sample> samples = switch (at(at)) {
                case Scalar(double value) -> List.of(new Sample(Map.of(), value));
                case Vector(List<Sample> all) -> all;
                case Matrix matrix ->
                    throw QueryException.wrong(
                            "invalid expression type \"range vector\" for range query, must be Scalar or instant"
                                    + " Vector");
            };
            for (Sample sample : samples) {
                times.computeIfAbsent(sample.labels(), labels -> new ArrayList<>())
                        .add(at);
                values.computeIfAbsent(sample.labels(), labels -> new ArrayList<>())
                        .add(sample.value());
            }
        }
        List<Run> runs = new ArrayList<>();
        times.forEach((labels, own) -> runs.add(new Run(labels, own, values.getOrDefault(labels, List.of()))));
        return runs;
    }

    private static Value unambiguous(Value value) throws QueryException {
        if (value instanceof Vector(List<Sample> samples)) {
            Set<Map<String, String>> seen = new HashSet<>();
            for (Sample sample : samples) {
                if (!seen.add(sample.labels())) {
                    throw QueryException.impossible("vector cannot contain metrics with the same labelset");
                }
            }
        }
        return value;
    }

    private Value value(Expression part, long at) throws QueryException {
        return switch (part) {
            case Expression.Literal(double value) -> new Scalar(value);
            case Expression.Text text -> throw QueryException.unknown("strings as values");
            case Selector selector -> selected(selector, at);
            case Expression.Call call -> call(call, at);
            case Expression.Aggregation(String operator, Expression.Grouping grouping, Expression of) ->
                new Vector(Aggregations.aggregate(operator, grouping, vector(of, at, operator)));
            case Expression.Negation(Expression of) -> negated(value(of, at));
            case Expression.Binary binary ->
                unambiguous(Operators.of(binary, value(binary.left(), at), value(binary.right(), at)));
        };
    }

    private static Value negated(Value value) throws QueryException {
        return switch (value) {
            case Scalar(double number) -> new Scalar(-number);
            case Vector(List<Sample> samples) ->
                new Vector(samples.stream()
                        .map(sample -> new Sample(Labels.unnamed(sample.labels()), -sample.value()))
                        .toList());
            case Matrix matrix -> throw QueryException.wrong("unary expression only allowed on scalar or vector");
        };
    }

    private Value selected(Selector selector, long at) {
        long to = at - selector.offset();
        long from = to - selector.range().orElse(LOOK_BACK);
        return selector.range().isPresent()
                ? new Matrix(during(selector, from, to))
                : new Vector(source.select(selector::matches, from, to).stream()
                        .filter(run -> !run.ended())
                        .map(run -> new Sample(run.labels(), run.values().getLast()))
                        .toList());
    }

    private List<Run> during(Selector selector, long from, long to) {
        return source.select(selector::matches, from, to).stream()
                .map(Run::withoutEnds)
                .filter(run -> run.size() > 0)
                .toList();
    }

    private Value call(Expression.Call call, long at) throws QueryException {
        RangeFunctions.Function ofRange = RangeFunctions.BY_NAME.get(call.function());
        if (ofRange != null) {
            return new Vector(ofRange(call, ofRange, at));
        }
        return switch (call.function()) {
            case "histogram_quantile" -> {
                arguments(call, 2);
                yield new Vector(
                        Quantile.of(scalar(call, 0, at), vector(call.arguments().get(1), at, call.function())));
            }
            case "vector" -> {
                arguments(call, 1);
                yield new Vector(List.of(new Sample(Map.of(), scalar(call, 0, at))));
            }
            case "label_replace" -> {
                arguments(call, 5);
                LabelReplace replace = new LabelReplace(text(call, 1), text(call, 2), text(call, 3), text(call, 4));
                yield unambiguous(new Vector(replace.of(vector(call.arguments().getFirst(), at, call.function()))));
            }
            case "time" -> {
                arguments(call, 0);
                yield new Scalar(at / 1000.0);
            }
            default -> throw QueryException.unknown("the function " + call.function() + "()");
        };
    }

    private List<Sample> ofRange(Expression.Call call, RangeFunctions.Function function, long at)
            throws QueryException {
        arguments(call, 1);
        if (!(call.arguments().getFirst() instanceof Selector selector)
                || selector.range().isEmpty()) {
            throw QueryException.wrong("expected type range vector in call to function \"" + call.function() + "\"");
        }
        long to = at - selector.offset();
        long from = to - selector.range().orElseThrow();
        List<Sample> results = new ArrayList<>();
        for (Run run : during(selector, from, to)) {
            OptionalDouble value = function.of(new RangeFunctions.Window(run.times(), run.values(), from, to));
            boolean named = call.function().equals("last_over_time");
            value.ifPresent(
                    number -> results.add(new Sample(named ? run.labels() : Labels.unnamed(run.labels()), number)));
        }
        unambiguous(new Vector(results));
        return results;
    }

    private static void arguments(Expression.Call call, int wanted) throws QueryException {
        if (call.arguments().size() != wanted) {
            throw QueryException.wrong("expected " + wanted + " argument(s) in call to \"" + call.function()
                    + "\", got " + call.arguments().size());
        }
    }

    private double scalar(Expression.Call call, int argument, long at) throws QueryException {
        if (value(call.arguments().get(argument), at) instanceof Scalar(double number)) {
            return number;
        }
        throw QueryException.wrong("expected type scalar in call to function \"" + call.function() + "\"");
    }

    private static String text(Expression.Call call, int argument) throws QueryException {
        if (call.arguments().get(argument) instanceof Expression.Text(String text)) {
            return text;
        }
        throw QueryException.wrong("expected type string in call to function \"" + call.function() + "\"");
    }

    private List<Sample> vector(Expression part, long at, String what) throws QueryException {
        if (value(part, at) instanceof Vector(List<Sample> samples)) {
            return samples;
        }
        throw QueryException.wrong("expected type instant vector in " + what + "()");
    }
}
