package io.prodgate.check.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Redactor;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds an answer against what a step expects of it. */
final class Judge {
    private final Answered answered;
    private final Values values;
    private final Redactor redactor;

    /**
     * A judge of one answer.
     *
     * @param redactor masks what is shown of the answer before it is cut to an excerpt, so that no half of a secret stays at the cut
     */
    Judge(Answered answered, Values values, Redactor redactor) {
        this.answered = answered;
        this.values = values;
        this.redactor = redactor;
    }

    /**
     * The judgements, in the order of the claims. A missed status comes alone: it is another answer than the one that the other
     * claims are about.
     */
    List<Judgement> judge(List<Claim> claims) {
        List<Judgement> judgements = new ArrayList<>();
        for (Claim claim : claims) {
            Judgement judgement = judge(claim);
            judgements.add(judgement);
            if (claim instanceof Claim.Status && !judgement.met()) {
                break;
            }
        }
        return judgements;
    }

    private Judgement judge(Claim claim) {
        return switch (claim) {
            case Claim.Status status -> status(status);
            case Claim.HeaderField field -> compared(field, field.expectation(), answered.header(field.name()), "");
            case Claim.Json json -> json(json);
            case Claim.Body body ->
                whole(body, body.expectation())
                        .orElseGet(() -> compared(body, body.expectation(), new Actual.Raw(answered.text()), ""));
            case Claim.Size size ->
                whole(size, size.expectation())
                        .orElseGet(() -> compared(
                                size,
                                size.expectation(),
                                Actual.size(answered.exchange().bodyBytes()),
                                ""));
            case Claim.Took took -> compared(took, took.expectation(), Actual.duration(answered.duration()), "");
            case Claim.Schema(JsonSchemaFile schema) -> schema(schema);
        };
    }

    private Judgement status(Claim.Status claim) {
        HttpExchange exchange = answered.exchange();
        boolean redirect = exchange.status() / 100 == 3;
        Expectation.Result result = claim.expectation().judge(Actual.number(exchange.status()), values);
        Optional<String> redirected = exchange.header("location")
                .filter(location -> redirect && !result.met())
                .map(location -> "redirects to " + Actual.excerpt(redactor.redactUrl(location))
                        + "; 'follow' says how many redirects are followed");
        String remark = String.join(
                "; ",
                Stream.of(Optional.of(result.remark()).filter(r -> !r.isEmpty()), redirected, answered.cached(redactor))
                        .flatMap(Optional::stream)
                        .toList());
        return new Judgement(claim.subject(), result.expected(), result.actual(), result.met(), 1, remark);
    }

    private Judgement json(Claim.Json claim) {
        return switch (answered.json()) {
            case JsonAnswer.Document(JsonNode root) -> {
                JsonQuery.Found found = claim.query().find(root);
                yield compared(claim, claim.expectation(), found.value(), found.remark());
            }
            case JsonAnswer.None(String reason) ->
                missed(claim.subject(), claim.expectation().toString(), reason);
        };
    }

    private Judgement schema(JsonSchemaFile schema) {
        return switch (answered.json()) {
            case JsonAnswer.Document(JsonNode root) -> {
                List<String> violations = schema.violations(root);
                String actual = violations.isEmpty()
                        ? "valid"
                        : count(violations.size()) + ": " + JsonSchemaFile.shown(violations);
                yield new Judgement("schema", schema.toString(), actual, violations.isEmpty(), 1, "");
            }
            case JsonAnswer.None(String reason) -> missed("schema", schema.toString(), reason);
        };
    }

    private static String count(int violations) {
        return violations == 1 ? "1 violation" : violations + " violations";
    }

    /** A miss if the body was cut: what was not read cannot be judged. */
    private Optional<Judgement> whole(Claim claim, Expectation expectation) {
        HttpExchange exchange = answered.exchange();
        return exchange.truncated()
                ? Optional.of(new Judgement(
                        claim.subject(),
                        expectation.toString(),
                        "more than " + exchange.bodyBytes() + " bytes",
                        false,
                        1,
                        "the answer is larger than what is read, so it was not judged"))
                : Optional.empty();
    }

    private Judgement compared(Claim claim, Expectation expectation, Actual actual, String remark) {
        Expectation.Result result = judged(expectation, actual);
        // With a remark the value could not even be looked for, so "absent" is no finding either.
        boolean met = result.met() && remark.isEmpty();
        return new Judgement(
                claim.subject(),
                result.expected(),
                result.actual(),
                met,
                1,
                remark.isEmpty() ? result.remark() : remark);
    }

    /** Judged by the values themselves, shown without the secrets in them. */
    private Expectation.Result judged(Expectation expectation, Actual actual) {
        Expectation.Result result = expectation.judge(actual, values);
        Values maskedValues = reference -> values.find(reference).map(redactor::redact);
        Expectation.Result shown = expectation.judge(masked(actual), maskedValues);
        return new Expectation.Result(
                result.met(), shown.expected(), shown.actual(), result.met() ? "" : shown.remark());
    }

    private Actual masked(Actual actual) {
        return switch (actual) {
            case Actual.Text(String text) -> new Actual.Text(redactor.redact(text));
            case Actual.Raw(String text) -> new Actual.Raw(redactor.redact(text));
            case Actual.Tree(JsonNode json) -> new Actual.Tree(redactor.redact((JsonNode) json.deepCopy()));
            case Actual.Absent _, Actual.Null _, Actual.Truth _, Actual.Amount _ -> actual;
        };
    }

    private static Judgement missed(String subject, String expected, String reason) {
        return new Judgement(subject, expected, "(no JSON)", false, 1, reason);
    }
}
