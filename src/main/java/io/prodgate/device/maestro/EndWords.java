package io.prodgate.device.maestro;

import io.prodgate.device.maestro.FlowReader.Verdict;
import io.prodgate.evidence.FlowRun.End;
import io.prodgate.evidence.FlowRun.Failure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the end of a process, and what it printed, say of a flow. */
final class EndWords {
    /** {@code [shard 1] [Passed] Login works (9s) (…)}. */
    private static final Pattern PRINTED =
            Pattern.compile("(?m)^(?:\\[shard \\d+] )?(\\[(?:Passed|Failed|Warned)] (.*))$");

    /** The first line of a failure that is an exception: a class name, then its message. */
    private static final Pattern EXCEPTION = Pattern.compile("(?:[a-z][\\w$]*\\.)+[A-Z][\\w$]*"
            + "(?:(?:Exception|Error|Failure|Throwable|Timeout)?(?::.*)?|.*(?:Exception|Error)\\b.*)");

    private static final Pattern FRAME = Pattern.compile("(?m)^\\s+at [\\w$.<>/-]+\\(.*\\)");

    /** What Maestro prints on its standard output instead of its standard error. */
    private static final Pattern TOLD = Pattern.compile(
            "(?m)^.*(?:devices? connected|not enough|Missing \\d+ device|error|exception|fail|does not exist|did not match).*$",
            Pattern.CASE_INSENSITIVE);

    /** How a contradiction begins. */
    static final String SUCCESS_BUT = "Maestro's report calls it a success, but ";

    private final FlowReport report;
    private final MaestroEnd end;

    EndWords(FlowReport report, MaestroEnd end) {
        this.report = report;
        this.end = end;
    }

    /** How a failure's text tells it. */
    static Failure shape(String text) {
        String first = text.strip().lines().findFirst().orElse("").strip();
        if (first.isEmpty() || first.equalsIgnoreCase("Unknown error")) {
            return Failure.UNKNOWN_ERROR;
        }
        return EXCEPTION.matcher(first).matches() || FRAME.matcher(text).find() ? Failure.STACK_TRACE : Failure.VERDICT;
    }

    /** How the end of the process is told, where it contradicts the report. */
    Failure shape() {
        if (end.cut().isPresent()) {
            return Failure.OUT_OF_TIME;
        }
        return end.killed() ? Failure.KILLED : Failure.UNKNOWN_ERROR;
    }

    /** What Maestro printed of a flow when it had ended. */
    Optional<String> printed(Flow flow) {
        Matcher line = PRINTED.matcher(end.output());
        while (line.find()) {
            String rest = line.group(2);
            if (rest.equals(flow.name()) || rest.startsWith(flow.name() + " (")) {
                return Optional.of("'" + LeftFile.cut(line.group(1).strip(), 300) + "'");
            }
        }
        return Optional.empty();
    }

    /** What speaks against a success in the report. */
    Optional<String> contradiction(Flow flow, Optional<CommandLog> commands, Optional<String> crash) {
        boolean failures = report.cases().stream().anyMatch(one -> !one.success());
        if (end.cut().isPresent()) {
            return Optional.of(SUCCESS_BUT + end.cut().get());
        }
        int expected = failures ? 1 : 0;
        if (end.exitCode().filter(code -> code == expected).isEmpty()) {
            return Optional.of(SUCCESS_BUT + "Maestro ended with "
                    + end.exitCode().map(code -> "exit code " + code).orElse("no exit code") + " where " + expected
                    + " would fit its report");
        }
        Optional<CommandLog.Step> step = commands.flatMap(CommandLog::contradiction);
        if (step.isPresent()) {
            return Optional.of(SUCCESS_BUT + "its step " + step.get().words() + " is "
                    + step.get().status() + " in commands.json");
        }
        if (printed(flow).filter(line -> line.startsWith("'[Failed]")).isPresent()) {
            return Optional.of(SUCCESS_BUT + "it printed " + printed(flow).get());
        }
        return crash.map(lines -> SUCCESS_BUT + "the app crashed");
    }

    /** A flow of a process that left no report, or none that can be used. */
    Verdict withoutReport(Flow flow, boolean began, Optional<CommandLog> commands) {
        boolean ended = printed(flow).isPresent();
        boolean underWay = began && !ended;
        String also = printed(flow).map(line -> "; it printed " + line).orElse("");
        if (end.cut().isPresent()) {
            return underWay
                    ? Verdict.of(End.UNKNOWN, Failure.OUT_OF_TIME, end.cut().get())
                    : left(ended, Failure.OUT_OF_TIME, end.cut().get() + also);
        }
        if (end.killed()) {
            String signal = "Maestro was ended by signal " + (end.exitCode().orElse(0) - 128) + " and left no report";
            return underWay
                    ? Verdict.of(End.UNKNOWN, Failure.KILLED, signal)
                    : left(ended, Failure.KILLED, signal + also);
        }
        String why = report.trouble().orElse("Maestro wrote no report");
        String said = firstWords();
        String message = said.isEmpty()
                ? why + ", and did not say why (exit code "
                        + end.exitCode().map(String::valueOf).orElse("unknown") + ")"
                : said;
        if (began || report.present()) {
            boolean running = commands.filter(CommandLog::running).isPresent();
            return Verdict.of(
                    began ? End.UNKNOWN : End.NOT_RUN,
                    Failure.NO_REPORT,
                    (said.isEmpty() ? message : why + ": " + said)
                            + (running ? "; a step was still under way" : "")
                            + also);
        }
        return Verdict.of(End.NOT_RUN, said.isEmpty() ? Failure.NO_REPORT : Failure.BEFORE_FLOWS, message);
    }

    private static Verdict left(boolean ended, Failure why, String message) {
        return ended
                ? Verdict.of(End.UNKNOWN, Failure.NO_REPORT, message)
                : Verdict.of(End.NOT_RUN, why, message + "; this flow had not begun");
    }

    /** The first thing it said on its standard error, else what sounds like a reason on its standard output. */
    private String firstWords() {
        return end.errors()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !isNoise(line))
                .findFirst()
                .or(() -> TOLD.matcher(end.output())
                        .results()
                        .map(found -> found.group().strip())
                        .findFirst())
                .map(line -> LeftFile.cut(line, 1_000))
                .orElse("");
    }

    /** The JVM's own remarks, and its library's. */
    private static boolean isNoise(String line) {
        return line.startsWith("Picked up ") || line.startsWith("WARNING: ") || line.startsWith("SLF4J");
    }
}
