package io.prodgate.check.imported;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.check.results.ExpectedResults;
import io.prodgate.check.results.FilePattern;
import io.prodgate.check.results.Proof;
import io.prodgate.check.results.ResultFile;
import io.prodgate.check.results.Results;
import io.prodgate.check.results.UnreadableException;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Results of tests that ran before, held against what is expected of them. Nothing is run. */
final class ImportCheck implements Check {
    /** A commit can be written short; shorter than this it says little. */
    private static final int SHORTEST_REVISION = 7;

    private final Position at;
    private final List<FilePattern> patterns;
    private final ExpectedResults expected;
    private final Duration maxAge;
    private final Optional<String> revision;

    /**
     * A check.
     *
     * @param at where it stands in the plan
     * @param maxAge how old results may be that do not say which revision they are of
     * @param revision what is to be live, if the plan says so
     */
    ImportCheck(
            Position at,
            List<FilePattern> patterns,
            ExpectedResults expected,
            Duration maxAge,
            Optional<String> revision) {
        this.at = at;
        this.patterns = List.copyOf(patterns);
        this.expected = expected;
        this.maxAge = maxAge;
        this.revision = revision;
    }

    @Override
    public void attempt(Attempt attempt) {
        try {
            List<Path> files = new ArrayList<>();
            for (FilePattern pattern : patterns) {
                List<Path> found = pattern.files();
                if (found.isEmpty()) {
                    misconfigured(
                            attempt.log(),
                            "there is no file " + pattern.written(),
                            "see that the tests ran before and that their files are here");
                    return;
                }
                files.addAll(found);
            }
            List<Path> distinct = files.stream().distinct().toList();
            Results results = ResultFile.read(
                    distinct, ResultFile.Format.ANY, attempt.log().redactor());
            attempt.log().add(results.evidence(source(distinct)));
            judge(attempt, results);
        } catch (UnreadableException e) {
            misconfigured(
                    attempt.log(), String.valueOf(e.getMessage()), "see what wrote it, and whether it was ended early");
        }
    }

    private void misconfigured(EvidenceLog log, String what, String todo) {
        log.add(new Misconfiguration(what, at.toString(), todo));
    }

    private String source(List<Path> files) {
        String written = patterns.stream().map(FilePattern::written).collect(Collectors.joining(", "));
        return files.size() == 1 ? written : written + " (" + files.size() + " files)";
    }

    private void judge(Attempt attempt, Results results) {
        EvidenceLog log = attempt.log();
        List<Judgement> judgements = Proof.judgements(results, expected);
        judgements.forEach(log::add);
        Judgement belongs = belongs(results, attempt.time().now());
        log.add(belongs);
        if (!belongs.met()) {
            // Whatever they say, they say it of another production.
            misconfigured(
                    log,
                    "the results are not of what is live: their " + belongs.subject() + " should be "
                            + belongs.expected() + " and is " + belongs.actual(),
                    "run the tests again for this deployment, or correct 'max-age'");
        } else if (results.notPassed() == 0) {
            Proof.missing("none of the tests failed", judgements, results, at.toString())
                    .ifPresent(log::add);
        }
    }

    /** Whether the results are of the revision that is to be live; where they do not say, whether they are young enough. */
    private Judgement belongs(Results results, Instant now) {
        Optional<String> tested = results.revision().filter(name -> revision.isPresent());
        if (tested.isPresent()) {
            String wanted = revision.orElseThrow();
            return new Judgement("revision", wanted, tested.get(), same(wanted, tested.get()), 1, "");
        }
        Duration age = Duration.between(results.at().orElse(Instant.EPOCH), now);
        return new Judgement(
                "age",
                "<= " + Durations.format(maxAge),
                Durations.format(Duration.ofSeconds(Math.max(0, age.toSeconds()))),
                age.compareTo(maxAge) <= 0,
                1,
                "");
    }

    private static boolean same(String one, String other) {
        return one.equals(other)
                || Math.min(one.length(), other.length()) >= SHORTEST_REVISION
                        && (one.startsWith(other) || other.startsWith(one));
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Preview preview() {
        return new Preview(
                patterns.stream().map(pattern -> "read " + pattern.written()).toList(), List.of(), List.of());
    }
}
