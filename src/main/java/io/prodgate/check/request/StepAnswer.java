package io.prodgate.check.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Redactor;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The answer to a step, and how it was judged by what the step expects. Not safe for use by several threads.
 */
public final class StepAnswer {
    private final Answered answered;
    private final Values values;
    private final Redactor redactor;
    private final List<Judgement> judgements;

    StepAnswer(Answered answered, Values values, Redactor redactor, List<Judgement> judgements) {
        this.answered = answered;
        this.values = values;
        this.redactor = redactor;
        this.judgements = List.copyOf(judgements);
    }

    /** What was said, not redacted: for judging, not for keeping. */
    public HttpExchange exchange() {
        return answered.exchange();
    }

    /** The body as text, as far as it was read and not redacted: for judging, not for keeping. */
    public String text() {
        return answered.text();
    }

    /** How long all answers took together, redirects included. */
    public Duration duration() {
        return answered.duration();
    }

    /** What the step expects and captures, held against the answer. */
    public List<Judgement> judgements() {
        return judgements;
    }

    /** True if all of it was met. */
    public boolean met() {
        return judgements.stream().allMatch(Judgement::met);
    }

    /** Holds further conditions against the answer, each by itself. */
    public List<Judgement> judge(List<Claim> claims) {
        Judge judge = new Judge(answered, values, redactor);
        return claims.stream()
                .flatMap(claim -> judge.judge(List.of(claim)).stream())
                .toList();
    }

    /** The text at a place in the answer, or why there is none. */
    public CapturedValue value(Capture place) {
        return CapturedValue.of(place.from(), answered);
    }

    /** How many things a place in the answer holds: a number, the length of a list; empty if it cannot be counted. */
    public OptionalInt count(Capture place) {
        if (place.from() instanceof Capture.Json(JsonQuery query)) {
            return answered.json() instanceof JsonAnswer.Document(JsonNode root)
                    ? query.count(root)
                    : OptionalInt.empty();
        }
        Optional<String> text = value(place).text();
        return text.filter(digits -> digits.matches("\\d{1,9}")).isPresent()
                ? OptionalInt.of(Integer.parseInt(text.orElseThrow()))
                : OptionalInt.empty();
    }

    /**
     * A value taken from an answer.
     *
     * @param text the value; empty if there is none
     * @param remark why there is none, if that is not plain
     */
    public record CapturedValue(Optional<String> text, String remark) {
        private static CapturedValue of(Actual actual, String remark) {
            Optional<String> text = switch (actual) {
                case Actual.Absent(), Actual.Null() -> Optional.empty();
                case Actual.Truth(boolean value) -> Optional.of(Boolean.toString(value));
                case Actual.Amount amount -> Optional.of(amount.value().toString());
                case Actual.Text(String value) -> Optional.of(value);
                case Actual.Raw(String value) -> Optional.of(value);
                case Actual.Tree(JsonNode json) -> Optional.of(json.toString());
            };
            return new CapturedValue(text.filter(value -> !value.isEmpty()), remark);
        }

        static CapturedValue of(Capture.Source source, Answered answered) {
            return switch (source) {
                case Capture.Status() -> of(Actual.number(answered.exchange().status()), "");
                case Capture.HeaderField(String name) -> of(answered.header(name), "");
                case Capture.Body(var expression) ->
                    new CapturedValue(
                            expression.firstGroup(answered.text()).filter(text -> !text.isEmpty()),
                            "the body does not match");
                case Capture.Json(JsonQuery query) ->
                    switch (answered.json()) {
                        case JsonAnswer.Document(JsonNode root) -> {
                            JsonQuery.Found found = query.find(root);
                            yield of(found.value(), found.remark());
                        }
                        case JsonAnswer.None(String reason) -> new CapturedValue(Optional.empty(), reason);
                    };
            };
        }
    }
}
