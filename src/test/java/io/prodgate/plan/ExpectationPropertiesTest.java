package io.prodgate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prodgate.plan.Expectation.Result;
import io.prodgate.plan.Expectation.Subject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;

class ExpectationPropertiesTest {
    private static final Position AT = new Position("plan.yaml", 1, 1);
    private static final Values NO_VALUES = reference -> Optional.empty();

    @Property
    void anyTextIsEitherAnErrorOrGivesAResult(
            @ForAll("written") String written,
            @ForAll boolean quoted,
            @ForAll Subject subject,
            @ForAll("actual") Actual actual) {
        PlanErrors errors = new PlanErrors();
        Optional<Expectation> read = Expectation.read(
                new PlanNode.Scalar(AT, "p", Template.literal(written), quoted), subject, List.of(), errors);
        assertThat(read.isPresent()).isEqualTo(errors.isEmpty());
        read.ifPresent(expectation -> {
            Result result = expectation.judge(actual, NO_VALUES);
            assertThat(result.actual().length()).isLessThanOrEqualTo(Actual.EXCERPT + 40);
            assertThat(result.remark().length()).isLessThanOrEqualTo(Actual.EXCERPT + 40);
        });
    }

    @Property
    void whatIsEqualIsNeverDifferent(@ForAll("written") String written, @ForAll("actual") Actual actual) {
        Optional<Result> equal = judge("= ", written, actual);
        Optional<Result> different = judge("!= ", written, actual);
        assertThat(equal.isPresent()).isEqualTo(different.isPresent());
        equal.ifPresent(result ->
                assertThat(result.met() && different.orElseThrow().met()).isFalse());
    }

    @Property
    void aTextEqualsItself(@ForAll String text) {
        Template template = new Template(List.of(new Template.Reference("run", "id", Optional.empty())));
        Expectation expectation = Expectation.read(
                        new PlanNode.Scalar(AT, "p", template, false), Subject.ANY, List.of("run"), new PlanErrors())
                .orElseThrow();
        // A text in JSON's quotes stands for what is between them.
        if (!text.startsWith("\"")) {
            assertThat(expectation
                            .judge(new Actual.Text(text), reference -> Optional.of(text))
                            .met())
                    .isTrue();
        }
    }

    @Property
    void numbersCompareByValue(
            @ForAll @BigRange(min = "-1e30", max = "1e30") BigDecimal one,
            @ForAll @BigRange(min = "-1e30", max = "1e30") BigDecimal other) {
        boolean less = one.compareTo(other) < 0;
        assertThat(judge("< ", other.toPlainString(), new Actual.Amount(one, Unit.NONE))
                        .map(Result::met))
                .hasValue(less);
    }

    private static Optional<Result> judge(String operator, String operand, Actual actual) {
        PlanNode node = new PlanNode.Scalar(AT, "p", Template.literal(operator + operand), true);
        return Expectation.read(node, Subject.ANY, List.of(), new PlanErrors())
                .map(expectation -> expectation.judge(actual, NO_VALUES));
    }

    @Provide
    Arbitrary<String> written() {
        Arbitrary<String> operator = Arbitraries.of(
                "", "=", "!=", "<", "<=", ">", ">=", "~", "!~", "contains ", "!contains ", " ", "==", "!");
        Arbitrary<String> operand = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.strings().withChars("()[]{}*+?|\\^$.a1,-:<>P!=").ofMaxLength(25),
                Arbitraries.strings().withChars("0123456789.eE+-smhdKMGiB% ").ofMaxLength(12),
                Arbitraries.of(
                        "exists", "absent", "2xx", "null", "true", "\"x\"", "[1, {}]", "{", "1e999", "(a{99}){99}"));
        return Combinators.combine(operator, operand).as(String::concat);
    }

    @Provide
    Arbitrary<Actual> actual() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return Arbitraries.oneOf(
                Arbitraries.of(
                        Actual.absent(),
                        new Actual.Null(),
                        new Actual.Truth(true),
                        new Actual.Tree(nodes.arrayNode().add(1).add("a").addNull()),
                        new Actual.Tree(nodes.objectNode().put("a", 1)),
                        Actual.json(nodes.numberNode(Double.NaN)),
                        Actual.duration(Duration.ofMillis(1500)),
                        Actual.size(0)),
                Arbitraries.bigDecimals().map(value -> new Actual.Amount(value, Unit.NONE)),
                Arbitraries.strings().ofMaxLength(2000).map(Actual.Text::new),
                Arbitraries.strings().ofMaxLength(2000).map(Actual.Raw::new));
    }
}
