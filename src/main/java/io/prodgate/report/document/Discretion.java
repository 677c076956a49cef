package io.prodgate.report.document;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.MetricReading;
import io.prodgate.journal.RunResult;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes out of a text what is nobody's business outside: addresses, our rules, and what this run knows by name: tenants, owners, hosts,
 * checks' ids that are more than a word. What people write in titles and criteria is shown else, so they write it for their readers.
 */
final class Discretion {
    private static final String HIDDEN = "…";
    private static final int SHORTEST = 3;
    private static final Pattern ADDRESSES =
            Pattern.compile("[a-z][a-z0-9+.-]*://\\S+|\\b[\\w.+-]+@[\\w-]+\\.[\\w.-]+\\b"
                    + "|\\b\\d{1,3}(\\.\\d{1,3}){3}(:\\d+)?\\b|\\bPG-\\d{3}\\b|\\b[\\w-]+(\\.[\\w-]+)+:\\d+\\b");

    private final Pattern names;

    /** Knows what a run knows by name. */
    Discretion(RunResult run) {
        Set<String> known =
                new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(name -> name));
        names(run)
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> name.length() >= SHORTEST && !name.equals("nobody") && !name.equals("others"))
                .forEach(known::add);
        String all = known.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        this.names = Pattern.compile(
                all.isEmpty() ? "(?!)" : "(?<![\\p{L}\\d])(" + all + ")(?![\\p{L}\\d])", Pattern.CASE_INSENSITIVE);
    }

    private static Stream<String> names(RunResult run) {
        Stream<String> ofRun = Stream.of(
                        Stream.ofNullable(run.head().url().getHost()), run.head().accepted().owner().stream())
                .flatMap(names -> names);
        Stream<String> ofChecks = run.checks().stream()
                .flatMap(check -> Stream.concat(
                        Stream.concat(
                                check.head().owner().stream(),
                                check.head().quarantine().stream().map(quarantine -> quarantine.owner())),
                        check.attempts().stream()
                                .flatMap(attempt -> attempt.evidence().stream())
                                .flatMap(Discretion::names)));
        return Stream.concat(ofRun, ofChecks);
    }

    private static Stream<String> names(Evidence fact) {
        if (fact instanceof IsolationMatrix matrix) {
            return matrix.tries().stream().flatMap(tried -> Stream.of(tried.who(), tried.whose()));
        }
        return fact instanceof MetricReading reading ? Stream.of(value(reading.group())) : Stream.empty();
    }

    /** Of {@code tenant_id="a"} the value. */
    private static String value(String group) {
        return group.substring(group.indexOf('=') + 1).replace("\"", "");
    }

    /** The text without it. */
    String told(String text) {
        return names.matcher(ADDRESSES.matcher(text).replaceAll(HIDDEN)).replaceAll(HIDDEN);
    }
}
