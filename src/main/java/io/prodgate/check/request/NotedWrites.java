package io.prodgate.check.request;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.Write;
import io.prodgate.traffic.Request;
import io.prodgate.traffic.Sending;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notes every request that writes, before it is sent and when it was answered, and keeps it from being sent twice: after a run was
 * interrupted, a request that was answered and met its expectations is passed over with what it captured; one of which that is not
 * known is not sent again.
 */
final class NotedWrites {
    /** Beside the captures, whose names have no spaces. */
    private static final String STATUS = "status of the answer";

    private static final String EXPECTATIONS = "expectations of the step";
    private static final String MET = "met";

    private final Attempt attempt;
    private final boolean repeat;

    /**
     * The writes of one attempt.
     *
     * @param repeat true if the plan says that sending everything twice does no harm: then it is noted and nothing more
     */
    NotedWrites(Attempt attempt, boolean repeat) {
        this.attempt = attempt;
        this.repeat = repeat;
    }

    /** What is to be done with a request that writes. */
    sealed interface Course {
        /** It is sent. */
        record Send() implements Course {}

        /** It was sent and met its expectations: the judgement that says so, and what it captured. */
        record PassOver(Judgement judgement, Map<String, String> captures) implements Course {}

        /** It is not sent: the trouble that says why. */
        record Refuse(Trouble trouble) implements Course {}
    }

    /** What to do, by what was noted before. */
    Course before(String key, Step step) {
        Optional<Write> earlier = repeat ? Optional.empty() : attempt.ledger().find(key);
        return earlier.map(write -> course(write, step)).orElseGet(Course.Send::new);
    }

    /** Notes what becomes of a request on its way out. */
    Sending sending(String key, Request request) {
        return new Sending() {
            private boolean begun;

            @Override
            public void begins() {
                note(key, line(request), Write.State.ABOUT_TO_BE_SENT, Map.of());
                begun = true;
            }

            @Override
            public void refused() {
                if (begun) {
                    note(key, line(request), Write.State.NOT_DONE, Map.of());
                    begun = false;
                }
            }
        };
    }

    private Course course(Write write, Step step) {
        return switch (write.state()) {
            case NOT_DONE -> new Course.Send();
            case ABOUT_TO_BE_SENT, UNDONE, NOT_UNDONE ->
                refuse(
                        write,
                        " was about to be sent at " + write.at() + ", and no answer is noted: it may have arrived");
            case ANSWERED -> answered(write, step);
        };
    }

    private Course answered(Write write, Step step) {
        boolean met = MET.equals(write.values().get(EXPECTATIONS));
        boolean kept =
                step.captures().stream().allMatch(capture -> write.values().containsKey(capture.name()));
        if (!met || !kept) {
            return refuse(
                    write,
                    " was answered at " + write.at()
                            + (met
                                    ? ", but what it gave for the steps after it is secret and was not kept"
                                    : ", but the answer was not kept"));
        }
        Map<String, String> captures = new HashMap<>(write.values());
        captures.keySet().removeAll(List.of(STATUS, EXPECTATIONS));
        Judgement judgement = new Judgement(
                write.request(),
                "as the plan says",
                "met with status " + write.values().get(STATUS) + " at " + write.at(),
                true,
                1,
                "noted before the run was interrupted; not sent again");
        return new Course.PassOver(judgement, captures);
    }

    private Course refuse(Write write, String what) {
        return new Course.Refuse(new Trouble(
                Trouble.Kind.INTERRUPTED,
                write.request(),
                write.request() + what + "; it is not sent a second time",
                Trouble.Sent.PERHAPS,
                attempt.time().now(),
                Duration.ZERO));
    }

    /** Notes that there was no answer, if that means that nothing was done. */
    static void unanswered(Sending sending, StepRun.Outcome outcome) {
        // A redirect may say that the request before it was carried out.
        boolean notDone = switch (outcome) {
            case StepRun.GivenUp(var _, boolean redirected) -> !redirected;
            case StepRun.NoAnswer(Trouble trouble, boolean redirected) ->
                !redirected && trouble.sent() == Trouble.Sent.NOTHING;
            case StepRun.Unusable _ -> true;
            case StepRun.Answer _ -> false;
        };
        if (notDone) {
            sending.refused();
        }
    }

    /**
     * Notes the answer.
     *
     * @param met whether it met all expectations
     * @param captures what it gave, secrets excepted
     */
    void answered(String key, Request request, int status, boolean met, Map<String, String> captures) {
        Map<String, String> values = new HashMap<>();
        captures.forEach((name, value) -> {
            if (attempt.log().redactor().redact(value).equals(value)) {
                values.put(name, value);
            }
        });
        values.put(STATUS, String.valueOf(status));
        values.put(EXPECTATIONS, met ? MET : "missed");
        note(key, line(request), Write.State.ANSWERED, values);
    }

    private void note(String key, String request, Write.State state, Map<String, String> values) {
        attempt.ledger()
                .note(new Write(key, request, state, values, attempt.time().now()));
    }

    private String line(Request request) {
        return request.method()
                + " "
                + attempt.log().redactor().redactUrl(request.url().toString());
    }
}
