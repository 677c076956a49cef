package io.prodgate.report;

import io.prodgate.journal.Decision;
import io.prodgate.journal.Event.MessageNoted;
import io.prodgate.journal.Event.MessageState;
import io.prodgate.journal.GateTerms;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.Signature;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Judged;
import java.util.ArrayList;
import java.util.List;

/** What somebody has to know who stands before the gate. */
public final class GateFacts {
    private GateFacts() {}

    /**
     * One of the facts.
     *
     * @param name in a word or two: {@code Decision}
     * @param text in words
     * @param matters whether a person decided it, or has to
     */
    public record GateFact(String name, String text, boolean matters) {}

    /** All of them: how long the approval counts, what it is bound to, what people decided and signed, who was not told, how to go back. */
    public static List<GateFact> of(Judged judged) {
        List<GateFact> facts = new ArrayList<>();
        GateTerms terms = judged.run().head().gate();
        if (judged.gate() == Gate.OPEN) {
            facts.add(new GateFact(
                    "Approval", "counts until " + Figures.instant(judged.run().approvalEnd()), false));
        }
        judged.run()
                .kept()
                .ifPresent(kept -> facts.add(new GateFact(
                        "Kept",
                        Figures.count(kept.checks().size(), "check") + " of the run " + kept.run()
                                + " were not run again, as it had ended with them at " + Figures.instant(kept.ended()),
                        true)));
        judged.run()
                .merged()
                .ifPresent(merged -> facts.add(new GateFact(
                        "Shards",
                        "put together from " + Figures.count(merged.shards().size(), "shard"),
                        false)));
        terms.terraform().ifPresent(state -> facts.add(new GateFact("Terraform", state.told(), false)));
        judged.run().decisions().forEach(decided -> facts.add(new GateFact("Decision", told(decided), true)));
        judged.run().signatures().forEach(signed -> facts.add(new GateFact("Signature", told(signed), true)));
        judged.run().messages().stream()
                .map(RunResult.Told::message)
                .filter(message -> message.state() != MessageState.SENT)
                .forEach(message -> facts.add(new GateFact("Not told", untold(message), true)));
        if (judged.gate() == Gate.CLOSED) {
            terms.rollBack().ifPresent(how -> facts.add(new GateFact("To roll back", how, true)));
        }
        return facts;
    }

    private static String untold(MessageNoted message) {
        return message.recipient() + " of " + message.about()
                + (message.state() == MessageState.DUE ? ": whether it was is not known" : ": " + message.detail());
    }

    private static String told(RunResult.Signed signed) {
        Signature signature = signed.signature();
        return signature.by()
                + signature.account().map(account -> " as " + account).orElse("")
                + (signature.rejected() ? " REFUSED " : " signed ") + signature.verdict() + " in the role "
                + signature.role() + " at " + Figures.instant(signed.at())
                + (signed.current() ? "" : ", about the run as it was before it went on")
                + signature.comment().map(comment -> ": " + comment).orElse("");
    }

    private static String told(RunResult.Decided decided) {
        Decision decision = decided.decision();
        return decision.kind().wireName() + " by " + decision.by()
                + decision.account().map(account -> " as " + account).orElse("") + " at "
                + Figures.instant(decided.at()) + ", until " + Figures.instant(decision.until())
                + (decision.overridesCritical() ? ", overriding critical findings" : "")
                + (decided.current() ? "" : ", about the run as it was before it went on") + ": "
                + decision.reason();
    }
}
