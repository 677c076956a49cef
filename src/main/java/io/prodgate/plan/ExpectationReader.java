package io.prodgate.plan;

import io.prodgate.plan.Condition.Comparison;
import io.prodgate.plan.Condition.Match;
import io.prodgate.plan.Condition.Operand;
import io.prodgate.plan.Condition.Typing;
import io.prodgate.plan.Expectation.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads expectations from the plan's tree. */
final class ExpectationReader {
    private static final Pattern STATUS_CLASS = Pattern.compile("([1-5])xx", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d");

    // Symbols may touch their operand, words may not: "contains" alone would else swallow "containsX".
    private static final Pattern OPERATOR =
            Pattern.compile("(!=|<=|>=|!~|=|<|>|~|!?contains(?=\\s|$))\\s*(.*)", Pattern.DOTALL);

    private static final Map<String, String> SLIPS = Map.of(
            "==", "=", "=>", ">=", "=<", "<=", "<>", "!=", "=~", "~", "=!", "!=", ">>", ">", "<<", "<", "~=", "~");

    private final Subject subject;
    private final Collection<String> namespaces;
    private final PlanErrors errors;

    ExpectationReader(Subject subject, Collection<String> namespaces, PlanErrors errors) {
        this.subject = subject;
        this.namespaces = namespaces;
        this.errors = errors;
    }

    Optional<Expectation> read(PlanNode node) {
        List<Condition> conditions = new ArrayList<>();
        List<Template> written = new ArrayList<>();
        switch (node) {
            case PlanNode.Scalar scalar -> scalar(scalar, conditions, written);
            case PlanNode.Sequence sequence -> {
                if (sequence.items().isEmpty()) {
                    errors.add(node.at(), node.path(), "an empty list can never be met", "list what is allowed");
                    return Optional.empty();
                }
                sequence.items().forEach(item -> item(item, conditions, written));
                if (conditions.size() < sequence.items().size()) {
                    return Optional.empty();
                }
            }
            case PlanNode.Mapping mapping -> mapping(mapping);
        }
        return conditions.isEmpty() ? Optional.empty() : Optional.of(new Expectation(conditions, written));
    }

    private void item(PlanNode item, List<Condition> conditions, List<Template> written) {
        switch (item) {
            case PlanNode.Scalar scalar -> scalar(scalar, conditions, written);
            case PlanNode.Sequence sequence ->
                errors.add(
                        sequence.at(),
                        sequence.path(),
                        "a list in a list is no expectation",
                        "to compare with a JSON array write '= [1, 2]' in quotes");
            case PlanNode.Mapping mapping -> mapping(mapping);
        }
    }

    private void mapping(PlanNode.Mapping mapping) {
        errors.add(
                mapping.at(),
                mapping.path(),
                "an expectation is a value, a comparison, or a list of those, not a mapping",
                "write for example 200, '>= 10', '~ ^ok' or exists; in {…} put quotes around it");
    }

    private void scalar(PlanNode.Scalar scalar, List<Condition> conditions, List<Template> written) {
        if (!referencesAllowed(scalar)) {
            return;
        }
        try {
            conditions.add(condition(scalar));
            written.add(scalar.template());
        } catch (MistakeException mistake) {
            errors.add(scalar.at(), scalar.path(), mistake.what, mistake.hint);
        }
    }

    private boolean referencesAllowed(PlanNode.Scalar scalar) {
        new Scalars(errors).checkReferences(scalar, namespaces);
        return scalar.template().references().stream()
                .allMatch(reference -> namespaces.contains(reference.namespace()));
    }

    private Condition condition(PlanNode.Scalar scalar) throws MistakeException {
        Template template = joined(scalar.template());
        String head = template.parts().isEmpty() || !(template.parts().getFirst() instanceof Template.Literal literal)
                ? ""
                : literal.text();
        if (template.references().isEmpty()) {
            Optional<Condition> word = word(head, scalar.quoted());
            if (word.isPresent()) {
                return word.get();
            }
        }
        Matcher matcher = OPERATOR.matcher(head.stripLeading());
        if (!matcher.matches()) {
            return literal(template, typing(scalar));
        }
        String symbol = matcher.group(1);
        String rest = matcher.group(2);
        refuseSlip(head.strip(), symbol);
        return operation(operator(symbol), rest(template, rest));
    }

    private static Typing typing(PlanNode.Scalar scalar) {
        if (scalar.filled()) {
            return Typing.OPEN;
        }
        return scalar.quoted() ? Typing.TEXT : Typing.PLAIN;
    }

    private Optional<Condition> word(String text, boolean quoted) throws MistakeException {
        if (text.isBlank() && !(quoted && text.isEmpty())) {
            throw new MistakeException(
                    "the expectation is empty", "write exists, absent, null, or '' for the empty text");
        }
        Matcher statusClass = STATUS_CLASS.matcher(text.strip());
        if (subject == Subject.STATUS && statusClass.matches()) {
            return Optional.of(new Condition.StatusClass(Integer.parseInt(statusClass.group(1))));
        }
        return switch (text.strip()) {
            case "exists" -> Optional.of(new Condition.Exists());
            case "absent" -> Optional.of(new Condition.Absent());
            default -> Optional.empty();
        };
    }

    private static void refuseSlip(String head, String symbol) throws MistakeException {
        String two = head.length() < 2 ? "" : head.substring(0, 2);
        String meant = SLIPS.get(two);
        if (meant != null && !symbol.equals(two)) {
            throw new MistakeException(
                    "there is no comparison '" + two + "'",
                    "did you mean '" + meant + "'? For a text that begins so write '= " + Actual.excerpt(head) + "'");
        }
    }

    private static Operator operator(String symbol) {
        for (Operator operator : Operator.values()) {
            if (operator.symbol().equals(symbol)) {
                return operator;
            }
        }
        throw new IllegalStateException("no operator " + symbol);
    }

    /** The template with neighbouring literals as one, so that the first one holds the whole operator. */
    private static Template joined(Template template) {
        List<Template.Part> parts = new ArrayList<>();
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Literal(String text)
                    && !parts.isEmpty()
                    && parts.getLast() instanceof Template.Literal(String before)) {
                parts.set(parts.size() - 1, new Template.Literal(before + text));
            } else {
                parts.add(part);
            }
        }
        return new Template(parts);
    }

    /** What follows the operator: the rest of the first literal, then the other parts. */
    private static Template rest(Template template, String literal) {
        List<Template.Part> parts = new ArrayList<>();
        if (!literal.isEmpty()) {
            parts.add(new Template.Literal(literal));
        }
        parts.addAll(template.parts().subList(1, template.parts().size()));
        return new Template(parts);
    }

    private Condition operation(Operator operator, Template operand) throws MistakeException {
        if (operand.parts().isEmpty()) {
            throw new MistakeException(
                    "'" + operator.symbol() + "' needs a value after it",
                    "for the text itself write '= " + operator.symbol() + "', for the empty text ''");
        }
        return switch (operator) {
            case MATCHES -> match(true, operand);
            case MATCHES_NOT -> match(false, operand);
            case LESS, AT_MOST, MORE, AT_LEAST -> {
                requireAmount(operator, operand);
                yield new Comparison(operator, new Operand(operand, Typing.OPEN));
            }
            case EQUAL, DIFFERENT -> {
                requireUnit(operand);
                yield new Comparison(operator, new Operand(operand, Typing.OPEN));
            }
            case CONTAINS, CONTAINS_NOT -> new Comparison(operator, new Operand(operand, Typing.OPEN));
        };
    }

    private Condition literal(Template template, Typing typing) throws MistakeException {
        requireUnit(template);
        return new Comparison(
                Operator.EQUAL, new Operand(template, subject.unit().isPresent() ? Typing.OPEN : typing));
    }

    private void requireUnit(Template operand) throws MistakeException {
        Optional<String> text = operand.text();
        Optional<Unit> unit = subject.unit();
        if (text.isEmpty() || unit.isEmpty()) {
            return;
        }
        if (subject == Subject.STATUS && !STATUS.matcher(text.get().strip()).matches()) {
            throw new MistakeException(
                    "'" + Actual.excerpt(text.get()) + "' is no HTTP status",
                    "write for example 200, 2xx or [200, 204]");
        }
        if (unit.get().parse(text.get()).isEmpty()) {
            throw new MistakeException(
                    "'" + Actual.excerpt(text.get()) + "' cannot be compared with this value",
                    "expected " + unit.get().forms());
        }
    }

    private void requireAmount(Operator operator, Template operand) throws MistakeException {
        requireUnit(operand);
        Optional<String> text = operand.text();
        if (text.isPresent() && subject.unit().isEmpty() && Unit.of(text.get()).isEmpty()) {
            throw new MistakeException(
                    "'" + Actual.excerpt(text.get()) + "' is no number, duration, size or percentage",
                    "expected something like 10, 60s, 1MB or 95%; for a text that begins with '" + operator.symbol()
                            + "' write '= " + operator.symbol() + " …'");
        }
    }

    private Condition match(boolean wanted, Template pattern) throws MistakeException {
        try {
            // Values filled in stand for themselves, so that what is written around them can be tried now.
            RegularExpression tried =
                    RegularExpression.compile(Findings.pattern(pattern, reference -> Optional.of("x")));
            return new Match(wanted, pattern, pattern.references().isEmpty() ? Optional.of(tried) : Optional.empty());
        } catch (RegularExpression.InvalidException e) {
            throw new MistakeException(
                    "the regular expression is not valid: " + e.getMessage(),
                    "the syntax is RE2's: no look-around, no back references");
        }
    }

    private static final class MistakeException extends Exception {
        private static final long serialVersionUID = 1;
        private final String what;
        private final String hint;

        MistakeException(String message, String hint) {
            super(message);
            this.what = message;
            this.hint = hint;
        }
    }
}
