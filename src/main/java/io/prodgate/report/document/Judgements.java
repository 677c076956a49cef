package io.prodgate.report.document;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Judgement;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.verdict.Verdict;
import java.util.List;
import java.util.stream.Stream;

/** What documents read out of the checks of a run, and the words they have for it. */
final class Judgements {
    private static final int MOST_SHOWN = 3;

    private Judgements() {}

    /** A verdict as people sign it. */
    static String verdict(Verdict verdict) {
        return switch (verdict) {
            case APPROVED -> "Approved";
            case APPROVED_WITH_CONDITIONS -> "Approved with Conditions";
            case NOT_APPROVED -> "Not Approved";
            case INCONCLUSIVE -> "Inconclusive";
        };
    }

    /** As it is written in journals; a word that is not known stays. */
    static String verdict(String wireName) {
        return Stream.of(Verdict.values())
                .filter(verdict -> verdict.wireName().equals(wireName))
                .map(Judgements::verdict)
                .findFirst()
                .orElse(wireName);
    }

    /** How a verdict sounds. */
    static Block.Tone tone(Verdict verdict) {
        return switch (verdict) {
            case APPROVED -> Block.Tone.GOOD;
            case APPROVED_WITH_CONDITIONS -> Block.Tone.WARNING;
            case NOT_APPROVED -> Block.Tone.BAD;
            case INCONCLUSIVE -> Block.Tone.UNKNOWN;
        };
    }

    /** The evidence of one kind of a check's last attempt. */
    static <E extends Evidence> List<E> last(CheckResult check, Class<E> kind) {
        return check.attempts().isEmpty() ? List.of() : of(check.attempts().getLast(), kind);
    }

    private static <E extends Evidence> List<E> of(AttemptRecord attempt, Class<E> kind) {
        return attempt.evidence().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** What was judged in a check's last attempt. */
    static List<Judgement> judged(CheckResult check) {
        return last(check, Judgement.class);
    }

    /** A check by its id. */
    static Text name(Finding finding) {
        return Text.code(finding.id());
    }

    /** A check's outcome; what needs attention stands out. */
    static Text outcome(Finding finding) {
        String word = finding.outcome().wireName();
        return finding.settled() ? Text.of(word) : Text.strong(word);
    }

    /** Whether what was judged is as expected; that too little is known to say so is neither. */
    static Text asExpected(Judgement judgement) {
        if (judgement.met()) {
            return Text.of("yes");
        }
        return Text.strong(judgement.remark().startsWith(Judgement.UNDECIDED) ? "undecided" : "no");
    }

    /** A judgement in a line: {@code p95 434ms, expected < 5s, n = 5}. */
    static String told(Judgement judgement) {
        return judgement.subject() + " " + judgement.actual() + ", expected " + judgement.expected() + ", n = "
                + judgement.samples() + (judgement.remark().isEmpty() ? "" : " (" + judgement.remark() + ")");
    }

    /** What a check saw, and what was expected of it, in short. */
    static String shown(Finding finding) {
        List<Judgement> judgements = judged(finding.check());
        String told = String.join(
                "; ",
                judgements.stream().limit(MOST_SHOWN).map(Judgements::told).toList());
        return judgements.size() > MOST_SHOWN
                ? told + "; and " + Figures.number(judgements.size() - MOST_SHOWN) + " more"
                : told;
    }
}
