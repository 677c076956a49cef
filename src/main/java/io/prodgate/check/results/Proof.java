package io.prodgate.check.results;

import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What results prove, and why they prove nothing although nothing in them speaks against production. */
public final class Proof {
    private Proof() {}

    /** The judgements of results: those of the numbers, and a missed one for each doubt. */
    public static List<Judgement> judgements(Results results, ExpectedResults expected) {
        List<Judgement> judgements = new ArrayList<>(expected.judge(results));
        results.doubts()
                .forEach(doubt ->
                        judgements.add(new Judgement("results", "to agree", "(contradictory)", false, 1, doubt)));
        return judgements;
    }

    /**
     * The mistake on our side, if something was missed.
     *
     * @param lead what went well: {@code the script ended well}
     * @param where the check in the plan
     */
    public static Optional<Misconfiguration> missing(
            String lead, List<Judgement> judgements, Results results, String where) {
        if (!results.doubts().isEmpty()) {
            return Optional.of(new Misconfiguration(
                    "the results contradict themselves: " + results.doubts().getFirst(),
                    where,
                    "read what the tests wrote and mend the suite"));
        }
        return judgements.stream()
                .filter(judgement -> !judgement.met())
                .findFirst()
                .map(miss -> new Misconfiguration(
                        lead + ", but " + miss.subject() + " should be " + miss.expected() + " and is " + miss.actual(),
                        where,
                        "the suite has changed or ended early: read what it wrote, then mend it or correct 'expect'"));
    }
}
