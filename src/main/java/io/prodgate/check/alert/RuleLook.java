package io.prodgate.check.alert;

import io.prodgate.check.Attempt;
import io.prodgate.plan.Durations;
import io.prodgate.system.SystemException;
import io.prodgate.system.alertmanager.Alertmanager;
import io.prodgate.system.alertmanager.LabelMatcher;
import io.prodgate.system.alertmanager.Routing.Route;
import io.prodgate.system.alertmanager.SilenceAnswer;
import io.prodgate.system.prometheus.AlertRule;
import io.prodgate.system.prometheus.Prometheus;
import io.prodgate.system.prometheus.TargetsAnswer.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at an alert's rule and at its way to people before anything happens: whether it is there, works, and can be in time. */
final class RuleLook {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final AlertPlan plan;
    private final Map<String, String> labels;
    private final Round round;
    private final Story story;

    RuleLook(AlertPlan plan, Map<String, String> labels, Round round, Story story) {
        this.plan = plan;
        this.labels = Map.copyOf(labels);
        this.round = round;
        this.story = story;
    }

    /** The rules, if they are there and work; else it is told what is wrong. */
    List<AlertRule> rules() throws SystemException, InterruptedException, Round.NobodyToAskException {
        List<AlertRule> rules = settled(round.prometheus());
        if (rules.isEmpty()) {
            story.missed("alert rule", "exists", "(absent)", "Prometheus has no alerting rule " + plan.name());
            return List.of();
        }
        for (AlertRule rule : rules) {
            if (!rule.health().equals("ok")) {
                String said =
                        rule.health() + rule.error().map(error -> ": " + error).orElse("");
                if (rule.health().equals("unknown")) {
                    story.undecided("alert rule", "healthy", said, "it was not evaluated yet");
                } else {
                    story.missed("alert rule", "healthy", said, "");
                }
                return List.of();
            }
        }
        story.met("alert rule", "exists and is healthy", "ok");
        return rules;
    }

    /** Asks until each was evaluated once: a Prometheus that has just started has not done that. */
    private List<AlertRule> settled(Prometheus prometheus) throws SystemException, InterruptedException {
        Attempt attempt = round.attempt();
        Instant began = attempt.time().now();
        while (true) {
            List<AlertRule> rules = prometheus.alertRules(plan.name()).stream()
                    .filter(rule -> Labels.agree(labels, rule.labels()))
                    .toList();
            Duration patience = rules.stream()
                    .filter(rule -> rule.health().equals("unknown"))
                    .map(rule -> rule.interval().multipliedBy(2).plus(PATIENCE))
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
            Instant next = attempt.time().now().plus(PAUSE);
            if (!next.isBefore(began.plus(patience)) || !next.isBefore(attempt.deadline())) {
                return rules;
            }
            attempt.time().sleep(PAUSE);
        }
    }

    /** Whether nothing is known yet that keeps the alert from being delivered in time to whom it should; else it is told. */
    boolean fits(List<AlertRule> rules) throws SystemException, InterruptedException, Round.NobodyToAskException {
        List<Target> targets = round.prometheus().targets().stream()
                .filter(target -> plan.jobs().isEmpty()
                        || plan.jobs().contains(target.labels().getOrDefault("job", "")))
                .toList();
        Optional<Alertmanager> alertmanager = round.alertmanager();
        boolean fits = true;
        for (AlertRule rule : rules) {
            Map<String, String> known = new TreeMap<>(rule.labels());
            known.putAll(labels);
            known.put(Labels.NAME, plan.name());
            List<Route> routes =
                    alertmanager.isPresent() ? alertmanager.get().routing().routes(known, false) : List.of();
            fits &= inTime(Arithmetic.of(rule, targets, wanted(routes)));
            fits &= routes.isEmpty() || reaches(routes);
            fits &= alertmanager.isEmpty() || heard(alertmanager.get(), known);
        }
        return fits;
    }

    /** Those that lead to whom it should; all if none does, as then something else is wrong. */
    private List<Route> wanted(List<Route> routes) {
        List<Route> wanted = routes.stream()
                .filter(route -> plan.receivers().contains(route.receiver()))
                .toList();
        return wanted.isEmpty() ? routes : wanted;
    }

    /** What the settings do not decide is decided by watching, if it is watched. */
    private boolean inTime(Optional<Arithmetic> found) {
        String expected = "<= " + Durations.format(plan.within());
        boolean watched = plan.until() != AlertPlan.Until.NOTHING;
        if (found.isEmpty() && watched) {
            return true;
        }
        if (found.isEmpty()) {
            story.undecided(
                    "alert in time",
                    expected,
                    "unknown",
                    plan.jobs().isEmpty()
                            ? "no target says how often it is scraped"
                            : "no target of " + String.join(", ", plan.jobs()) + " says how often it is scraped");
            return false;
        }
        Arithmetic arithmetic = found.get();
        arithmetic.shares().forEach(story::share);
        if (arithmetic.most().compareTo(plan.within()) <= 0) {
            story.met("alert in time", expected, arithmetic.told());
            return true;
        }
        if (arithmetic.least().compareTo(plan.within()) > 0) {
            story.missed("alert in time", expected, arithmetic.told(), "by its settings it cannot be in time");
        } else if (watched) {
            return true;
        } else {
            story.undecided(
                    "alert in time",
                    expected,
                    arithmetic.told(),
                    "which settings count is not known: name in 'jobs' whose numbers the rule looks at, and in 'labels'"
                            + " what its routes ask for");
        }
        return false;
    }

    /** Only what is certain is told: labels that only the alert itself has may decide about its route. */
    private boolean reaches(List<Route> routes) {
        List<String> possible =
                routes.stream().map(Route::receiver).distinct().sorted().toList();
        List<String> missing = plan.receivers().stream()
                .filter(receiver -> !possible.contains(receiver))
                .toList();
        if (missing.isEmpty()) {
            return true;
        }
        story.missed(
                "alert receivers",
                String.join(", ", plan.receivers()),
                String.join(", ", possible),
                "no route of Alertmanager leads to " + String.join(", ", missing));
        return false;
    }

    private boolean heard(Alertmanager alertmanager, Map<String, String> known)
            throws SystemException, InterruptedException {
        List<SilenceAnswer> silences = new ArrayList<>();
        for (SilenceAnswer silence : alertmanager.silences()) {
            List<LabelMatcher> matchers = silence.matchers().stream()
                    .map(SilenceAnswer.Matcher::matcher)
                    .toList();
            if (!matchers.isEmpty() && LabelMatcher.all(matchers, known, false) == LabelMatcher.Answer.YES) {
                silences.add(silence);
            }
        }
        silences.forEach(silence -> story.undecided(
                Suppression.SUBJECT, Suppression.EXPECTED, silence.told(), "it is silenced, so nobody would hear it"));
        return silences.isEmpty();
    }
}
