package io.prodgate.check.isolation;

import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.evidence.Judgement;
import java.util.List;

/** Tells tries at walls that were not HTTP's, and judges them. */
final class TryJudge {
    private static final String STOPPED = "stopped";

    private final EvidenceLog log;

    TryJudge(EvidenceLog log) {
        this.log = log;
    }

    /**
     * Puts the matrix into the log, and a judgement for each try that is not as it should be.
     *
     * @param walls whose they are: {@code PostgreSQL}
     * @param whole whether everything was tried
     */
    void told(String walls, List<Try> tries, boolean whole) {
        if (!tries.isEmpty()) {
            log.add(new IsolationMatrix(walls, tries));
        }
        tries.forEach(this::judged);
        boolean met = tries.stream().allMatch(tried -> tried.end() == End.STOPPED || tried.end() == End.LET_IN);
        if (whole && met) {
            int stopped = (int)
                    tries.stream().filter(tried -> tried.end() == End.STOPPED).count();
            log.add(new Judgement(
                    stopped == 0 ? walls : "walls between tenants in " + walls,
                    stopped == 0 ? "as it should be" : "all others are stopped",
                    stopped == 0 ? "as it should be" : "all others were stopped",
                    true,
                    stopped == 0 ? tries.size() : stopped,
                    ""));
        }
    }

    private void judged(Try tried) {
        switch (tried.end()) {
            case LET_IN, STOPPED -> {}
            case LEAKED -> miss(tried, STOPPED, "");
            case WRONGLY_STOPPED -> miss(tried, wanted(tried), "");
            case VOID -> miss(tried, "a try that proves something", Judgement.UNDECIDED + "the check is void");
            case UNKNOWN -> miss(tried, STOPPED, Judgement.UNDECIDED + "it could not be tried");
        }
    }

    private static String wanted(Try tried) {
        return switch (tried.who()) {
            case KubernetesPods.WHO -> "all that is wanted";
            case BreakGlass.WHO -> "an entry";
            default -> STOPPED;
        };
    }

    private void miss(Try tried, String expected, String remark) {
        String actual = tried.by() + (tried.detail().isEmpty() ? "" : ": " + tried.detail());
        log.add(new Judgement(
                "%s: %s of %s".formatted(tried.who(), tried.what(), tried.whose()),
                expected,
                actual,
                false,
                1,
                remark));
    }
}
