package io.prodgate.diagnosis;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.ProcessRun;
import io.prodgate.evidence.TestResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Why tests of somebody else did not pass, where their own words say that production was not judged (what tools say of themselves is
 * in the rules). Where tests failed, every single
 * one has to say so: one failure with another reason, or one of which nothing is known, is production's.
 */
final class TestSigns {
    /** A reason that is not production's fault, or not yet. */
    enum Reason {
        /** A program or variable is missing where the tests ran. */
        INCOMPLETE,
        /** The machine that ran the tests. */
        RUNNER,
        /** Production limited the tests' requests. */
        LIMITED,
        /** Nobody answered, or a gateway did in production's place. */
        UNREACHABLE,
        /** They took longer than they may. */
        OUT_OF_TIME;

        /** The name in rules. */
        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A reason and the words it was found in.
     *
     * @param words a line of output, or a test's name and message
     */
    record Found(Reason reason, String words) {}

    /** The last words of a program are looked at: what it complained about before it may have been mended by trying again. */
    private static final int LAST_LINES = 5;

    /** The types that prodgate itself gives to errors in its JUnit and CTRF reports. */
    private static final Map<String, Reason> OWN_TYPES = Map.of(
            "configuration", Reason.INCOMPLETE,
            "infrastructure", Reason.RUNNER,
            "inconclusive", Reason.RUNNER,
            "rate-limit", Reason.LIMITED);

