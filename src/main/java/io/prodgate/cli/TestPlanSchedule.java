package io.prodgate.cli;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.SafetyClass;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Plan;
import io.prodgate.report.document.Document;
import io.prodgate.report.document.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When what is done, where people spread a plan over days. */
final class TestPlanSchedule {
    private final Plan plan;
    private final List<BoundCheck> checks;
    private final Outline outline;

    TestPlanSchedule(Plan plan, List<BoundCheck> checks, Outline outline) {
        this.plan = plan;
        this.checks = checks;
        this.outline = outline;
    }

    /** When what is done, by what it is. */
    private enum Day {
        TICKETS("Day 1", "Reachability, functions and items end to end"),
        NUMBERS("Day 1 to 2", "Numbers of monitoring"),
        FAULTS("Day 2", "Faults and what is looked at under them"),
        SECURITY("Day 2", "Security"),
        ALERTS("Day 2", "Monitoring and alerts"),
        PEOPLE("Day 3", "People's feedback, and the report");

        private final String when;
        private final String what;

        Day(String when, String what) {
            this.when = when;
            this.what = what;
        }

        private static Day of(BoundCheck check) {
            if (check.entry().under().isPresent() || check.safety() == SafetyClass.DISRUPTIVE) {
                return FAULTS;
            }
            return switch (check.entry().kind()) {
                case "metric" -> NUMBERS;
                case "isolation", "separation", "tls" -> SECURITY;
                case "alert", "targets", "grafana" -> ALERTS;
                case "survey" -> PEOPLE;
                default -> check.entry().tags().contains("security") ? SECURITY : TICKETS;
            };
        }
    }

    Document.Draft chapter() {
        Document.Draft draft = new Document.Draft();
        draft.chapter("Schedule")
                .say("One run does all of it in the order of the stages. Where people spread it over days (a run"
                        + " pauses for what cannot be judged yet, and is resumed), this is the order:");
        List<List<Text>> rows = new ArrayList<>();
        for (Day day : Day.values()) {
            List<BoundCheck> done =
                    checks.stream().filter(check -> Day.of(check) == day).toList();
            if (!done.isEmpty() || day == Day.PEOPLE) {
                rows.add(List.of(
                        Text.of(day.when),
                        Text.of(day.what),
                        done.isEmpty()
                                ? Text.of("no check asks people")
                                : Text.codes(done.stream()
                                        .map(check -> check.entry().id())
                                        .toList()),
                        Text.of(leastTime(done))));
            }
        }
        draft.table("What is done when", "When | What | Checks | At least", rows);
        outline.leastTime()
                .filter(Duration::isPositive)
                .ifPresent(least -> draft.say("The requests to production of all checks take at least "
                        + Durations.format(least) + " at the plan's rate limit; what is waited for comes on top."));
        return draft;
    }

    private String leastTime(List<BoundCheck> done) {
        int requests = done.stream()
                .mapToInt(check -> check.check().preview().load().production())
                .sum();
        if (requests == 0) {
            return "no request to production";
        }
        return plan.production()
                .rateLimit()
                .map(rate -> Outline.leastTime(requests, rate))
                .map(least -> least.isPositive() ? Durations.format(least) : "less than 1s")
                .orElse("not known: no rate limit");
    }
}
