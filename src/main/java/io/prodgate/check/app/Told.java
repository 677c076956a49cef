package io.prodgate.check.app;

import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts about a flow that Maestro did not tell. */
final class Told {
    private Told() {}

    /**
     * A flow that was not begun.
     *
     * @param serial of the device; empty if there was none
     * @param why for people
     */
    static FlowRun notRun(NamedFlow named, String serial, String why, Instant now) {
        return notBegun(named, serial, why, Optional.empty(), now);
    }

    /** A flow that was not begun since the device could not be made ready for it. */
    static FlowRun notReady(NamedFlow named, String serial, String why, Instant now) {
        return notBegun(named, serial, why, Optional.of(FlowRun.Failure.BEFORE_FLOWS), now);
    }

    private static FlowRun notBegun(
            NamedFlow named, String serial, String why, Optional<FlowRun.Failure> failure, Instant now) {
        return new FlowRun(
                named.flow().name(),
                named.flow().path(),
                serial,
                FlowRun.End.NOT_RUN,
                failure,
                why,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Map.of(),
                List.of(),
                now,
                Duration.ZERO);
    }

    /** The one judgement that makes a flow's attempt met, and the value of the variable that was in force. */
    static void judge(Ticket ticket, Clearing clearing, FlowRun.End end) {
        ticket.add(clearing.inForce());
        ticket.add(
                new Judgement("flow", FlowRun.End.PASSED.wireName(), end.wireName(), end == FlowRun.End.PASSED, 1, ""));
    }
}
