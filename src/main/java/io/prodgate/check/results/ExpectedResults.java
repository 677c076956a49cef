package io.prodgate.check.results;

import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.TestResults;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Expectation.Subject;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a plan expects of the numbers of tests.
 *
 * @param claims in the order they are judged
 */
public record ExpectedResults(List<Claim> claims) {
    /** What can be counted. */
    public static final List<String> SUBJECTS = List.of("tests", "passed", "failed", "skipped", "flaky");

    private static final int NAMED = 3;

    public ExpectedResults {
        claims = List.copyOf(claims);
    }

    /** A number and what it should be. */
    public record Claim(String subject, Expectation expectation) {}

    /** Binds the numbers of {@code expect}: where the plan says nothing, none failed and at least one passed. */
    public static ExpectedResults read(Keys expect) {
        List<Claim> claims = new ArrayList<>();
        for (String subject : SUBJECTS) {
            number(expect, subject)
                    .or(() -> standard(subject))
                    .ifPresent(expectation -> claims.add(new Claim(subject, expectation)));
        }
        return new ExpectedResults(claims);
    }

    /** What is expected where the plan has no {@code expect}. */
    public static ExpectedResults standard() {
        return new ExpectedResults(SUBJECTS.stream()
                .flatMap(subject -> standard(subject).map(expected -> new Claim(subject, expected)).stream())
                .toList());
    }

    private static Optional<Expectation> standard(String subject) {
        return switch (subject) {
            case "passed" -> Optional.of(Expectation.of(">= 1", Subject.NUMBER));
            case "failed" -> Optional.of(Expectation.of("0", Subject.NUMBER));
            default -> Optional.empty();
        };
    }

    /** A number that is expected under a key. */
    public static Optional<Expectation> number(Keys keys, String key) {
        Optional<PlanNode> node = keys.node(key);
        return node.flatMap(value -> Expectation.read(value, Subject.NUMBER, List.of(), keys.errors()));
    }

    /** The keys below {@code expect}; notes a mistake if something else stands there. */
    public static Optional<Keys> keys(Keys own) {
        Optional<PlanNode> node = own.node("expect");
        if (node.isPresent() && node.get() instanceof PlanNode.Mapping mapping) {
            return Optional.of(NodeKeys.of(mapping, own.errors()));
        }
        if (node.isPresent()) {
            own.error(
                    "expect",
                    "expected a mapping of what to count to what it should be",
                    "write for example 'tests: \">= 7\"' below it");
        }
        return Optional.empty();
    }

    /** Holds results against it. */
    public List<Judgement> judge(Results results) {
        List<Judgement> judgements = new ArrayList<>();
        for (Claim claim : claims) {
            Expectation.Result result = claim.expectation()
                    .judge(Actual.number(number(claim.subject(), results)), reference -> Optional.empty());
            judgements.add(new Judgement(
                    claim.subject(),
                    result.expected(),
                    result.actual(),
                    result.met(),
                    Math.max(1, results.tests()),
                    result.met() ? "" : remark(claim.subject(), results, result.remark())));
        }
        return judgements;
    }

    private static int number(String subject, Results results) {
        return switch (subject) {
            case "tests" -> results.tests();
            case "passed" -> results.passed();
            case "failed" -> results.notPassed();
            case "flaky" -> results.flaky();
            default -> results.skipped();
        };
    }

    private static String remark(String subject, Results results, String otherwise) {
        if (!subject.equals("failed") || results.misses().isEmpty()) {
            return otherwise;
        }
        String names = results.misses().stream()
                .limit(NAMED)
                .map(TestResults.Miss::name)
                .collect(Collectors.joining("; "));
        return Actual.excerpt(results.misses().size() > NAMED ? names + "; …" : names);
    }
}
