package io.prodgate.check.separation;

import io.prodgate.evidence.Judgement;

/**
 * What one look came to.
 *
 * @param mayYetCome whether it is only that something is not to be seen, which a later look may change
 */
record Finding(Judgement judgement, boolean mayYetCome) {
    /** The judgement, undecided if a later look could have changed it and there was no time for one. */
    Judgement last(boolean cut) {
        if (!cut || !mayYetCome || judgement.remark().startsWith(Judgement.UNDECIDED)) {
            return judgement;
        }
        return new Judgement(
                judgement.subject(),
                judgement.expected(),
                judgement.actual(),
                judgement.met(),
                judgement.samples(),
                Judgement.UNDECIDED + "the check's time ended before 'within' did");
    }
}