    // A shell's own complaint, in its own form: "smoke.sh: line 3: jq: command not found", "sh: 1: jq: not found".
    private static final Pattern SHELL = Pattern.compile(
            "^\\S+: (?:line )?\\d+: (?:.{1,200}: )?(?:command not found|not found|unbound variable|parameter (?:null or )?not set"
                    + "|No such file or directory|Permission denied|[Ss]yntax error.{0,200})$"
                    + "|^(?:zsh|sh|bash|env): (?:command not found|no such file or directory): .{1,200}$"
                    + "|^env: .{1,200}: No such file or directory$");
    // A status that was seen; the words alone may be what production says of its own providers.
    private static final Pattern LIMITED = Pattern.compile(
            "\\b(?:HTTP(?:/[\\d.]+)?|status(?: code)?|got|returned(?: error)?|received|response(?: code)?|code|error)[\\s:=]{1,4}429\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LIMIT_EXPECTED = Pattern.compile(
            "(?:expect\\w*|want\\w*|should\\s+be)\\W{0,10}(?:status\\W{0,5})?429", Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_STATUS = Pattern.compile(
            "(?:got|was|is|received|actual|returned|but)\\W{1,5}(?:status\\W{0,5}|HTTP\\W{0,5})?(?!429)[1-5]\\d\\d\\b",
            Pattern.CASE_INSENSITIVE);
    // gRPC has one code for a quota and for a message that is too large: a quota tells when to come again. What
    // production ran into
    // itself is production's.
    private static final Pattern GRPC_QUOTA = Pattern.compile(
            "\\b(?:code = |code: |status: )?(?:ResourceExhausted|RESOURCE_EXHAUSTED)\\b(?!.*\\b(?:upstream|provider|backend|model)\\b)"
                    + ".*\\b(?:retry|try again)(?:ing)? (?:in|after) \\d");
    private static final Pattern UNREACHABLE = Pattern.compile(
            "could not resolve|name or service not known|temporary failure in name resolution|getaddrinfo|ENOTFOUND|EAI_AGAIN"
                    + "|UnknownHost|no such host|connection refused|ECONNREFUSED|connection reset|ECONNRESET|failed to connect"
                    + "|couldn't connect|no route to host|EHOSTUNREACH|network is unreachable|ENETUNREACH|ETIMEDOUT"
                    + "|(?:connection|operation|connect|read) timed out|empty reply from server|ConnectException"
                    + "|dial tcp|i/o timeout|tls handshake timeout"
                    + "|(?:HTTP(?:/[\\d.]+)?|status(?: code)?|got|was|returned|error:)\\W{0,5}50[234]\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FAILED_LINE = Pattern.compile(
            "^\\s*(?:not ok\\b|✗|✘|✖|×|❌|\\[?(?:FAIL|FAILED|ERROR)\\b)|\\b[1-9]\\d* (?:failed|failing|failures?)\\b");
    private static final Pattern PASSED_LINE = Pattern.compile("^\\s*(?:ok\\b|✓|✔|√|✅|\\[?(?:PASS|PASSED|OK)\\b)");

    private TestSigns() {}

    /** The reason, if production was not judged or could not be. */
    static Optional<Found> of(List<Evidence> evidence) {
        Optional<ProcessRun> run = run(evidence);
        if (!Signs.missed(evidence) || run.isEmpty() && results(evidence).isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = run.map(TestSigns::complaints).orElse(List.of());
        int failed = notPassed(evidence);
        return incomplete(lines, failed)
                .or(() -> failed > 0 ? ofTests(evidence) : run.flatMap(program -> ofProgram(program, lines)));
    }

    /** A shell that could not do what it was told. Where tests failed, it complains before, and as often as tests failed. */
    private static Optional<Found> incomplete(List<String> lines, int failed) {
        List<Integer> complaints = IntStream.range(0, lines.size())
                .filter(line -> SHELL.matcher(lines.get(line)).find())
                .boxed()
                .toList();
        boolean enough = complaints.size() >= Math.max(1, failed);
        boolean before = failed == 0
                || enough && lines.subList(0, complaints.getFirst()).stream().noneMatch(FAILED_LINE.asPredicate());
        return enough && before
                ? Optional.of(new Found(Reason.INCOMPLETE, lines.get(complaints.getFirst())))
                : Optional.empty();
    }

    /** True if tests or the exit code of a program speak against production. */
    static boolean failed(List<Evidence> evidence) {
        boolean exitCode = evidence.stream()
                .anyMatch(fact -> fact instanceof Judgement judgement
                        && !judgement.met()
                        && judgement.subject().equals("exit code"));
        return Signs.missed(evidence)
                && (notPassed(evidence) > 0
                        || run(evidence).isPresent() && exitCode
                        || run(evidence)
                                        .filter(run -> run.end() == ProcessRun.End.OUT_OF_TIME)
                                        .isPresent()
                                && of(evidence)
                                        .filter(found -> found.reason() == Reason.UNREACHABLE)
                                        .isPresent());
    }

    /** How many tests were run and did not pass. */
    static int notPassed(List<Evidence> evidence) {
        return results(evidence).stream()
                .mapToInt(results -> results.failed() + results.broken())
                .sum();
    }

    /** How many tests passed only on a further try. */
    static int flaky(List<Evidence> evidence) {
        return results(evidence).stream().mapToInt(TestResults::flaky).sum();
    }

    static List<TestResults> results(List<Evidence> evidence) {
        return evidence.stream()
                .filter(TestResults.class::isInstance)
                .map(TestResults.class::cast)
                .toList();
    }

    static Optional<ProcessRun> run(List<Evidence> evidence) {
        return evidence.stream()
                .filter(ProcessRun.class::isInstance)
                .map(ProcessRun.class::cast)
                .reduce((first, second) -> second);
    }

    private static Optional<Found> ofTests(List<Evidence> evidence) {
        List<TestResults.Miss> misses = results(evidence).stream()
                .flatMap(results -> results.misses().stream())
                .toList();
        List<Found> reasons = misses.stream().flatMap(miss -> of(miss).stream()).toList();
        boolean all = misses.size() >= notPassed(evidence) && reasons.size() == misses.size();
        return all ? reasons.stream().findFirst() : Optional.empty();
    }

    private static Optional<Found> of(TestResults.Miss miss) {
        String words = miss.name() + (miss.message().isEmpty() ? "" : ": " + miss.message());
        Optional<Reason> own = miss.type().map(OWN_TYPES::get);
        if (own.isPresent()) {
            return Optional.of(new Found(own.get(), words));
        }
        String all = miss.type().orElse("") + " " + words;
        if (limited(all)) {
            return Optional.of(new Found(Reason.LIMITED, words));
        }
        return UNREACHABLE.matcher(all).find() ? Optional.of(new Found(Reason.UNREACHABLE, words)) : Optional.empty();
    }

    /** A test of the limit itself speaks of 429 too: then another status was seen, or this one was expected. */
    private static boolean limited(String text) {
        return GRPC_QUOTA.matcher(text).find()
                || LIMITED.matcher(LIMIT_EXPECTED.matcher(text).replaceAll("")).find()
                        && !OTHER_STATUS.matcher(text).find();
    }

    private static Optional<Found> ofProgram(ProcessRun run, List<String> lines) {
        List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        return bySignal(run)
                .or(() -> byExitCode(run, last))
                .or(() -> last.stream()
                        .filter(TestSigns::limited)
                        .findFirst()
                        .map(line -> new Found(Reason.LIMITED, line)))
                .or(() -> first(Reason.UNREACHABLE, UNREACHABLE, last))
                .or(() -> run.end() == ProcessRun.End.OUT_OF_TIME
                        ? Optional.of(new Found(Reason.OUT_OF_TIME, "it was still running when its time had ended"))
                        : Optional.empty());
    }

    /** Ended from outside, or by a fault of its own; 130 and 143 are what people and systems send to ask for an end. */
    private static Optional<Found> bySignal(ProcessRun run) {
        return run.exitCode()
                .filter(code -> code > 128 && code < 160)
                .map(code -> new Found(
                        Reason.RUNNER,
                        "ended by signal " + (code - 128) + (code == 137 ? ", mostly for want of memory" : "")));
    }

    /** What shells say of a program they could not start. */
    private static Optional<Found> byExitCode(ProcessRun run, List<String> last) {
        return run.exitCode()
                .filter(code -> code == 126 || code == 127)
                .map(code -> new Found(
                        Reason.INCOMPLETE, "exit code " + code + (last.isEmpty() ? "" : ", " + last.getLast())));
    }

    private static Optional<Found> first(Reason reason, Pattern pattern, List<String> lines) {
        return lines.stream()
                .filter(line -> pattern.matcher(line).find())
                .findFirst()
                .map(line -> new Found(reason, line));
    }

    /** The lines of the output that do not tell of a passed test. */
    private static List<String> complaints(ProcessRun run) {
        List<String> lines = new ArrayList<>();
        run.output()
                .lines()
                .filter(line -> !line.isBlank() && !PASSED_LINE.matcher(line).find())
                .map(line -> line.length() > 1_000 ? line.substring(0, 1_000) : line)
                .forEach(lines::add);
        return lines;
    }
}
