package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.check.request.StepRun;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.PaceWait;
import io.prodgate.plan.Position;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Asks production whose user a flow had. */
final class UserLookUp {
    private static final String OUTPUT = "output";

    private final FreshUser.LookUp wanted;
    private final Position at;

    /**
     * A look-up.
     *
     * @param at where the entry stands in the plan
     */
    UserLookUp(FreshUser.LookUp wanted, Position at) {
        this.wanted = wanted;
        this.at = at;
    }

    /** Whether a reference stands for something that a flow put out. */
    static boolean isOutput(Template.Reference reference) {
        return reference.namespace().equals(OUTPUT);
    }

    /**
     * Asks as a check does: all that keeps the answer from telling a user is in the attempt's log then.
     *
     * @param outputs of the flow, by name
     */
    Optional<String> ask(NamedFlow flow, Map<String, String> outputs, Attempt attempt) throws InterruptedException {
        Optional<Template.Reference> missing = missing(outputs);
        if (missing.isPresent()) {
            attempt.log().add(notPutOut(flow, missing.get().name(), outputs));
            return Optional.empty();
        }
        Values own = reference ->
                isOutput(reference) ? Optional.ofNullable(outputs.get(reference.name())) : Optional.empty();
        StepRun run = new StepRun(attempt, at.toString(), own);
        if (!run.take(wanted.step().named(flow.flow().name()))) {
            return Optional.empty();
        }
        String found = run.captured().getOrDefault(FreshUser.LookUp.ID, "").strip();
        if (found.isEmpty() || found.startsWith("{") || found.startsWith("[")) {
            attempt.log().add(noId(flow));
            return Optional.empty();
        }
        return Optional.of(found);
    }

    /**
     * Asks right after the flow. Whatever keeps production from telling the user now is no matter of the flow: the proof of fresh
     * users asks again, and tells.
     *
     * @return the id, if there is one; then the answer is in the ticket's log
     */
    Optional<String> askAtOnce(Ticket ticket, Map<String, String> outputs) throws InterruptedException {
        Attempt attempt = ticket.attempt();
        EvidenceLog log = attempt.log().part(fact -> {
            // One that was not taken would speak against the flow.
            if (fact instanceof PaceWait wait && wait.taken()) {
                attempt.log().add(wait);
            }
        });
        Instant within = attempt.time().now().plus(wanted.step().timeout().multipliedBy(2));
        Attempt inBetween = new Attempt(
                attempt.number(),
                log,
                attempt.ledger(),
                attempt.traffic(),
                attempt.values(),
                within.isBefore(attempt.deadline()) ? within : attempt.deadline(),
                attempt.time(),
                attempt.artifacts(),
                attempt.devices());
        Optional<String> user = ask(ticket.flow(), outputs, inBetween);
        if (user.isPresent()) {
            log.facts().stream().filter(HttpExchange.class::isInstance).forEach(ticket::add);
        }
        return user;
    }

    private Optional<Template.Reference> missing(Map<String, String> outputs) {
        return wanted.step().references().stream()
                .filter(UserLookUp::isOutput)
                .filter(reference -> reference.fallback().isEmpty()
                        && outputs.getOrDefault(reference.name(), "").isBlank())
                .findFirst();
    }

    private Misconfiguration notPutOut(NamedFlow flow, String name, Map<String, String> outputs) {
        return new Misconfiguration(
                "the flow '" + flow.flow().name() + "' puts out no " + name + ", so its user cannot be looked up"
                        + (outputs.isEmpty()
                                ? ""
                                : "; it puts out " + String.join(", ", new TreeSet<>(outputs.keySet()))),
                at.toString(),
                "let it put it out: output." + name + " in a script, or a line " + name + "=… of its console");
    }

    private Misconfiguration noId(NamedFlow flow) {
        return new Misconfiguration(
                "what stands at " + wanted.place() + " for the flow '"
                        + flow.flow().name() + "' is no id",
                at.toString(),
                "let 'id' name a text or a number, such as $.users[0].id");
    }
}
