package io.prodgate.check.isolation;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.Write;
import io.prodgate.traffic.Sending;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Notes a call that may write, before it is sent and when it was answered, so that it is not sent again after an interruption. */
final class NotedCall implements Sending {
    private final Call call;
    private final Attempt attempt;
    private final boolean repeat;
    private boolean begun;

    NotedCall(Call call, Attempt attempt, boolean repeat) {
        this.call = call;
        this.attempt = attempt;
        this.repeat = repeat;
    }

    /** Why it is not to be sent, if it is not. */
    Optional<Trouble> objection() {
        if (!writes() || repeat) {
            return Optional.empty();
        }
        return attempt.ledger()
                .find(call.key())
                .filter(write -> write.state() != Write.State.NOT_DONE)
                .map(write -> new Trouble(
                        Trouble.Kind.INTERRUPTED,
                        write.request(),
                        write.request() + " was sent at " + write.at() + "; it is not sent a second time",
                        Trouble.Sent.PERHAPS,
                        attempt.time().now(),
                        Duration.ZERO));
    }

    @Override
    public void begins() {
        begun = true;
        note(Write.State.ABOUT_TO_BE_SENT, Map.of());
    }

    @Override
    public void refused() {
        if (begun) {
            note(Write.State.NOT_DONE, Map.of());
            begun = false;
        }
    }

    void answered(int status) {
        note(Write.State.ANSWERED, Map.of("status", String.valueOf(status)));
    }

    private boolean writes() {
        return call.endpoint().writes();
    }

    private void note(Write.State state, Map<String, String> values) {
        if (writes()) {
            String line =
                    attempt.log().redactor().redactUrl(call.endpoint().step().line());
            String request = line + " as " + call.who();
            attempt.ledger()
                    .note(new Write(
                            call.key(), request, state, values, attempt.time().now()));
        }
    }
}
