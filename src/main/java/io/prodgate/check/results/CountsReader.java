package io.prodgate.check.results;

import io.prodgate.check.results.Summary.Count;
import io.prodgate.evidence.Redactor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of tests as people and tools print them. Of several summaries the last one counts, since many print one after each part and
 * a total at the end; but one before it that tells of failures is not forgotten. Maven's and cargo's add up: they print no total.
 */
public final class CountsReader implements OutputReader {
    private static final Pattern GO_TEST = Pattern.compile("--- (PASS|FAIL|SKIP): (\\S{1,200}).*");
    private static final Pattern GO_PACKAGE = Pattern.compile("(ok|FAIL)\\s*\\t(\\S{1,200})\\t?(.*)");
    private static final Pattern CARGO = Pattern.compile("test result: (?:ok|FAILED)\\. (.*)");
    private static final Pattern MISS = Pattern.compile(
            "\\s*(?:[✗✘✖×❌]|\\[?(?:FAIL|FAILED|ERROR|NOT OK)]?[:\\s-]|not ok\\b|--- FAIL:|\\[✗])\\s*\\S.{0,1000}");

    private final Tally tally;
    private final Summary added = new Summary();
    private final Summary goPackages = new Summary();
    private Summary last = new Summary();
    private int earlierFailures;

    /**
     * A reader.
     *
     * @param redactor masks what is kept of failed tests
     */
    public CountsReader(Redactor redactor) {
        tally = new Tally(redactor);
    }

    @Override
    public void line(String line) {
        if (go(line) || cargo(line)) {
            return;
        }
        Optional<Summary> summary = SummaryLine.read(line);
        if (summary.isPresent()) {
            take(line, summary.get());
        } else if (line.strip().equalsIgnoreCase("ok") && last.has(Count.TOTAL) && !last.judges()) {
            last.put(Count.FAILED, 0); // unittest: "Ran 7 tests in 1s", and then whether all is well.
        } else if (MISS.matcher(line).matches()) {
            tally.miss(line, Optional.empty(), "");
        }
    }

    private void take(String line, Summary summary) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.contains("tests run:")) {
            if (!lower.contains("time elapsed")) {
                added.add(summary);
            }
        } else if (last.takes(summary)) {
            last.add(summary);
        } else {
            earlierFailures = Math.max(earlierFailures, last.notPassed());
            last = summary;
        }
    }

    private boolean go(String line) {
        Matcher test = GO_TEST.matcher(line);
        if (test.matches()) {
            switch (test.group(1)) {
                case "PASS" -> added.put(Count.PASSED, 1);
                case "SKIP" -> added.put(Count.SKIPPED, 1);
                default -> {
                    added.put(Count.FAILED, 1);
                    tally.miss(test.group(2), Optional.empty(), "");
                }
            }
            return true;
        }
        Matcher whole = GO_PACKAGE.matcher(line);
        if (!whole.matches()) {
            return false;
        }
        goPackages.put(whole.group(1).equals("ok") ? Count.PASSED : Count.FAILED, 1);
        if (whole.group(1).equals("FAIL")) {
            tally.miss(whole.group(2), Optional.empty(), whole.group(3));
        }
        if (whole.group(3).contains("(cached)")) {
            tally.doubt("go test answered from its cache for " + whole.group(2) + ": run it with -count=1");
        }
        return true;
    }

    private boolean cargo(String line) {
        Matcher cargo = CARGO.matcher(line);
        if (!cargo.matches()) {
            return false;
        }
        SummaryLine.read(cargo.group(1).replace(';', ',').replace("filtered out", "filtered"))
                .ifPresent(added::add);
        return true;
    }

    @Override
    public Optional<Results> end() {
        Summary summary = added.judges() ? added : last;
        if (!summary.judges() && goPackages.judges()) {
            summary = goPackages;
        }
        if (!summary.judges()) {
            return Optional.empty();
        }
        int earlier = summary == last ? earlierFailures : Math.max(earlierFailures, last.notPassed());
        if (earlier > summary.notPassed()) {
            tally.doubt("an earlier summary tells of " + earlier + " that did not pass, the last one of "
                    + summary.notPassed());
        }
        if (goPackages.notPassed() > 0 && summary.notPassed() == 0) {
            tally.doubt("a package failed although none of its tests did");
        }
        summary.contradiction().ifPresent(tally::doubt);
        tally.passed(summary.passed());
        tally.failed(summary.get(Count.FAILED));
        tally.broken(summary.get(Count.BROKEN));
        tally.skipped(summary.get(Count.SKIPPED));
        tally.flaky(summary.get(Count.FLAKY));
        return Optional.of(tally.results("counts"));
    }
}
