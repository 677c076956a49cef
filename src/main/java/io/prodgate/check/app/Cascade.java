package io.prodgate.check.app;

import io.prodgate.evidence.FlowRun;
import java.util.List;

/**
 * Flows that only share the fate of one before them: when the driver or the device is lost in the middle of a Maestro process, all
 * later flows fail in no time, or are not run at all, and nothing is known of them.
 */
final class Cascade {
    private Cascade() {}

    /** Whether a flow of a process is such a one. */
    static boolean has(List<FlowRun> runs, int index) {
        FlowRun run = runs.get(index);
        List<FlowRun> before = runs.subList(0, index);
        if (run.end() == FlowRun.End.NOT_RUN) {
            return before.stream().anyMatch(other -> other.end() != FlowRun.End.PASSED);
        }
        return noVerdict(run) && run.crash().isEmpty() && before.stream().anyMatch(Cascade::noVerdict);
    }

    /** Whether what failed was not the app, as far as Maestro can tell. */
    static boolean noVerdict(FlowRun run) {
        return run.failure()
                .map(failure -> switch (failure) {
                    case VERDICT, NOT_STARTED -> false;
                    case STACK_TRACE, UNKNOWN_ERROR, BEFORE_FLOWS, NO_REPORT, NOT_IN_REPORT, KILLED, OUT_OF_TIME ->
                        true;
                })
                .orElse(false);
    }
}
