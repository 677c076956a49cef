package io.prodgate.check.request;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Trouble;
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

/** One attempt's way through the steps, with what it captured on the way. Not safe for use by several threads. */
public final class StepRun {
    private final Attempt attempt;
    private final String place;
    private final Optional<NotedWrites> writes;
    private final Map<String, String> captured = new HashMap<>();
    private final Values values;
    private final StepRequests requests;
    private int taken;

    /**
     * A way through the steps whose writes are noted by whoever takes it.
     *
     * @param place where the check stands in the plan, for messages
     */
    public StepRun(Attempt attempt, String place) {
        this(attempt, place, reference -> Optional.empty());
    }

    /**
     * A way through the steps whose writes are noted by whoever takes it, with values of its own.
     *
     * @param place where the check stands in the plan, for messages
     * @param own what its references stand for beside secrets, captures and the run
     */
    public StepRun(Attempt attempt, String place, Values own) {
        this(attempt, place, own, Optional.empty());
    }

    /**
     * A way through the steps of a whole check that notes what they write.
     *
     * @param place where the check stands in the plan, for messages
     * @param repeat true if the plan says that sending everything twice does no harm
     */
    public static StepRun noting(Attempt attempt, String place, boolean repeat) {
        return new StepRun(
                attempt, place, reference -> Optional.empty(), Optional.of(new NotedWrites(attempt, repeat)));
    }

    private StepRun(Attempt attempt, String place, Values own, Optional<NotedWrites> writes) {
        this.attempt = attempt;
        this.place = place;
        this.writes = writes;
        Values captures = reference -> reference.namespace().equals("capture")
                ? Optional.ofNullable(captured.get(reference.name()))
                : Optional.empty();
        this.values = captures.orElse(own).orElse(attempt.values());
        this.requests = new StepRequests(place, values, attempt.time());
    }

    /** What came of a step. */
    public sealed interface Outcome {}

    /** It was answered, whatever the answer. */
    public record Answer(StepAnswer answer) implements Outcome {}

    /**
     * It was not answered; the log has the trouble.
     *
     * @param redirected true if a request before was answered with a redirect that was followed
     */
    public record NoAnswer(Trouble trouble, boolean redirected) implements Outcome {}

    /**
     * It was not sent, since the wait for a rate limit is too long; the log has the wait.
     *
     * @param redirected true if a request before was answered with a redirect that was followed
     */
    public record GivenUp(PaceWait pause, boolean redirected) implements Outcome {}

    /** It could not be put together; the log has the mistake. */
    public record Unusable(Misconfiguration mistake) implements Outcome, Prepared {}

    /** What became of putting a request together. */
    sealed interface Prepared permits Ready, Unusable {}

    /** It can be sent. */
    record Ready(Request request) implements Prepared {}

    /** What was captured so far, by name. */
    public Map<String, String> captured() {
        return Map.copyOf(captured);
    }

    /** Adds what was captured before. */
    public void restore(Map<String, String> before) {
        captured.putAll(before);
    }

    /** Takes one step, its judgements go into the log; true if the next one may follow. */
    public boolean take(Step step) throws InterruptedException {
        taken++;
        if (!(prepare(step) instanceof Ready(Request request))) {
            return false;
        }
        if (step.writes() && writes.isPresent()) {
            return write(writes.get(), "step " + taken, step, request);
        }
        return send(step, request, Sending.UNHEEDED) instanceof Answer(StepAnswer answer) && met(step, answer);
    }

    private boolean met(Step step, StepAnswer answer) {
        answer.judgements().forEach(judgement -> attempt.log().add(named(step, judgement)));
        return answer.met();
    }

    private boolean write(NotedWrites noted, String key, Step step, Request request) throws InterruptedException {
        return switch (noted.before(key, step)) {
            case NotedWrites.Course.Send() -> {
                Sending sending = noted.sending(key, request);
                Outcome outcome = send(step, request, sending);
                NotedWrites.unanswered(sending, outcome);
                if (!(outcome instanceof Answer(StepAnswer answer))) {
                    yield false;
                }
                boolean met = met(step, answer);
                noted.answered(key, request, answer.exchange().status(), met, open(step));
                yield met;
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

    /**
     * Takes one step without judging it in the log.
     *
     * @param sending told what becomes of the request on its way out
     */
    public Outcome ask(Step step, Sending sending) throws InterruptedException {
        return switch (prepare(step)) {
            case Ready(Request request) -> send(step, request, sending);
            case Unusable unusable -> unusable;
        };
    }

    private Prepared prepare(Step step) {
        try {
            return new Ready(requests.of(step));
        } catch (Values.MissingValueException e) {
            return misconfigured(String.valueOf(e.getMessage()), "give it a value in the plan, or a fallback with :-");
        } catch (URISyntaxException e) {
            return misconfigured(
                    "the URL " + e.getInput() + " is none: " + e.getReason(), "see what its references stand for");
        } catch (IOException e) {
            return misconfigured(
                    "the file to send cannot be read: " + e.getClass().getSimpleName(),
                    "see that it is there and readable");
        } catch (Signature.UnusableKeyException e) {
            return misconfigured(String.valueOf(e.getMessage()), "see where the secret comes from");
        }
    }

    private Unusable misconfigured(String what, String todo) {
        Misconfiguration mistake = new Misconfiguration(what, place, todo);
        attempt.log().add(mistake);
        return new Unusable(mistake);
    }

    /** Sends a request and follows redirects. */
    private Outcome send(Step step, Request first, Sending sending) throws InterruptedException {
        Request request = first;
        Duration total = Duration.ZERO;
        for (int followed = 0; ; followed++) {
            // What a redirect leads to is another request.
            Sending heeded = followed == 0 ? sending : Sending.UNHEEDED;
            Reply reply = attempt.traffic().exchange(request, attempt.log(), attempt.deadline(), heeded);
            switch (reply) {
                case Reply.NoAnswer(Trouble trouble) -> {
                    return new NoAnswer(trouble, followed > 0);
                }
                case Reply.GivenUp(PaceWait pause) -> {
                    return new GivenUp(pause, followed > 0);
                }
                case Reply.Answer answer -> {
                    total = total.plus(answer.exchange().duration());
                    Optional<Request> next =
                            followed < step.follow() ? Redirects.next(request, answer.exchange()) : Optional.empty();
                    if (next.isEmpty()) {
                        return new Answer(judged(step, new Answered(answer, total)));
                    }
                    request = next.get();
                }
            }
        }
    }

    private StepAnswer judged(Step step, Answered answered) {
        // Captures come first: what is secret in the answer has to be known before anything of it is kept.
        List<Judgement> missing = capture(step, answered);
        List<Judgement> judgements = new Judge(answered, values, attempt.log().redactor()).judge(step.claims());
        if (!judgements.stream().allMatch(Judgement::met)) {
            missing = List.of();
        }
        List<Judgement> all = new ArrayList<>(judgements);
        all.addAll(missing);
        return new StepAnswer(answered, values, attempt.log().redactor(), all);
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
        EvidenceLog log = attempt.log();
        List<Judgement> missing = new ArrayList<>();
        for (Capture capture : step.captures()) {
            StepAnswer.CapturedValue value = StepAnswer.CapturedValue.of(capture.from(), answered);
            if (value.text().isPresent()) {
                String text = value.text().get();
                if (capture.secret()) {
                    log.learn(text);
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
}
