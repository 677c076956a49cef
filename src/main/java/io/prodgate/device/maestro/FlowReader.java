package io.prodgate.device.maestro;

import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.FlowRun.End;
import io.prodgate.evidence.FlowRun.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what Maestro left, in the order: did it end by itself, is there a report, what does it say of each flow, what else is there.
 * Every flow of the order gets one result. Passed is only what the report calls a success while nothing contradicts; what cannot be
 * understood is unknown.
 */
final class FlowReader {
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_ERRORS = 4_000;

    private final FlowOrder order;
    private final DebugFolder debug;
    private final FlowReport report;
    private final MaestroEnd end;
    private final EndWords words;

    /** What was ordered, and what came of it. */
    FlowReader(FlowOrder order, DebugFolder debug, FlowReport report, MaestroEnd end) {
        this.order = order;
        this.debug = debug;
        this.report = report;
        this.end = end;
        this.words = new EndWords(report, end);
    }

    /** What became of a flow, and how it is told. */
    record Verdict(End end, Optional<Failure> failure, String message) {
        static Verdict of(End end, Failure failure, String message) {
            return new Verdict(end, Optional.of(failure), message);
        }
    }

    /** One result for each flow of the order, in its order; {@code files} still without any. */
    List<FlowRun> read() {
        return order.flows().stream().map(this::read).toList();
    }

    private FlowRun read(Flow flow) {
        Optional<CommandLog> commands = debug.commands(flow);
        Optional<String> crash = debug.crash(flow);
        Verdict verdict = verdict(flow, commands, crash);
        boolean passed = verdict.end() == End.PASSED;
        Optional<CommandLog.Step> stuck = passed ? Optional.empty() : commands.flatMap(CommandLog::stuck);
        Optional<FlowReport.Case> reported = reported(flow);
        Instant started = commands.flatMap(CommandLog::started)
                .or(() -> Optional.ofNullable(end.begun().get(flow.name())))
                .orElse(end.started());
        Duration took = reported.flatMap(FlowReport.Case::took)
                .orElseGet(() -> verdict.end() == End.NOT_RUN ? Duration.ZERO : Duration.between(started, end.ended()));
        return new FlowRun(
                flow.name(),
                flow.path(),
                order.serial(),
                verdict.end(),
                verdict.failure(),
                LeftFile.cut(verdict.message(), LONGEST_MESSAGE),
                stuck.flatMap(CommandLog.Step::error)
                        .map(error -> LeftFile.cut(error, LONGEST_MESSAGE))
                        .filter(error -> !error.strip().equals(verdict.message().strip())),
                stuck.map(CommandLog.Step::words),
                stuck.flatMap(CommandLog.Step::started),
                passed ? Optional.empty() : debug.dialog(flow),
                crash,
                end.exitCode(),
                LeftFile.cut(end.errors().strip(), LONGEST_ERRORS),
                outputs(flow, commands),
                List.of(),
                started,
                took.isNegative() ? Duration.ZERO : took);
    }

    private Optional<FlowReport.Case> reported(Flow flow) {
        return report.usable()
                ? report.cases().stream()
                        .filter(one -> one.name().equals(flow.name()))
                        .findFirst()
                : Optional.empty();
    }

    private Verdict verdict(Flow flow, Optional<CommandLog> commands, Optional<String> crash) {
        if (end.neverBegan()) {
            return Verdict.of(End.NOT_RUN, Failure.NOT_STARTED, end.cut().orElse("Maestro could not be started"));
        }
        if (!report.usable()) {
            return words.withoutReport(flow, began(flow), commands);
        }
        Optional<FlowReport.Case> reported = reported(flow);
        if (reported.isEmpty()) {
            return notReported(flow);
        }
        FlowReport.Case found = reported.get();
        if (found.success()) {
            return words.contradiction(flow, commands, crash)
                    .or(() -> debug.unreadable(flow)
                            .map(file -> EndWords.SUCCESS_BUT + "its " + file + " cannot be read"))
                    .map(why -> Verdict.of(End.UNKNOWN, words.shape(), why))
                    .orElseGet(() -> new Verdict(End.PASSED, Optional.empty(), ""));
        }
        if (found.status().equals("ERROR")) {
            String text = found.failure().orElse("");
            return Verdict.of(End.FAILED, EndWords.shape(text), text);
        }
        String said = "Maestro's report gives it the status '" + LeftFile.cut(found.status(), 40) + "'";
        return Verdict.of(
                End.UNKNOWN,
                found.failure().map(EndWords::shape).orElse(Failure.UNKNOWN_ERROR),
                found.failure().map(text -> said + ": " + text).orElse(said));
    }

    private boolean began(Flow flow) {
        return debug.began(flow)
                || end.begun().containsKey(flow.name())
                || words.printed(flow).isPresent();
    }

    private Verdict notReported(Flow flow) {
        Optional<String> stopper = order.flows().stream()
                .takeWhile(other -> !other.equals(flow))
                .filter(other -> other.sequence()
                        .filter(place -> !place.continueOnFailure())
                        .isPresent())
                .filter(other -> reported(other).filter(one -> !one.success()).isPresent())
                .map(Flow::name)
                .findFirst();
        if (stopper.isPresent() && flow.sequence().isPresent() && !began(flow)) {
            return Verdict.of(
                    End.NOT_RUN,
                    Failure.NOT_IN_REPORT,
                    "not run: '" + stopper.get()
                            + "' failed before it, and the workspace says continueOnFailure: false");
        }
        return Verdict.of(
                began(flow) ? End.UNKNOWN : End.NOT_RUN,
                Failure.NOT_IN_REPORT,
                "Maestro's report does not have this flow"
                        + words.printed(flow)
                                .map(line -> "; it printed " + line)
                                .orElse(""));
    }

    private Map<String, String> outputs(Flow flow, Optional<CommandLog> commands) {
        Map<String, String> outputs = new LinkedHashMap<>();
        commands.ifPresent(log -> outputs.putAll(log.outputs()));
        debug.log(flow)
                .or(() -> order.flows().size() == 1 ? debug.log() : Optional.empty())
                .ifPresent(log -> ConsoleLines.outputs(log, outputs::put));
        return outputs;
    }
}
