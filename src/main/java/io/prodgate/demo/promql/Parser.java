package io.prodgate.demo.promql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.prodgate.demo.promql.Expression.Grouping;
import io.prodgate.demo.promql.Expression.Matcher;
import io.prodgate.demo.promql.Expression.Selector;
import io.prodgate.demo.promql.Words.Kind;
import io.prodgate.demo.promql.Words.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a query apart.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/operators/#binary-operator-precedence">precedence</a>
 */
final class Parser {
    private static final List<Set<String>> OPERATORS = List.of(
            Set.of("or"),
            Set.of("and", "unless"),
            Set.of("==", "!=", "<=", "<", ">=", ">"),
            Set.of("+", "-"),
            Set.of("*", "/", "%"),
            Set.of("^"));
    private static final int POWER = OPERATORS.size() - 1;
    private static final int DEEPEST = 100;

    private final Words words;
    private int depth;

    private Parser(Words words) {
        this.words = words;
    }

    static Expression parse(String query) throws QueryException {
        try {
            Parser parser = new Parser(new Words(query));
            Expression expression = parser.binary(0);
            if (parser.words.peek().kind() != Kind.END) {
                throw parser.words.unexpected("the end");
            }
            return expression;
        } catch (ArithmeticException | NumberFormatException e) {
            throw QueryException.wrong("a number of the query is too large");
        }
    }

    private Expression binary(int level) throws QueryException {
        if (level > POWER) {
            return postfix();
        }
        if (level == POWER) {
            return power();
        }
        Expression left = binary(level + 1);
        while (isOperator(level)) {
            left = side(left, level, level + 1);
        }
        return left;
    }

    /** The power binds to the right, and stronger than a sign before it. */
    private Expression power() throws QueryException {
        if (words.takeIf("-")) {
            return new Expression.Negation(power());
        }
        if (words.takeIf("+")) {
            return power();
        }
        Expression left = binary(POWER + 1);
        return isOperator(POWER) ? side(left, POWER, POWER) : left;
    }

    private boolean isOperator(int level) {
        Word word = words.peek();
        boolean may = word.kind() == Kind.SIGN || word.kind() == Kind.NAME;
        return may && OPERATORS.get(level).contains(word.text().toLowerCase(Locale.ROOT));
    }

    private Expression side(Expression left, int level, int of) throws QueryException {
        String operator = words.take().text().toLowerCase(Locale.ROOT);
        boolean bool = words.takeName("bool");
        if (bool && level != 2) {
            throw QueryException.wrong("'bool' is for comparisons");
        }
        Grouping matching = new Grouping(false, Set.of());
        if (words.takeName("on")) {
            matching = new Grouping(true, labels());
        } else if (words.takeName("ignoring")) {
            matching = new Grouping(false, labels());
        }
        if (words.peek().isName("group_left") || words.peek().isName("group_right")) {
            throw QueryException.unknown(words.peek().text());
        }
        return new Expression.Binary(operator, bool, matching, left, binary(of));
    }

    private Set<String> labels() throws QueryException {
        Set<String> labels = new HashSet<>();
        words.expect("(");
        while (!words.takeIf(")")) {
            labels.add(words.take(Kind.NAME));
            if (!words.peek().is(")")) {
                words.expect(",");
            }
        }
        return labels;
    }

    private Expression postfix() throws QueryException {
        if (++depth > DEEPEST) {
            throw QueryException.wrong("the query is nested too deeply");
        }
        Expression expression = primary();
        while (words.peek().is("[")
                || words.peek().isName("offset")
                || words.peek().is("@")) {
            expression = switch (expression) {
                case Selector selector -> modified(selector);
                default ->
                    throw QueryException.unknown(
                            "subqueries, and '" + words.peek().text() + "' behind them");
            };
        }
        depth--;
        return expression;
    }

    private Selector modified(Selector selector) throws QueryException {
        if (words.takeIf("[")) {
            long range = words.duration();
            if (words.peek().text().startsWith(":") || selector.range().isPresent()) {
                throw QueryException.unknown("subqueries");
            }
            words.expect("]");
            if (range <= 0) {
                throw QueryException.wrong("a range has to be longer than 0");
            }
            return selector.reaching(range);
        }
        if (words.takeName("offset")) {
            return selector.before(words.takeIf("-") ? -words.duration() : words.duration());
        }
        throw QueryException.unknown("'@'");
    }

    private Expression primary() throws QueryException {
        if (words.takeIf("(")) {
            Expression inner = binary(0);
            words.expect(")");
            return inner;
        }
        Word word = words.peek();
        return switch (word.kind()) {
            case NUMBER ->
                new Expression.Literal(Double.parseDouble(words.take().text()));
            case NAME -> named();
            case SIGN -> {
                if (!word.is("{")) {
                    throw words.unexpected("an expression");
                }
                yield selector(Optional.empty());
            }
            case STRING -> new Expression.Text(words.string());
            case DURATION, END -> throw words.unexpected("an expression");
        };
    }

    private Expression named() throws QueryException {
        String name = words.take().text();
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("inf") || lower.equals("nan")) {
            return new Expression.Literal(lower.equals("inf") ? Double.POSITIVE_INFINITY : Double.NaN);
        }
        boolean grouped = words.peek().isName("by") || words.peek().isName("without");
        if (Aggregations.ALL.contains(lower) && (grouped || words.peek().is("("))) {
            return aggregation(lower);
        }
        if (!words.takeIf("(")) {
            return selector(Optional.of(name));
        }
        List<Expression> arguments = new ArrayList<>();
        while (!words.takeIf(")")) {
            arguments.add(binary(0));
            if (!words.peek().is(")")) {
                words.expect(",");
            }
        }
        return new Expression.Call(name, arguments);
    }

    private Expression aggregation(String operator) throws QueryException {
        Aggregations.known(operator);
        Optional<Grouping> before = grouping();
        words.expect("(");
        Expression of = binary(0);
        words.expect(")");
        Optional<Grouping> grouping = before.isPresent() ? before : grouping();
        return new Expression.Aggregation(operator, grouping.orElse(new Grouping(true, Set.of())), of);
    }

    private Optional<Grouping> grouping() throws QueryException {
        if (words.takeName("by")) {
            return Optional.of(new Grouping(true, labels()));
        }
        return words.takeName("without") ? Optional.of(new Grouping(false, labels())) : Optional.empty();
    }

    private Selector selector(Optional<String> name) throws QueryException {
        List<Matcher> matchers = new ArrayList<>();
        if (name.isPresent()) {
            matchers.add(matcher(Labels.NAME, "=", name.get()));
        }
        if (words.takeIf("{")) {
            while (!words.takeIf("}")) {
                String label = words.take(Kind.NAME);
                String operator = words.take(Kind.SIGN);
                if (!Set.of("=", "!=", "=~", "!~").contains(operator)) {
                    throw QueryException.wrong("'" + operator + "' compares no labels");
                }
                matchers.add(matcher(label, operator, words.string()));
                if (!words.peek().is("}")) {
                    words.expect(",");
                }
            }
        }
        if (matchers.stream().allMatch(Matcher::matchesNothing)) {
            throw QueryException.wrong("vector selector must contain at least one non-empty matcher");
        }
        return new Selector(matchers, Optional.empty(), 0);
    }

    private static Matcher matcher(String label, String operator, String value) throws QueryException {
        try {
            boolean isPattern = operator.endsWith("~");
            return new Matcher(label, operator, value, Pattern.compile(isPattern ? value : "", Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw QueryException.wrong("'" + value + "' is no regular expression: " + e.getDescription());
        }
    }
}
