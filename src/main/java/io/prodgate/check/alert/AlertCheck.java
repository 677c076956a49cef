package io.prodgate.check.alert;

import io.prodgate.check.AskedSystem;
import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.evidence.Disturbance;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.alertmanager.Alertmanager;
import io.prodgate.system.prometheus.AlertRule;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An alert: whether it can be in time, rings, is delivered, and stops. */
final class AlertCheck implements Check {
    private final AlertPlan plan;
    private final Plan.CheckEntry entry;
    private final Systems systems;
    private final Turns turns;

    AlertCheck(AlertPlan plan, Plan.CheckEntry entry, Systems systems, Turns turns) {
        this.turns = turns;
        this.plan = plan;
        this.entry = entry;
        this.systems = systems;
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        Story story = new Story(plan, attempt);
        try {
            Map<String, String> labels = Labels.filled(plan.labels(), attempt.values());
            switch (plan.until()) {
                case NOTHING -> known(attempt, story, labels);
                case FIRING -> firing(attempt, story, labels);
                case RESOLVED -> resolving(attempt, story, labels);
                case POSTED ->
                    new Posting(plan, entry.id(), attempt, systems, story, marked(attempt, labels), turns).watch();
            }
        } catch (Values.MissingValueException e) {
            attempt.log()
                    .add(new Misconfiguration(
                            String.valueOf(e.getMessage()), entry.at().toString(), "give it a value in the plan"));
        } finally {
            story.end();
        }
    }

    /** Labels that nobody takes for a real alert's. */
    private Map<String, String> marked(Attempt attempt, Map<String, String> labels) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put(Labels.NAME, plan.name());
        all.put("synthetic", "true");
        String run = Template.parse("${run.id}").fill(attempt.values());
        all.put(Posting.RUN, attempt.number() == 1 ? run : run + "." + attempt.number());
        return all;
    }

    private void known(Attempt attempt, Story story, Map<String, String> labels) throws InterruptedException {
        Round round = new Round(attempt, plan, systems);
        try {
            fits(round, story, labels);
            if (plan.noise().isPresent()) {
                new Noise(plan, labels, story).judge(plan.noise().get(), round);
            }
        } catch (SystemException | Round.NobodyToAskException e) {
            round.tell();
        }
    }

    private boolean fits(Round round, Story story, Map<String, String> labels)
            throws SystemException, InterruptedException, Round.NobodyToAskException {
        RuleLook look = new RuleLook(plan, labels, round, story);
        List<AlertRule> rules = look.rules();
        return !rules.isEmpty() && look.fits(rules);
    }

    private void firing(Attempt attempt, Story story, Map<String, String> labels) throws InterruptedException {
        Instant since = since(attempt);
        story.began(since);
        Round round = new Round(attempt, plan, systems);
        ReadDelivery read = read(story, labels, since);
        Firing firing;
        try {
            // Its counters come first, as it may be delivered before the rest is looked at.
            Optional<Alertmanager> alertmanager = round.alertmanager();
            Optional<Delivery> delivery = alertmanager.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Delivery.before(plan, labels, story, attempt.time(), alertmanager.get(), read));
            if (!fits(round, story, labels)) {
                return;
            }
            firing = new Firing(plan, labels, story, since, delivery);
        } catch (SystemException | Round.NobodyToAskException e) {
            round.tell();
            return;
        }
        if (until(attempt, since.plus(plan.within()), firing::look) == Looks.End.OUT_OF_TIME) {
            firing.outOfTime();
        }
        new Looks(attempt, plan, systems).escalation(read);
    }

    private ReadDelivery read(Story story, Map<String, String> labels, Instant since) {
        return new ReadDelivery(
                plan,
                story,
                Stream.concat(Stream.of(plan.name()), labels.values().stream()).toList(),
                since);
    }

    private void resolving(Attempt attempt, Story story, Map<String, String> labels) throws InterruptedException {
        Instant since = attempt.time().now();
        story.began(since);
        Round round = new Round(attempt, plan, systems);
        Instant caused = caused(attempt, since);
        Resolving resolving = new Resolving(plan, labels, story, read(story, labels, caused), caused);
        try {
            if (new RuleLook(plan, labels, round, story).rules().isEmpty() || !resolving.fired(round, since)) {
                return;
            }
        } catch (SystemException | Round.NobodyToAskException e) {
            round.tell();
            return;
        }
        if (until(attempt, since.plus(plan.within()), resolving::look) == Looks.End.OUT_OF_TIME) {
            resolving.outOfTime();
        }
    }

    private Looks.End until(Attempt attempt, Instant end, Looks.Look look) throws InterruptedException {
        Instant last = end.isBefore(attempt.deadline()) ? end : attempt.deadline();
        return new Looks(attempt, plan, systems).until(last, look);
    }

    /** When the fault began that it runs under, else now. */
    private Instant since(Attempt attempt) {
        Instant now = attempt.time().now();
        return entry.under()
                .flatMap(fault -> attempt.disturbances().within(now, now).stream()
                        .filter(one -> one.check().equals(fault))
                        .map(Disturbance::from)
                        .max(Comparator.naturalOrder()))
                .orElse(now);
    }

    /** When the last cause began, as far as that was of late. */
    private static Instant caused(Attempt attempt, Instant now) {
        Instant earliest = now.minus(Resolving.LOOK_BACK);
        return attempt.disturbances().within(earliest, now).stream()
                .map(Disturbance::from)
                .filter(earliest::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(earliest);
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    /** What waits for an alert keeps nobody from making its cause. */
    @Override
    public boolean queues() {
        return plan.until() != AlertPlan.Until.NOTHING;
    }

    @Override
    public Optional<Duration> waits() {
        return Optional.of(plan.within());
    }

    @Override
    public Preview preview() {
        List<AskedSystem> asked = Stream.of(
                        plan.prometheus().stream(),
                        plan.alertmanager().stream(),
                        plan.told().inboxes().stream().map(Inbox::system),
                        plan.grafana().stream())
                .flatMap(systems -> systems)
                .toList();
        List<URI> urls = asked.stream().map(system -> system.entry().url()).toList();
        String within = " within " + Durations.format(plan.within());
        String what = switch (plan.until()) {
            case NOTHING -> "its rule and its way, whether it can be delivered" + within;
            case FIRING -> "until it fires and is delivered," + within;
            case RESOLVED -> "until it is resolved," + within;
            case POSTED -> "posted by us, until it is delivered," + within;
        };
        Optional<AskedSystem> posted = plan.alertmanager().filter(system -> plan.until() == AlertPlan.Until.POSTED);
        return new Preview(
                List.of("alert " + plan.name() + ": " + what),
                posted
                        .map(system -> "an alert " + plan.name() + " with synthetic=\"true\" in " + system.name())
                        .stream()
                        .toList(),
                urls,
                Preview.Load.ofSystems(plan.until() == AlertPlan.Until.NOTHING ? 4 : looks()));
    }

    private int looks() {
        Duration pause = Pause.within(plan.within());
        return Math.toIntExact(Math.min(1_000, plan.within().dividedBy(pause)));
    }
}
