package io.prodgate.check.lease;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import io.prodgate.process.BoundedProcess;
import io.prodgate.process.CappedBytes;
import io.prodgate.traffic.Reply;
import io.prodgate.traffic.Request;
import io.prodgate.traffic.Traffic;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out steps, and undoes leases: again and again until it is proven or the time is up. */
public final class Undoing {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
    private static final int MOST_OUTPUT = 64 * 1024;
    private static final int MOST_TOLD = 100;

    private final Traffic traffic;
    private final Values values;
    private final Map<String, String> environment;
    private final Time time;

    /**
     * A way of undoing.
     *
     * @param values for references to secrets
     * @param environment our own, which programs inherit
     */
    public Undoing(Traffic traffic, Values values, Map<String, String> environment, Time time) {
        this.traffic = traffic;
        this.values = values;
        this.environment = Map.copyOf(environment);
        this.time = time;
    }

    /**
     * Undoes a lease. Every step is done at least once, even if one before it failed.
     *
     * @param log hears of every request
     * @param deadline until when it is tried again
     * @return what is not undone and why; empty if all is
     */
    public Optional<String> undo(Lease lease, EvidenceLog log, Instant deadline) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            List<String> problems = new ArrayList<>();
            for (Step step : lease.undo()) {
                carryOut(step, log, deadline).ifPresent(problems::add);
            }
            if (problems.isEmpty()) {
                return Optional.empty();
            }
            if (!time.now().plus(pause).isBefore(deadline)) {
                return Optional.of(String.join("; ", problems));
            }
            time.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /**
     * Carries out one step, once.
     *
     * @return what went wrong; empty if it is done
     */
    public Optional<String> carryOut(Step step, EvidenceLog log, Instant deadline) throws InterruptedException {
        try {
            Optional<String> problem = switch (step) {
                case Step.Call call -> call(call, log, deadline);
                case Step.Command command -> run(command);
            };
            return problem.map(log.redactor()::redact);
        } catch (Values.MissingValueException | IllegalArgumentException e) {
            return Optional.of(log.redactor().redact(step.told() + ": " + e.getMessage()));
        }
    }

    private Optional<String> call(Step.Call call, EvidenceLog log, Instant deadline) throws InterruptedException {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        call.headers().forEach((name, value) -> headers.add(Map.entry(name, value.fill(values))));
        Request request = new Request(
                call.method(),
                URI.create(call.url().fill(values)),
                headers,
                call.body().map(body -> body.fill(values).getBytes(StandardCharsets.UTF_8)),
                TIMEOUT,
                Credential.OURS);
        // A little time is always left for it: the deadline is about trying again.
        Instant least = time.now().plus(TIMEOUT);
        return switch (traffic.exchange(request, log, deadline.isAfter(least) ? deadline : least)) {
            case Reply.Answer answer -> judged(call, answer);
            case Reply.NoAnswer none ->
                Optional.of(call.told() + ": " + none.trouble().message());
            case Reply.GivenUp _ -> Optional.of(call.told() + ": the rate limit's wait is too long");
        };
    }

    private static Optional<String> judged(Step.Call call, Reply.Answer answer) {
        int status = answer.exchange().status();
        if (!call.fine().contains(status)) {
            return Optional.of(call.told() + " was answered with " + status + " instead of " + call.fine());
        }
        return call.says()
                .filter(text -> !answer.text().contains(text))
                .map(text -> call.told() + ": the answer does not contain '" + text + "'");
    }

    private Optional<String> run(Step.Command command) throws InterruptedException {
        List<String> words =
                command.words().stream().map(word -> word.fill(values)).toList();
        Map<String, String> variables = new HashMap<>(environment);
        for (Map.Entry<String, Template> own : command.environment().entrySet()) {
            variables.put(own.getKey(), own.getValue().fill(values));
        }
        CappedBytes output = new CappedBytes(MOST_OUTPUT);
        try {
            BoundedProcess.End end = new BoundedProcess(
                            variables, Optional.of(command.folder()), command.timeout(), time)
                    .run(words, output);
            return switch (end) {
                case BoundedProcess.End.OutOfTime() ->
                    Optional.of(command.told() + " did not end within "
                            + command.timeout().toSeconds() + " s");
                case BoundedProcess.End.Exited(int code, int _) ->
                    code != 0
                            ? Optional.of(shortened(command.told()) + " ended with " + code + ": " + said(output))
                            : command.prints()
                                    .filter(text -> !output.text().strip().equals(text))
                                    .map(text -> shortened(command.told()) + " does not print '" + text + "': "
                                            + said(output));
            };
        } catch (IOException e) {
            return Optional.of(command.told() + " cannot be started: " + e.getMessage());
        }
    }

    /** What it said matters more than the end of a long command. */
    private static String shortened(String command) {
        return command.length() > MOST_TOLD ? command.substring(0, MOST_TOLD) + "…" : command;
    }

    private String said(CappedBytes output) {
        String text = output.text().strip();
        return text.length() > 300 ? "…" + text.substring(text.length() - 300) : text;
    }
}
