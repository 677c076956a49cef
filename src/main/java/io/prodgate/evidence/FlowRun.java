package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One try of a Maestro flow on one device, as Maestro told it.
 *
 * @param flow its name
 * @param file its path in the workspace
 * @param device the serial it ran on
 * @param end what became of it
 * @param failure how Maestro told the failure; empty if it passed
 * @param message the failure in Maestro's words, cut to an excerpt; empty if it passed
 * @param error what {@code commands.json} says of the failed step, where it says more
 * @param step the step that failed or was under way: {@code tapOn "Send"}
 * @param stepStarted when that step began, by our clock
 * @param dialog the text of a system dialog that covered the app, if the screen hierarchy shows one
 * @param crash the first lines of the crash or ANR report that Maestro kept, if any
 * @param exitCode of the Maestro process, if it ended by itself; 128 and the signal's number if a signal ended it
 * @param standardError what Maestro printed there, cut to an excerpt
 * @param outputs what the flow put out ({@code output.NAME}, console lines {@code NAME=value}), by name
 * @param files artefacts, below the run's folder
 * @param started when
 * @param duration as Maestro measured it, or until we gave up
 * @param call what Maestro was called with, if it was
 */
public record FlowRun(
        String flow,
        String file,
        String device,
        End end,
        Optional<Failure> failure,
        String message,
        Optional<String> error,
        Optional<String> step,
        Optional<Instant> stepStarted,
        Optional<String> dialog,
        Optional<String> crash,
        Optional<Integer> exitCode,
        String standardError,
        Map<String, String> outputs,
        List<String> files,
        Instant started,
        Duration duration,
        Optional<Call> call)
        implements Evidence {
    public FlowRun {
        outputs = Map.copyOf(outputs);
        files = List.copyOf(files);
    }

    /** A flow of which nobody knows what Maestro was called with. */
    public FlowRun(
            String flow,
            String file,
            String device,
            End end,
            Optional<Failure> failure,
            String message,
            Optional<String> error,
            Optional<String> step,
            Optional<Instant> stepStarted,
            Optional<String> dialog,
            Optional<String> crash,
            Optional<Integer> exitCode,
            String standardError,
            Map<String, String> outputs,
            List<String> files,
            Instant started,
            Duration duration) {
        this(
                flow,
                file,
                device,
                end,
                failure,
                message,
                error,
                step,
                stepStarted,
                dialog,
                crash,
                exitCode,
                standardError,
                outputs,
                files,
                started,
                duration,
                Optional.empty());
    }

    /**
     * What Maestro was called with for a flow.
     *
     * @param path of the flow's file, from where the plan's own path counts
     * @param variables that were given with {@code -e}, by name
     */
    public record Call(String path, Map<String, String> variables) {
        public Call {
            variables = Collections.unmodifiableMap(new TreeMap<>(variables));
        }
    }

    /** The same with what Maestro was called with. */
    public FlowRun calledWith(Call how) {
        return with(files, Optional.of(how));
    }

    /** The same with other artefacts. */
    public FlowRun withFiles(List<String> kept) {
        return with(kept, call);
    }

    private FlowRun with(List<String> otherFiles, Optional<Call> otherCall) {
        return new FlowRun(
                flow,
                file,
                device,
                end,
                failure,
                message,
                error,
                step,
                stepStarted,
                dialog,
                crash,
                exitCode,
                standardError,
                outputs,
                otherFiles,
                started,
                duration,
                otherCall);
    }

    /** What became of a flow. */
    public enum End {
        /** Maestro's report says so, and its exit code does not contradict. */
        PASSED,
        /** Maestro's report says so. */
        FAILED,
        /** It was not begun: a flow before it in the sequence failed, or Maestro did not come that far. */
        NOT_RUN,
        /** Begun, and nothing usable tells how it ended. */
        UNKNOWN;

        /** The name in JSON and in rules: lower case with hyphens. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How a failure is told. */
    public enum Failure {
        /** A plain sentence: the engine's verdict on the app. */
        VERDICT,
        /** A class name and a stack trace: a lost device or driver. */
        STACK_TRACE,
        /** {@code Unknown error}: the cause stands elsewhere. */
        UNKNOWN_ERROR,
        /** No report: Maestro ended before the flows, and said why on standard error. */
        BEFORE_FLOWS,
        /** No report, or none that can be read, and nothing says why. */
        NO_REPORT,
        /** The report does not have this flow. */
        NOT_IN_REPORT,
        /** A step was still under way when Maestro was ended by a signal that is not ours. */
        KILLED,
        /** It took longer than it may, and we ended Maestro. */
        OUT_OF_TIME,
        /** Maestro itself could not be started. */
        NOT_STARTED;

        /** The name in JSON and in rules: lower case with hyphens. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
