package io.prodgate.report.document;

import io.prodgate.journal.Decision;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.Signed;
import io.prodgate.journal.Signature;
import io.prodgate.report.Figures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who signs a run, and who has: a line for each role of the plan, for each other one in which somebody signed, and for each decision. */
final class SignatureLines {
    /** Whether people's names may be read. */
    enum Names {
        /** As they signed. */
        SHOWN,
        /** Only that somebody did. */
        HIDDEN
    }

    private static final String PERSON = "by a person";

    private SignatureLines() {}

    static List<Block.Signature> of(RunResult run, Names names) {
        Map<String, Signed> last = new LinkedHashMap<>();
        run.signatures().forEach(signed -> last.put(signed.signature().role(), signed));
        List<Block.Signature> lines = new ArrayList<>();
        for (String role : run.head().accepted().roles()) {
            Signed signed = last.remove(role);
            lines.add(signed == null ? new Block.Signature(role, "", "", "", "") : line(signed, run, names));
        }
        last.values().forEach(signed -> lines.add(line(signed, run, names)));
        if (names == Names.SHOWN) {
            replaced(run).forEach(signed -> lines.add(line(signed, run, names)));
        }
        run.decisions().stream().filter(RunResult.Decided::current).forEach(decided -> lines.add(line(decided, names)));
        return lines.isEmpty() ? List.of(new Block.Signature("Approved by", "", "", "", "")) : lines;
    }

    /** What a later signature of the same role took the place of: it counts no longer, and is not hidden. */
    private static List<Signed> replaced(RunResult run) {
        Set<String> later = new HashSet<>();
        return run.signatures().reversed().stream()
                .filter(signed -> !later.add(signed.signature().role()))
                .toList()
                .reversed();
    }

    /** How far the sign-off is: a refusal first, then who is missing. */
    static Text state(RunResult run) {
        Map<String, Signed> last = new LinkedHashMap<>();
        run.signatures().stream()
                .filter(Signed::current)
                .forEach(signed -> last.put(signed.signature().role(), signed));
        List<String> refused = last.values().stream()
                .map(Signed::signature)
                .filter(Signature::rejected)
                .map(Signature::role)
                .toList();
        List<String> missing = run.head().accepted().roles().stream()
                .filter(role -> !last.containsKey(role))
                .toList();
        if (!refused.isEmpty()) {
            return Text.strong("refused by " + String.join(", ", refused));
        }
        if (last.isEmpty() || !missing.isEmpty()) {
            return Text.strong(
                    missing.isEmpty() ? "nobody has signed" : "still to be signed by " + String.join(", ", missing));
        }
        return Text.of("signed by " + String.join(", ", last.keySet()));
    }

    private static Block.Signature line(Signed signed, RunResult run, Names names) {
        Signature signature = signed.signature();
        String decision = (signature.rejected() ? "REFUSED to sign: " : "signed: ")
                + Judgements.verdict(signature.verdict())
                + (signed.current() ? "" : " (no longer: the run went on after it)")
                + (replaced(run).contains(signed) ? " (no longer: somebody signed in this role after it)" : "");
        return new Block.Signature(
                signature.role(),
                decision,
                names == Names.SHOWN ? name(signature) + twice(signed, run) : PERSON,
                Figures.instant(signed.at()),
                names == Names.SHOWN ? signature.comment().orElse("") : "");
    }

    /** Who decided about the run stands for that, whatever the role. */
    private static Block.Signature line(RunResult.Decided decided, Names names) {
        Decision decision = decided.decision();
        return new Block.Signature(
                "Decision about the release",
                "decided: " + decision.kind().wireName() + ", until " + Figures.instant(decision.until()),
                names == Names.SHOWN
                        ? decision.by()
                                + decision.account()
                                        .map(account -> " as " + account)
                                        .orElse("")
                        : PERSON,
                Figures.instant(decided.at()),
                names == Names.SHOWN ? decision.reason() : "");
    }

    private static String name(Signature signature) {
        return signature.by()
                + signature.account().map(account -> " as " + account).orElse("");
    }

    /** One who signs for two roles is seen to. */
    private static String twice(Signed signed, RunResult run) {
        Signature one = signed.signature();
        List<String> others = run.signatures().stream()
                .filter(Signed::current)
                .map(Signed::signature)
                .filter(other -> !other.role().equals(one.role()) && other.bySameAs(one.by(), one.account()))
                .map(Signature::role)
                .distinct()
                .toList();
        return others.isEmpty() || !signed.current() ? "" : ", who also signed as " + String.join(", ", others);
    }
}
