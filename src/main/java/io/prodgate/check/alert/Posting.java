package io.prodgate.check.alert;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.check.AskedSystem;
import io.prodgate.check.Attempt;
import io.prodgate.check.lease.Leases;
import io.prodgate.check.lease.Step;
import io.prodgate.check.lease.Undoing;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Template;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.alertmanager.Alertmanager;
import io.prodgate.system.alertmanager.Routing;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A marked alert that we post ourselves, on loan: its way is watched, then it is resolved. */
final class Posting {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TERM = Duration.ofSeconds(60);
    private static final Duration TO_UNDO = Duration.ofSeconds(20);

    private final AlertPlan plan;
    private final String check;
    private final Attempt attempt;
    private final Systems systems;
    private final Story story;
    private final Turns turns;
    private final Map<String, String> labels;

    /**
     * An alert to post.
     *
     * @param check the check's id
     * @param labels all of them
     * @param turns of all that we post
     */
    Posting(
            AlertPlan plan,
            String check,
            Attempt attempt,
            Systems systems,
            Story story,
            Map<String, String> labels,
            Turns turns) {
        this.turns = turns;
        this.plan = plan;
        this.check = check;
        this.attempt = attempt;
        this.systems = systems;
        this.story = story;
        this.labels = Map.copyOf(labels);
    }

    /** The label by which each run's alert is another one. */
    static final String RUN = "prodgate_run";

    void watch() throws InterruptedException {
        Round round = new Round(attempt, plan, systems);
        ReadDelivery read = new ReadDelivery(
                plan,
                story,
                List.of(labels.getOrDefault(RUN, "")),
                attempt.time().now());
        try (Waiting waiting = new Waiting(plan, attempt, systems, story, turns)) {
            Alertmanager alertmanager = round.alertmanager().orElseThrow();
            Delivery delivery = Delivery.before(plan, labels, story, attempt.time(), alertmanager, read);
            if (inTime(delivery.routing()) && waiting.done(delivery, labels)) {
                lend(delivery, read);
            }
        } catch (SystemException | Round.NobodyToAskException e) {
            round.tell();
        } catch (UncheckedIOException e) {
            attempt.log()
                    .add(new Misconfiguration(
                            "an alert is not posted, since how it is resolved cannot be kept: " + e.getMessage(),
                            check,
                            "make the folder for leases writable"));
        }
    }

    private boolean inTime(Routing routing) {
        boolean inTime = true;
        for (Routing.Route route : routing.routes(labels, true)) {
            Duration wait = route.pace().groupWait();
            story.share(new AlertWatch.Share("group wait", wait, wait));
            if (wait.compareTo(plan.within()) > 0) {
                story.missed(
                        "alert in time",
                        "<= " + Durations.format(plan.within()),
                        "group wait " + Durations.format(wait),
                        "by its settings it cannot be in time");
                inTime = false;
            }
        }
        return inTime;
    }

    private void lend(Delivery delivery, ReadDelivery read) throws InterruptedException {
        Instant from = attempt.time().now().truncatedTo(ChronoUnit.MILLIS);
        Instant end = from.plus(plan.within());
        delivery.counted().begins();
        Step undo = post(from, from.plusMillis(1));
        Leases.Held lease = attempt.leases().take(check, "posted alert " + plan.name(), TERM, List.of(undo));
        EvidenceLog aside = attempt.log().part(fact -> {});
        Optional<String> left;
        boolean posted = false;
        try {
            story.began(from);
            posted = carriedOut(post(from, from.plus(plan.rings()).plus(TERM)), aside);
            if (posted) {
                story.step("posted", from, "");
                follow(delivery, end);
                new Looks(attempt, plan, systems).escalation(read);
            }
        } finally {
            left = lease.giveBack(aside, TO_UNDO);
        }
        if (posted) {
            resolved(left);
            if (plan.told().resolved()) {
                toldToHaveEnded(read);
            }
        }
    }

    private void toldToHaveEnded(ReadDelivery read) throws InterruptedException {
        Instant end = attempt.time().now().plus(plan.within());
        if (new Looks(attempt, plan, systems).until(end, read::ended) == Looks.End.OUT_OF_TIME) {
            read.notEnded();
        }
    }

    private void follow(Delivery delivery, Instant end) throws InterruptedException {
        Instant least = end.isBefore(attempt.deadline()) ? end : attempt.deadline();
        Looks.End how =
                new Looks(attempt, plan, systems).until(least, (round, now) -> delivery.look(round, labels, now));
        if (how == Looks.End.OUT_OF_TIME) {
            delivery.outOfTime(true);
        }
    }

    private void resolved(Optional<String> left) throws InterruptedException {
        String expected = "within " + Durations.format(TO_UNDO);
        Instant from = attempt.time().now();
        Looks.End how = new Looks(attempt, plan, systems)
                .until(
                        from.plus(TO_UNDO),
                        (round, now) ->
                                round.alertmanager().orElseThrow().alerts(RUN, labels.getOrDefault(RUN, "")).stream()
                                        .noneMatch(alert -> plan.name()
                                                .equals(alert.labels().get(Labels.NAME))));
        switch (how) {
            case DONE -> {
                story.step("resolved", attempt.time().now(), "");
                story.met("alert resolved", expected, "gone");
            }
            case OUT_OF_TIME ->
                story.undecided(
                        "alert resolved",
                        expected,
                        "still there",
                        left.orElse("Alertmanager keeps it") + "; it ends by itself " + Durations.format(TERM)
                                + " after its time");
            case BLIND -> {}
        }
    }

    private boolean carriedOut(Step step, EvidenceLog aside) throws InterruptedException {
        Undoing hands = new Undoing(attempt.traffic(), attempt.values(), Map.of(), attempt.time());
        Optional<String> problem = hands.carryOut(step, aside, attempt.deadline());
        if (problem.isPresent()) {
            boolean refused = aside.facts().stream()
                    .anyMatch(fact -> fact instanceof HttpExchange exchange
                            && exchange.status() >= 400
                            && exchange.status() < 500);
            attempt.log()
                    .add(new SystemTrouble(
                            system().name(),
                            refused ? SystemTrouble.Kind.QUESTION_REFUSED : SystemTrouble.Kind.UNABLE,
                            url(),
                            problem.get()));
        }
        return problem.isEmpty();
    }

    private AskedSystem system() {
        return plan.alertmanager().orElseThrow();
    }

    private String url() {
        String base = system().entry().url().toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v2/alerts";
    }

    /** Posting it again with an end in the past resolves it; doing that twice does no harm. */
    private Step post(Instant from, Instant to) {
        ObjectNode alert = JSON.createObjectNode();
        ObjectNode named = alert.putObject("labels");
        labels.forEach(named::put);
        ObjectNode texts = alert.putObject("annotations");
        Labels.filled(plan.annotations(), attempt.values()).forEach(texts::put);
        alert.put("startsAt", from.toString());
        alert.put("endsAt", to.toString());
        Map<String, Template> headers = new LinkedHashMap<>(system().entry().headers());
        system().entry().token().ifPresent(token -> headers.put("Authorization", bearer(token)));
        headers.put("Content-Type", Template.literal("application/json"));
        String body = JSON.createArrayNode().add(alert).toString();
        return new Step.Call(
                "POST",
                Template.literal(url()),
                headers,
                Optional.of(Template.literal(body)),
                List.of(200),
                Optional.empty());
    }

    private static Template bearer(Template token) {
        List<Template.Part> parts = new ArrayList<>(token.parts());
        parts.addFirst(new Template.Literal("Bearer "));
        return new Template(parts);
    }
}
