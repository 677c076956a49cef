package io.prodgate.check.alert;

import io.prodgate.check.AskedSystem;
import io.prodgate.check.Attempt;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import io.prodgate.system.alertmanager.Alertmanager;
import io.prodgate.system.grafana.AlertHistory;
import io.prodgate.system.pagerduty.PagerDuty;
import io.prodgate.system.prometheus.Prometheus;
import io.prodgate.system.slack.Slack;
import java.util.Optional;

/** One look at the systems: what was wrong with it counts only if there is none after it. */
final class Round {
    private final Attempt attempt;
    private final AlertPlan plan;
    private final Systems systems;
    private final EvidenceLog aside;

    Round(Attempt attempt, AlertPlan plan, Systems systems) {
        this.attempt = attempt;
        this.plan = plan;
        this.systems = systems;
        this.aside = attempt.log().part(fact -> {});
    }

    /** A value of the plan is missing: nobody can be asked. */
    static final class NobodyToAskException extends Exception {
        private static final long serialVersionUID = 1;
    }

    Prometheus prometheus() throws NobodyToAskException {
        return new Prometheus(systems, visit(plan.prometheus().orElseThrow()));
    }

    /** Empty if none is asked. */
    Optional<Alertmanager> alertmanager() throws NobodyToAskException {
        return plan.alertmanager().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Alertmanager(systems, visit(plan.alertmanager().get())));
    }

    Slack slack(AlertPlan.Channel channel) throws NobodyToAskException {
        return new Slack(systems, visit(channel.system()));
    }

    PagerDuty pagerDuty(AlertPlan.Services services) throws NobodyToAskException {
        Visit visit = services.system()
                .visit(attempt.logging(aside), "Authorization", "Token token=")
                .orElseThrow(NobodyToAskException::new);
        return new PagerDuty(systems, visit);
    }

    AlertHistory grafana(AskedSystem system) throws NobodyToAskException {
        return new AlertHistory(systems, visit(system));
    }

    private Visit visit(AskedSystem system) throws NobodyToAskException {
        return system.visit(attempt.logging(aside)).orElseThrow(NobodyToAskException::new);
    }

    /** Whether it may help to ask again: nobody answered, or could answer. */
    static boolean passes(SystemException e) {
        return e.trouble()
                .filter(trouble ->
                        trouble.kind() == SystemTrouble.Kind.SILENT || trouble.kind() == SystemTrouble.Kind.UNABLE)
                .isPresent();
    }

    /** Puts what was wrong into the attempt's log. */
    void tell() {
        aside.facts().stream()
                .filter(fact -> fact instanceof SystemTrouble
                        || fact instanceof Misconfiguration
                        || fact instanceof PaceWait wait && !wait.taken())
                .forEach(attempt.log()::add);
    }

    Attempt attempt() {
        return attempt;
    }

    EvidenceLog log() {
        return aside;
    }
}
