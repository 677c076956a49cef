package io.prodgate.verdict;

import io.prodgate.evidence.ApkReading;
import io.prodgate.journal.GateTerms;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What somebody is about to deploy, or what a run was about.
 *
 * @param revision the commit
 * @param apks SHA-256 of Android packages, lower-case hex
 * @param planSha256 of the plan's file
 * @param terraform the state of the infrastructure
 */
public record Release(
        Optional<String> revision, Set<String> apks, Optional<String> planSha256, Optional<GateTerms.State> terraform) {
    /** A shorter commit names too many. */
    private static final int SHORTEST_REVISION = 7;

    public Release {
        apks = Set.copyOf(apks);
    }

    /** What a run proved something about: only packages count that a check passed with. */
    public static Release of(RunResult run) {
        RunHead head = run.head();
        return new Release(
                head.revision(),
                run.checks().stream()
                        .filter(Judge::proven)
                        .flatMap(check -> check.attempts().getLast().evidence().stream())
                        .filter(ApkReading.class::isInstance)
                        .map(fact -> ((ApkReading) fact).sha256())
                        .collect(Collectors.toSet()),
                Optional.of(head.planSha256()),
                head.gate().terraform());
    }

    /**
     * Why an approval of another release is none of this one: a sentence for each thing that differs, or that is asked for here and
     * was not known there.
     */
    public List<String> differences(Release approved) {
        List<String> all = new ArrayList<>();
        revision.filter(wanted ->
                        approved.revision.filter(known -> same(wanted, known)).isEmpty())
                .ifPresent(wanted -> all.add("the revision to deploy is " + wanted + ", and the run was "
                        + approved.revision.map(known -> "about " + known).orElse("bound to none")));
        new TreeSet<>(apks).forEach(wanted -> {
            if (!approved.apks.contains(wanted)) {
                all.add("the package to deploy has the SHA-256 " + wanted + ", and the run "
                        + (approved.apks.isEmpty()
                                ? "proved none"
                                : "proved " + String.join(", ", new TreeSet<>(approved.apks))));
            }
        });
        planSha256
                .filter(wanted -> !approved.planSha256.equals(Optional.of(wanted)))
                .ifPresent(wanted -> all.add("the plan has the SHA-256 " + wanted + ", and that of the run had "
                        + approved.planSha256.orElse("none")));
        terraform
                .filter(wanted -> !approved.terraform.equals(Optional.of(wanted)))
                .ifPresent(wanted -> all.add("terraform's state is " + wanted.told() + ", and the run was "
                        + approved.terraform
                                .map(known -> "about " + known.told())
                                .orElse("bound to none")));
        return all;
    }

    /** Commits may be shortened, as git does it. */
    private static boolean same(String one, String other) {
        String longer = (one.length() >= other.length() ? one : other).toLowerCase(Locale.ROOT);
        String shorter = (one.length() >= other.length() ? other : one).toLowerCase(Locale.ROOT);
        boolean commits = shorter.length() >= SHORTEST_REVISION && shorter.matches("[0-9a-f]+");
        return commits ? longer.startsWith(shorter) : longer.equals(shorter);
    }
}
