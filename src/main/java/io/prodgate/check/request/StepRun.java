package io.prodgate.check.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.check.Attempt;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Values;
import io.prodgate.traffic.Reply;
import io.prodgate.traffic.Request;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt's way through the steps, with what it captured on the way. */
public final class StepRun {
    private final Attempt attempt;
    private final String place;
    private final Map<String, String> captured = new HashMap<>();
    private final Values values;

    /**
     * A way through the steps.
     *
     * @param place where the check stands in the plan, for messages
     */
    public StepRun(Attempt attempt, String place) {
        this.attempt = attempt;
        this.place = place;
        Values captures = reference -> reference.namespace().equals("capture")
                ? Optional.ofNullable(captured.get(reference.name()))
                : Optional.empty();
        this.values = captures.orElse(attempt.values());
    }

    /** Takes one step; true if the next one may follow. */
    public boolean take(Step step) throws InterruptedException {
        try {
            Optional<Answered> answered = send(step, request(step));
            return answered.isPresent() && judge(step, answered.get());
        } catch (Values.MissingValueException e) {
            misconfigured(String.valueOf(e.getMessage()), "give it a value in the plan, or a fallback with :-");
        } catch (URISyntaxException e) {
            misconfigured(
                    "the URL " + e.getInput() + " is none: " + e.getReason(), "see what its references stand for");
        } catch (IOException e) {
            misconfigured(
                    "the file to send cannot be read: " + e.getClass().getSimpleName(),
                    "see that it is there and readable");
        }
        return false;
    }

    private void misconfigured(String what, String todo) {
        attempt.log().add(new Misconfiguration(what, place, todo));
    }

    private Request request(Step step) throws URISyntaxException, IOException {
        Optional<byte[]> body = step.content().bytes(values);
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        step.headers()
                .forEach(header ->
                        headers.add(Map.entry(header.name(), header.value().fill(values))));
        if (headers.stream().noneMatch(header -> header.getKey().equalsIgnoreCase("content-type"))) {
            step.content().type().ifPresent(type -> headers.add(Map.entry("Content-Type", type)));
        }
        step.signature()
                .ifPresent(signature ->
                        headers.add(Map.entry(signature.header(), signature.of(body.orElse(new byte[0]), values))));
        return new Request(
                step.method(), step.target().resolve(values), headers, body, step.timeout(), step.credential());
    }

    /** Sends a request and follows redirects; empty if there was no answer, which the log has already. */
    private Optional<Answered> send(Step step, Request first) throws InterruptedException {
        Request request = first;
        Duration total = Duration.ZERO;
        for (int followed = 0; ; followed++) {
            Reply reply = attempt.traffic().exchange(request, attempt.log(), attempt.deadline());
            if (!(reply instanceof Reply.Answer answer)) {
                return Optional.empty();
            }
            total = total.plus(answer.exchange().duration());
            Optional<Request> next =
                    followed < step.follow() ? Redirects.next(request, answer.exchange()) : Optional.empty();
            if (next.isEmpty()) {
                return Optional.of(new Answered(answer, total));
            }
            request = next.get();
        }
    }

    private boolean judge(Step step, Answered answered) {
        // Captures come first: what is secret in the answer has to be known before anything of it is kept.
        List<Judgement> missing = capture(step, answered);
        List<Judgement> judgements = new Judge(answered, values, attempt.log().redactor()).judge(step.claims());
        boolean met = judgements.stream().allMatch(Judgement::met);
        EvidenceLog log = attempt.log();
        judgements.forEach(judgement -> log.add(named(step, judgement)));
        if (met) {
            missing.forEach(judgement -> log.add(named(step, judgement)));
        }
        return met && missing.isEmpty();
    }

    /** A missed judgement says in which step it was missed. */
    private static Judgement named(Step step, Judgement judgement) {
        if (judgement.met() || step.name().isEmpty()) {
            return judgement;
        }
        String where = "in step '" + step.name().get() + "'";
        return new Judgement(
                judgement.subject(),
                judgement.expected(),
                judgement.actual(),
                false,
                judgement.samples(),
                judgement.remark().isEmpty() ? where : where + ": " + judgement.remark());
    }

    private List<Judgement> capture(Step step, Answered answered) {
        List<Judgement> missing = new ArrayList<>();
        for (Capture capture : step.captures()) {
            Value value = value(capture.from(), answered);
            if (value.text().isPresent()) {
                String text = value.text().get();
                if (capture.secret()) {
                    attempt.log().learn(text);
                }
                captured.put(capture.name(), text);
            } else {
                missing.add(new Judgement(
                        "capture " + capture.name(),
                        "exists at " + capture.written(),
                        "(absent)",
                        false,
                        1,
                        value.remark()));
            }
        }
        return missing;
    }

    /** A captured value, or why there is none. */
    private record Value(Optional<String> text, String remark) {
        static Value of(Actual actual, String remark) {
            Optional<String> text = switch (actual) {
                case Actual.Absent(), Actual.Null() -> Optional.empty();
                case Actual.Truth(boolean value) -> Optional.of(Boolean.toString(value));
                case Actual.Amount amount -> Optional.of(amount.value().toString());
                case Actual.Text(String value) -> Optional.of(value);
                case Actual.Raw(String value) -> Optional.of(value);
                case Actual.Tree(JsonNode json) -> Optional.of(json.toString());
            };
            return new Value(text.filter(value -> !value.isEmpty()), remark);
        }
    }

    private static Value value(Capture.Source source, Answered answered) {
        return switch (source) {
            case Capture.Status() -> Value.of(Actual.number(answered.exchange().status()), "");
            case Capture.HeaderField(String name) -> Value.of(answered.header(name), "");
            case Capture.Body(var expression) ->
                new Value(
                        expression.firstGroup(answered.text()).filter(text -> !text.isEmpty()),
                        "the body does not match");
            case Capture.Json(JsonQuery query) ->
                switch (answered.json()) {
                    case JsonAnswer.Document(JsonNode root) -> {
                        JsonQuery.Found found = query.find(root);
                        yield Value.of(found.value(), found.remark());
                    }
                    case JsonAnswer.None(String reason) -> new Value(Optional.empty(), reason);
                };
        };
    }
}
