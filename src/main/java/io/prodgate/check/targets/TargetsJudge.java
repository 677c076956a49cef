package io.prodgate.check.targets;

import io.prodgate.evidence.Judgement;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Durations;
import io.prodgate.system.prometheus.TargetsAnswer.Target;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds targets against what the plan expects of them. */
final class TargetsJudge {
    private static final int MOST_NAMED = 5;

    private final TargetsPlan plan;
    private final List<Target> all;
    private final List<Target> judged;
    private final Instant now;

    TargetsJudge(TargetsPlan plan, List<Target> all, Instant now) {
        this.plan = plan;
        this.all = List.copyOf(all);
        this.judged = all.stream()
                .filter(target -> plan.jobs().isEmpty() || plan.jobs().contains(job(target)))
                .toList();
        this.now = now;
    }

    List<Judgement> judgements() {
        List<Judgement> judgements = new ArrayList<>();
        judgements.add(count());
        plan.jobs().forEach(job -> judgements.add(ofJob(job)));
        if (!judged.isEmpty()) {
            judgements.add(up());
            judgements.add(age());
        }
        return judgements;
    }

    private Judgement count() {
        return new Judgement(
                "targets",
                ">= " + plan.atLeast(),
                String.valueOf(judged.size()),
                judged.size() >= plan.atLeast(),
                1,
                all.isEmpty() ? "Prometheus scrapes nothing at all" : "");
    }

    private Judgement ofJob(String job) {
        long count = all.stream().filter(target -> job(target).equals(job)).count();
        String jobs = all.stream()
                .map(TargetsJudge::job)
                .distinct()
                .sorted()
                .limit(2L * MOST_NAMED)
                .collect(Collectors.joining(", "));
        return new Judgement(
                "targets of " + job, ">= 1", String.valueOf(count), count > 0, 1, count > 0 ? "" : "jobs: " + jobs);
    }

    /** One that was not scraped yet is neither up nor down. */
    private Judgement up() {
        List<Target> down = judged.stream()
                .filter(target ->
                        !health(target).equals("up") && !health(target).equals("unknown"))
                .toList();
        List<Target> unknown = judged.stream()
                .filter(target -> health(target).equals("unknown"))
                .toList();
        boolean undecided = down.isEmpty() && !unknown.isEmpty();
        int up = judged.size() - down.size() - unknown.size();
        return new Judgement(
                "targets up",
                "all " + judged.size(),
                Actual.excerpt(up
                        + named("; down: ", down, TargetsJudge::error)
                        + named("; not scraped yet: ", unknown, target -> "")),
                up == judged.size(),
                judged.size(),
                undecided ? Judgement.UNDECIDED + "not all were scraped yet" : "");
    }

    private Judgement age() {
        List<Target> old = judged.stream()
                .filter(target -> health(target).equals("up"))
                .filter(target -> lastScrape(target)
                        .filter(at -> !at.isBefore(now.minus(plan.maxAge())))
                        .isEmpty())
                .toList();
        return new Judgement(
                "targets scraped",
                "within the last " + Durations.format(plan.maxAge()),
                Actual.excerpt(
                        old.isEmpty()
                                ? "all that are up"
                                : "not " + old.size()
                                        + named(
                                                ": ",
                                                old,
                                                target -> lastScrape(target)
                                                        .map(at -> Durations.format(Duration.between(at, now)) + " ago")
                                                        .orElse("nobody knows when"))),
                old.isEmpty(),
                judged.size(),
                "");
    }

    private static String named(String before, List<Target> targets, Function<Target, String> more) {
        if (targets.isEmpty()) {
            return "";
        }
        String names = targets.stream()
                .limit(MOST_NAMED)
                .map(target -> {
                    String what = more.apply(target);
                    return job(target) + " " + target.scrapeUrl() + (what.isEmpty() ? "" : " (" + what + ")");
                })
                .collect(Collectors.joining(", "));
        int rest = targets.size() - MOST_NAMED;
        return before + names + (rest > 0 ? ", and " + rest + " more" : "");
    }

    private static String job(Target target) {
        return target.labels().getOrDefault("job", "");
    }

    private static String health(Target target) {
        return target.health();
    }

    private static String error(Target target) {
        return target.lastError().orElse("");
    }

    /** Go's zero time stands for never. */
    private static Optional<Instant> lastScrape(Target target) {
        try {
            return target.lastScrape()
                    .map(text -> OffsetDateTime.parse(text).toInstant())
                    .filter(at -> at.isAfter(Instant.EPOCH));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
