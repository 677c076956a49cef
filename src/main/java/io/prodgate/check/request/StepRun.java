package io.prodgate.check.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.check.Attempt;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.Trouble;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Values;
import io.prodgate.traffic.Reply;
import io.prodgate.traffic.Request;
import io.prodgate.traffic.Sending;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One attempt's way through the steps, with what it captured on the way. */
public final class StepRun {
    private final Attempt attempt;
    private final String place;
    private final Optional<NotedWrites> writes;
    private final Map<String, String> captured = new HashMap<>();
    private final Values values;
    private int taken;

    /**
     * A way through the steps whose writes are noted by whoever takes it.
     *
     * @param place where the check stands in the plan, for messages
     */
    public StepRun(Attempt attempt, String place) {
        this(attempt, place, Optional.empty());
    }

    /**
     * A way through the steps of a whole check that notes what they write.
     *
     * @param place where the check stands in the plan, for messages
     * @param repeat true if the plan says that sending everything twice does no harm
     */
    public static StepRun noting(Attempt attempt, String place, boolean repeat) {
        return new StepRun(attempt, place, Optional.of(new NotedWrites(attempt, repeat)));
    }

    private StepRun(Attempt attempt, String place, Optional<NotedWrites> writes) {
        this.attempt = attempt;
        this.place = place;
        this.writes = writes;
        Values captures = reference -> reference.namespace().equals("capture")
                ? Optional.ofNullable(captured.get(reference.name()))
                : Optional.empty();
        this.values = captures.orElse(attempt.values());
    }

    /** Takes one step; true if the next one may follow. */
    public boolean take(Step step) throws InterruptedException {
        taken++;
        try {
            Request request = request(step);
            return step.writes() && writes.isPresent()
                    ? write(writes.get(), "step " + taken, step, request)
                    : send(step, request, Sending.UNHEEDED) instanceof Sent.Answer(Answered answered)
                            && judge(step, answered);
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

    private boolean write(NotedWrites noted, String key, Step step, Request request) throws InterruptedException {
        return switch (noted.before(key, step)) {
            case NotedWrites.Course.Send() -> {
                Sending sending = noted.sending(key, request);
                yield switch (send(step, request, sending)) {
                    case Sent.Answer(Answered answered) -> {
                        boolean met = judge(step, answered);
                        noted.answered(key, request, answered.exchange().status(), met, open(step));
                        yield met;
                    }
                    case Sent.Nothing(Reply reply, boolean redirected) -> {
                        // A redirect may say that the request before it was carried out.
                        if (!redirected) {
                            NotedWrites.unanswered(sending, reply);
                        }
                        yield false;
                    }
                };
            }
            case NotedWrites.Course.PassOver passedOver -> {
                attempt.log().add(passedOver.judgement());
                captured.putAll(passedOver.captures());
                yield true;
            }
            case NotedWrites.Course.Refuse(Trouble trouble) -> {
                attempt.log().add(trouble);
                yield false;
            }
        };
    }

    /** What a step captured, secrets excepted. */
    private Map<String, String> open(Step step) {
        return step.captures().stream()
                .filter(capture -> !capture.secret() && captured.containsKey(capture.name()))
                .collect(Collectors.toMap(Capture::name, capture -> captured.getOrDefault(capture.name(), "")));
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

    /** What came of a request. */
    private sealed interface Sent {
        /** An answer. */
        record Answer(Answered answered) implements Sent {}

        /**
         * No answer, which the log has already.
         *
         * @param redirected true if a request before was answered with a redirect that was followed
         */
        record Nothing(Reply reply, boolean redirected) implements Sent {}
    }

    /** Sends a request and follows redirects. */
    private Sent send(Step step, Request first, Sending sending) throws InterruptedException {
        Request request = first;
        Duration total = Duration.ZERO;
        for (int followed = 0; ; followed++) {
            Reply reply = attempt.traffic()
                    .exchange(
                            request,
                            attempt.log(),
                            attempt.deadline(),
                            // What a redirect leads to is another request.
                            followed == 0 ? sending : Sending.UNHEEDED);
            if (!(reply instanceof Reply.Answer answer)) {
                return new Sent.Nothing(reply, followed > 0);
            }
            total = total.plus(answer.exchange().duration());
            Optional<Request> next =
                    followed < step.follow() ? Redirects.next(request, answer.exchange()) : Optional.empty();
            if (next.isEmpty()) {
                return new Sent.Answer(new Answered(answer, total));
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
