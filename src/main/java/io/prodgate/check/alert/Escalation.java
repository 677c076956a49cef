package io.prodgate.check.alert;

import io.prodgate.plan.Durations;
import io.prodgate.system.SystemException;
import io.prodgate.system.pagerduty.PagerDuty;
import io.prodgate.system.pagerduty.PagerDuty.Happened;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether others are told of an incident that nobody takes, after the time that its escalation policy says. */
final class Escalation {
    private static final String SUBJECT = "alert escalated";
    private static final Set<String> ESCALATED = Set.of("escalate_log_entry", "repeat_escalation_path_log_entry");
    private static final Set<String> TAKEN =
            Set.of("acknowledge_log_entry", "resolve_log_entry", "snooze_log_entry", "assign_log_entry");

    /** How late it may be. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final AlertPlan.Services asked;
    private final Duration within;
    private final Inbox.Incident incident;
    private final Story story;
    private Optional<PagerDuty.Policy> policy = Optional.empty();

    /**
     * An incident.
     *
     * @param within how long it may take
     */
    Escalation(AlertPlan.Services asked, Duration within, Inbox.Incident incident, Story story) {
        this.asked = asked;
        this.within = within;
        this.incident = incident;
        this.story = story;
    }

    /** True if there is nothing more to wait for. */
    boolean look(Round round, Instant now) throws SystemException, InterruptedException, Round.NobodyToAskException {
        PagerDuty pagerDuty = round.pagerDuty(asked);
        if (policy.isEmpty()) {
            if (incident.policy().isEmpty()) {
                story.undecided(
                        SUBJECT, expected(), "unknown", "the incident has no escalation policy that we may see");
                return true;
            }
            PagerDuty.Policy found = pagerDuty.policy(incident.policy().get());
            policy = Optional.of(found);
            if (!found.further() || found.first().compareTo(within) > 0) {
                String said = found.further()
                        ? "after " + Durations.format(found.first())
                        : "never: its policy has one level and no loop";
                story.missed(
                        SUBJECT,
                        expected(),
                        said,
                        "by its escalation policy " + incident.policy().get());
                return true;
            }
        }
        List<Happened> log = pagerDuty.log(incident.id()).stream()
                .sorted(Comparator.comparing(Happened::at))
                .toList();
        Optional<Happened> decisive = log.stream()
                .filter(one -> ESCALATED.contains(one.type()) || (later(log, one) && TAKEN.contains(one.type())))
                .findFirst();
        decisive.ifPresent(
                one -> judge(one, log.getFirst().at(), policy.orElseThrow().first()));
        return decisive.isPresent();
    }

    /** What is assigned when it begins is not taken by anybody. */
    private static boolean later(List<Happened> log, Happened one) {
        return !one.type().equals("assign_log_entry")
                || one.at().isAfter(log.getFirst().at().plus(LATE));
    }

    private void judge(Happened one, Instant from, Duration first) {
        Duration after = Duration.between(from, one.at());
        String said = "after " + Durations.format(after) + ": " + one.told();
        if (!ESCALATED.contains(one.type())) {
            story.undecided(SUBJECT, expected(), said, "somebody took it before it was due; leave the drill alone");
        } else if (after.compareTo(first.plus(LATE)) > 0) {
            story.missed(SUBJECT, expected(), said, "its policy says after " + Durations.format(first));
        } else {
            story.step("escalated", one.at(), one.told());
            story.met(SUBJECT, expected(), said);
        }
    }

    void outOfTime() {
        story.missed(
                SUBJECT,
                expected(),
                "not",
                policy.map(found -> "its policy says after " + Durations.format(found.first()))
                        .orElse(""));
    }

    private String expected() {
        return "within " + Durations.format(within);
    }
}
