package io.prodgate.traffic;

/**
 * How much further apart than a limit allows starts are kept, since clocks and networks are not exact: a share of the distance that
 * every refusal widens and every answer narrows a little. Pure; rates are per second.
 */
final class Guard {
    /** While no refusal showed that distances count. */
    private static final double FIRST = 0.0125;

    /** Once one did: then distances are measured from answers too, and less is left to chance. */
    private static final double STRICT = 0.004;

    private static final double WIDER = 0.003;

    private static final double WIDEST = 0.15;

    private static final double NARROWER = 0.00005;

    /** What was lost by waking up late is caught up with starts so much closer, until a refusal forbids it. */
    private static final double CATCH_UP = 0.7;

    /** The first answers of a process take long: a refusal would be heard of too late to lose nothing by it. */
    private static final int FIRST_ANSWERS = 10;

    private double share = FIRST;
    private boolean strict;
    private int accepted;

    /** The rate to keep below a limit. */
    double below(double limit) {
        return limit / (1 + share);
    }

    /** The rate starts must never exceed, however late the one before was: the guard is there to be used for that. */
    double fastest(double limit) {
        if (strict) {
            return limit / (1 + share / 2);
        }
        return accepted < FIRST_ANSWERS ? below(limit) : limit / CATCH_UP;
    }

    /** A refusal showed that the distance between requests counts, or another limit was found: from now on as narrow as can be. */
    void restart() {
        strict = true;
        share = STRICT;
    }

    /** True once a refusal showed that the distance between requests counts. */
    boolean strict() {
        return strict;
    }

    /** A request was refused that was only a moment too early. */
    void widen() {
        share = Math.min(WIDEST, share + WIDER);
    }

    /** A request was accepted. */
    void narrow() {
        accepted++;
        share = Math.max(strict ? STRICT : FIRST, share - NARROWER);
    }
}
