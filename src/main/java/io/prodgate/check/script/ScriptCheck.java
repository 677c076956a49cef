package io.prodgate.check.script;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.check.results.OutputReader;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.ProcessRun;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.Write;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import io.prodgate.process.BoundedProcess;
import io.prodgate.process.Inherited;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A test suite of somebody else, run as it is and judged by its exit code and by what its tests said. */
final class ScriptCheck implements Check {
    private static final String WRITE = "run";
    private static final int ATTEMPT_DEPTH = 4;

    private final Script script;
    private final Map<String, String> environment;

    /**
     * A check.
     *
     * @param environment our own environment
     */
    ScriptCheck(Script script, Map<String, String> environment) {
        this.script = script;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        if (ranBefore(attempt)) {
            return;
        }
        try {
            List<String> command = new ArrayList<>();
            for (Template word : script.command()) {
                command.add(word.fill(attempt.values()));
            }
            run(attempt, command, environment(attempt));
        } catch (Values.MissingValueException e) {
            attempt.log()
                    .add(new Misconfiguration(
                            String.valueOf(e.getMessage()), script.at().toString(), "give it a value in the plan"));
        }
    }

    /** A run before this one may have changed production: it is not done again. */
    private boolean ranBefore(Attempt attempt) {
        Optional<Write> before =
                repeatable() ? Optional.empty() : attempt.ledger().find(WRITE);
        Optional<Write> mayHaveRun = before.filter(write -> write.state() != Write.State.NOT_DONE);
        mayHaveRun.ifPresent(write -> attempt.log()
                .add(new Trouble(
                        Trouble.Kind.INTERRUPTED,
                        script.line(),
                        told(write) + "; it may have changed production, so it is not run again",
                        Trouble.Sent.PERHAPS,
                        attempt.time().now(),
                        Duration.between(write.at(), attempt.time().now()))));
        return mayHaveRun.isPresent();
    }

    private static String told(Write write) {
        return write.state() == Write.State.ANSWERED
                ? "the script was run before, until " + write.at()
                        + Optional.ofNullable(write.values().get("exit-code"))
                                .map(code -> ", with exit code " + code)
                                .orElse("")
                : "the script was started before, at " + write.at() + ", and its end was not noted";
    }

    private Map<String, String> environment(Attempt attempt) {
        Map<String, String> all = script.inherited().of(environment);
        Inherited.secrets(all).forEach(attempt.log()::learn);
        script.environment().forEach((name, value) -> all.put(name, value.fill(attempt.values())));
        return all;
    }

    private void run(Attempt attempt, List<String> command, Map<String, String> variables) throws InterruptedException {
        Instant started = attempt.time().now();
        Duration left = Duration.between(started, attempt.deadline());
        if (!left.isPositive()) {
            attempt.log().add(outOfTime(started));
            return;
        }
        Duration most =
                script.timeout().filter(timeout -> timeout.compareTo(left) < 0).orElse(left);
        OutputReader reader = script.tests().reader(attempt.log().redactor());
        KeptOutput kept = new KeptOutput(attempt.artifacts());
        ScriptOutput output = new ScriptOutput(attempt.log().redactor(), reader, kept);
        try (output) {
            note(attempt, Write.State.ABOUT_TO_BE_SENT, Map.of());
            BoundedProcess.End end = new BoundedProcess(variables, Optional.of(script.folder()), most, attempt.time())
                    .run(command, output);
            output.close();
            Optional<Integer> exitCode = exitCode(end);
            note(
                    attempt,
                    Write.State.ANSWERED,
                    exitCode.map(code -> Map.of("exit-code", code.toString())).orElse(Map.of()));
            ProcessRun.End how = exitCode.isPresent() ? ProcessRun.End.EXITED : ProcessRun.End.OUT_OF_TIME;
            attempt.log().add(evidence(attempt, how, exitCode, output, kept, started));
            new ScriptJudge(script, attempt.log()).judge(end, most, findings(reader, started, attempt));
        } catch (IOException e) {
            output.close();
            note(attempt, Write.State.NOT_DONE, Map.of());
            attempt.log().add(evidence(attempt, ProcessRun.End.NOT_STARTED, Optional.empty(), output, kept, started));
            attempt.log().add(notStarted(e));
        }
    }

    private Findings findings(OutputReader reader, Instant started, Attempt attempt) {
        return script.tests() instanceof TestsSource.InFiles files
                ? Findings.written(files, started, attempt.log().redactor())
                : Findings.printed(reader.end(), script.tests());
    }

    private static Optional<Integer> exitCode(BoundedProcess.End end) {
        return switch (end) {
            case BoundedProcess.End.Exited exited -> Optional.of(exited.code());
            case BoundedProcess.End.OutOfTime() -> Optional.empty();
        };
    }

    private void note(Attempt attempt, Write.State state, Map<String, String> values) {
        if (!script.readOnly()) {
            attempt.ledger()
                    .note(new Write(
                            WRITE, script.line(), state, values, attempt.time().now()));
        }
    }

    private ProcessRun evidence(
            Attempt attempt,
            ProcessRun.End end,
            Optional<Integer> exitCode,
            ScriptOutput output,
            KeptOutput kept,
            Instant started) {
        return new ProcessRun(
                script.line(),
                end,
                exitCode,
                kept.excerpt(),
                output.bytes(),
                output.bytes() == 0 ? Optional.empty() : kept.file().map(ScriptCheck::belowTheRun),
                started,
                Duration.between(started, attempt.time().now()));
    }

    /** The file's name from the run's folder on: {@code artifacts/CHECK/ATTEMPT/output.txt}. */
    private static String belowTheRun(Path file) {
        int names = file.getNameCount();
        return file.subpath(Math.max(0, names - ATTEMPT_DEPTH), names).toString();
    }

    private Misconfiguration notStarted(IOException e) {
        // "Cannot run program "x" (in directory "y"): error=2, No such file or directory"
        String reason = String.valueOf(e.getMessage()).replaceFirst("(?s)^.*error=\\d+, ", "");
        return new Misconfiguration(
                "'" + script.command().getFirst() + "' cannot be started in " + script.folder() + ": " + reason,
                script.at().toString(),
                "see that it is there and executable (chmod +x) and that the program its first line names is"
                        + " installed");
    }

    private Trouble outOfTime(Instant now) {
        return new Trouble(
                Trouble.Kind.OUT_OF_TIME,
                script.line(),
                "the script was not started, since the check's time had ended",
                Trouble.Sent.NOTHING,
                now,
                Duration.ZERO);
    }

    @Override
    public boolean repeatable() {
        return script.readOnly() || script.repeat();
    }

    @Override
    public Preview preview() {
        List<String> line = List.of("run " + script.line());
        return new Preview(line, script.readOnly() ? List.of() : line, List.of());
    }
}
