package io.prodgate.device.adb;

import io.prodgate.device.DeviceException;
import io.prodgate.evidence.Time;
import io.prodgate.process.BoundedProcess;
import io.prodgate.process.CappedBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the Android tools: each call has a time limit of its own, and what it may say is bounded. */
public final class Programs {
    private static final int MOST_OUTPUT = 1 << 20;
    private static final int MOST_ERRORS = 64 << 10;

    private final Map<String, String> environment;
    private final Time time;

    /**
     * A way of running tools.
     *
     * @param environment all that they see of the environment
     */
    public Programs(Map<String, String> environment, Time time) {
        this.environment = Map.copyOf(environment);
        this.time = time;
    }

    /**
     * What a program answered.
     *
     * @param code its exit code; empty if it took too long and was ended
     * @param output what it said on standard output
     * @param errors what it said on standard error
     */
    public record Answer(Optional<Integer> code, String output, String errors) {
        /** True if it ended well. */
        public boolean ok() {
            return code.filter(value -> value == 0).isPresent();
        }

        /** The last line that it said, on standard error first; how it ended if it said nothing. */
        public String words() {
            return lastLine(errors)
                    .or(() -> lastLine(output))
                    .orElseGet(() -> code.map(value -> "exit code " + value).orElse("no answer in time"));
        }

        /** All that it said. */
        public String all() {
            return output + "\n" + errors;
        }

        private static Optional<String> lastLine(String text) {
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce((first, last) -> last);
        }
    }

    /**
     * Runs a program to its end.
     *
     * @throws DeviceException if it cannot be started
     */
    public Answer run(List<String> command, Duration limit) throws DeviceException, InterruptedException {
        CappedBytes output = new CappedBytes(MOST_OUTPUT);
        Answer answer = run(command, limit, output);
        return new Answer(answer.code(), output.text(), answer.errors());
    }

    /**
     * Runs a program to its end; its output goes somewhere else.
     *
     * @param output takes what it says on standard output
     * @return with nothing as output
     * @throws DeviceException if it cannot be started
     */
    public Answer run(List<String> command, Duration limit, OutputStream output)
            throws DeviceException, InterruptedException {
        CappedBytes errors = new CappedBytes(MOST_ERRORS);
        try {
            BoundedProcess.End end =
                    new BoundedProcess(environment, Optional.empty(), limit, time).run(command, output, errors);
            Optional<Integer> code = switch (end) {
                case BoundedProcess.End.Exited exited -> Optional.of(exited.code());
                case BoundedProcess.End.OutOfTime ignored -> Optional.empty();
            };
            return new Answer(code, "", errors.text());
        } catch (IOException e) {
            throw new DeviceException(
                    "it cannot be started: " + e.getMessage(),
                    command.getFirst(),
                    "check that it is installed for this machine");
        }
    }

    /** All that the tools see of the environment. */
    public Map<String, String> environment() {
        return environment;
    }
}
