package io.prodgate.notify;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.Decision;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.verdict.Effect;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Noticed;
import io.prodgate.verdict.Standing;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is told of a run's end, or of a decision about it: one message, whatever happened.
 *
 * @param about what it is about, the same for every recipient: {@code run 1}, {@code decision 2}
 * @param judged the run
 * @param standing how its gate stands now
 * @param decision the decision, if it is about one
 * @param headline verdict, gate and production
 * @param meaning one sentence: what it means for the release
 * @param findings what is broken or could not be judged, a sentence each, the worst first
 * @param next what has to happen, and who has to do it
 */
public record Message(
        String about,
        Judged judged,
        Standing standing,
        Optional<Decision> decision,
        String headline,
        String meaning,
        List<String> findings,
        List<String> next) {
    private static final int SENTENCE = 400;

    public Message {
        findings = List.copyOf(findings);
        next = List.copyOf(next);
    }

    /** What is told of a run's end. */
    public static Message ofRun(String about, Judged judged, Standing standing, Audience audience) {
        return new Message(
                about,
                judged,
                standing,
                Optional.empty(),
                Texts.line(
                        verdict(judged) + " — gate " + standing.gate().wireName() + ": " + subject(judged, audience),
                        SENTENCE),
                meaning(judged),
                findings(judged, audience),
                next(judged, standing, audience));
    }

    /** What is told of a decision. */
    public static Message ofDecision(
            String about, Judged judged, Standing standing, Decision decision, Audience audience) {
        return new Message(
                about,
                judged,
                standing,
                Optional.of(decision),
                Texts.line(
                        "Decided: " + decision.kind().wireName() + " — gate "
                                + standing.gate().wireName() + ": " + subject(judged, audience),
                        SENTENCE),
                audience == Audience.CLIENT
                        ? "A person decided about the release."
                        : Texts.line(
                                decision.by() + " decided " + decision.kind().wireName() + ", until " + decision.until()
                                        + ": " + decision.reason(),
                                SENTENCE),
                List.of(),
                audience == Audience.CLIENT ? List.of() : next(judged, standing, audience));
    }

    /** Where the CI's job can be seen. */
    public Optional<URI> job() {
        return judged.run().head().gate().job();
    }

    private static String verdict(Judged judged) {
        return switch (judged.verdict()) {
            case APPROVED -> "Approved";
            case APPROVED_WITH_CONDITIONS -> "Approved with conditions";
            case NOT_APPROVED -> "Not approved";
            case INCONCLUSIVE -> "Inconclusive";
        };
    }

    private static String subject(Judged judged, Audience audience) {
        RunHead head = judged.run().head();
        return head.production()
                + (audience == Audience.CLIENT
                        ? ""
                        : head.revision()
                                .map(revision -> " " + shortened(revision))
                                .orElse(""));
    }

    private static String shortened(String revision) {
        return revision.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? revision.substring(0, 8) : revision;
    }

    private static String meaning(Judged judged) {
        return switch (judged.verdict()) {
            case APPROVED -> "Everything required was proven against production: the frontend can be deployed.";
            case APPROVED_WITH_CONDITIONS ->
                "Everything required was proven, with conditions: the frontend can be deployed.";
            case NOT_APPROVED -> "Production is at fault: the frontend is held back.";
            case INCONCLUSIVE -> "Something required could not be judged: the frontend is held back.";
        };
    }

    private static List<String> findings(Judged judged, Audience audience) {
        List<CheckResult> unsettled = judged.run().checks().stream()
                .filter(check -> Judge.effect(check, judged.run().started()) != Effect.NONE)
                .sorted(Comparator.<CheckResult, Effect>comparing(
                                check -> Judge.effect(check, judged.run().started()))
                        .thenComparingInt(
                                check -> Judge.severityRank(check.head().severity())))
                .toList();
        if (audience == Audience.CLIENT) {
            return unsettled.isEmpty()
                    ? List.of()
                    : List.of(unsettled.size() + " of " + judged.run().checks().size() + " checks need attention.");
        }
        return unsettled.stream().map(check -> sentence(check, audience)).toList();
    }

    private static String sentence(CheckResult check, Audience audience) {
        String name = check.head().title().orElse(check.head().id());
        String internals =
                audience == Audience.OPERATIONS && !check.explanation().isEmpty()
                        ? ": " + check.explanation()
                                + check.rule().map(rule -> " [" + rule + "]").orElse("")
                        : "";
        return Texts.line(name + " (" + check.head().severity() + ") " + Noticed.of(check) + internals, SENTENCE);
    }

    private static List<String> next(Judged judged, Standing standing, Audience audience) {
        if (standing.gate() == Gate.OPEN) {
            return standing.until()
                    .map(until -> List.of("The gate is open until " + until + "."))
                    .orElse(List.of());
        }
        List<String> next = new ArrayList<>();
        if (audience == Audience.CLIENT) {
            return List.of("The release waits for a decision.");
        }
        next.add("A person has to decide: prodgate decide "
                + judged.run().head().id() + " retry|roll-back|release --reason …");
        List<String> owners = judged.run().checks().stream()
                .filter(check -> check.outcome() == Outcome.FAILED || check.outcome() == Outcome.INCONCLUSIVE)
                .flatMap(check -> check.head().owner().stream())
                .distinct()
                .toList();
        if (!owners.isEmpty()) {
            next.add(Texts.line("Who mends it: " + String.join(", ", owners), SENTENCE));
        }
        if (audience == Audience.OPERATIONS) {
            judged.run()
                    .head()
                    .gate()
                    .rollBack()
                    .ifPresent(how -> next.add(Texts.line("To roll back: " + how, SENTENCE)));
        }
        return next;
    }

    /** The run. */
    public RunResult run() {
        return judged.run();
    }
}
