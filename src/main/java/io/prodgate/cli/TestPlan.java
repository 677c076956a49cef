package io.prodgate.cli;

import static io.prodgate.report.document.Document.defined;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.SafetyClass;
import io.prodgate.plan.Acceptance;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Plan;
import io.prodgate.report.document.Block;
import io.prodgate.report.document.Document;
import io.prodgate.report.document.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The validation test plan: what a plan will prove, how, with what risk, and who stands for it; told before anything is run. */
final class TestPlan {
    private final Plan plan;
    private final List<BoundCheck> checks;
    private final Outline outline;
    private final Settings settings;
    private final Document.Draft draft = new Document.Draft();

    private TestPlan(LoadedPlan loaded) {
        this.plan = loaded.plan();
        this.checks = loaded.checks();
        this.outline = Outline.of(plan, checks);
        this.settings = new Settings(RunSecrets.redactor(plan));
    }

    /** The document of a plan. */
    static Document of(LoadedPlan loaded) {
        return new TestPlan(loaded).written();
    }

    private Document written() {
        scope();
        criteria();
        schedule();
        needs();
        draft.add(new TestPlanScenarios(checks, settings, plan).chapter());
        risks();
        roles();
        gates();
        draft.add(new TestPlanAppendix(checks, settings, plan).chapter());
        return draft.done(
                "Production validation test plan",
                plan.production().name() + " · plan " + plan.file().getFileName());
    }

    private void scope() {
        Plan.Production production = plan.production();
        draft.chapter("Scope")
                .say("%s in %s prove that this production works, before its frontend is deployed."
                        .formatted(
                                DisplayText.count(checks.size(), "check"),
                                DisplayText.count(plan.stages().size(), "stage")))
                .define(List.of(
                        defined(
                                "Production",
                                Text.of(production.name() + ", ")
                                        .and(Text.link(production.url().toString()))),
                        defined(
                                "Revision",
                                production.revision().map(Text::code).orElse(Text.of("not said"))),
                        defined("Infrastructure", production.terraform().map(folder -> "terraform, " + folder)),
                        defined(
                                "Talks to",
                                Text.codes(outline.targets().stream()
                                        .map(Object::toString)
                                        .toList())),
                        defined(
                                "Systems around it",
                                String.join(", ", plan.systems().keySet())),
                        defined(
                                "Asked when production does not answer",
                                Text.codes(plan.controls().stream()
                                        .map(Object::toString)
                                        .toList())),
                        defined("Rate limit", production.rateLimit().map(OutlineText::rate)),
                        defined(
                                "Plan",
                                Text.code(plan.file().toString())
                                        .and(", SHA-256 ")
                                        .and(Text.code(plan.sha256()))),
                        defined("Budget of a run", Durations.format(plan.budget()))));
        draft.table(
                "Stages, in the order they run",
                "Stage | #Checks | Kinds",
                outline.stages().stream()
                        .map(stage -> List.of(
                                Text.of(stage.name()),
                                Text.of(String.valueOf(stage.checks().size())),
                                Text.of(stage.checks().stream()
                                        .map(check -> check.entry().kind())
                                        .distinct()
                                        .collect(Collectors.joining(", ")))))
                        .toList());
        outline.warnings().forEach(warning -> draft.note(Block.Tone.WARNING, Text.of(warning)));
    }

    private void criteria() {
        draft.chapter("Success criteria");
        List<Acceptance.Criterion> criteria = plan.acceptance().criteria();
        if (criteria.isEmpty()) {
            draft.note(
                    Block.Tone.UNKNOWN,
                    Text.of("The plan names no acceptance criteria: the verdict follows from the checks alone."));
            return;
        }
        draft.table(
                "Which checks show which criterion",
                "Criterion | What is to be shown | Shown by",
                criteria.stream()
                        .map(criterion ->
                                List.of(Text.of(criterion.id()), Text.of(criterion.text()), shownBy(criterion)))
                        .toList());
    }

    private Text shownBy(Acceptance.Criterion criterion) {
        List<String> ids = checks.stream()
                .filter(check -> check.entry().criteria().contains(criterion.id()))
                .map(check -> check.entry().id())
                .toList();
        if (!ids.isEmpty()) {
            return Text.codes(ids);
        }
        return criterion.byReport()
                ? Text.of("the validation report")
                : Text.strong("no check").and(": the verdict will be at best approved with conditions");
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

    private void schedule() {
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
                .ifPresent(least -> draft.say("The requests to production of all checks take at least "
                        + Durations.format(least) + " at the plan's rate limit; what is waited for comes on top."));
    }

    private String leastTime(List<BoundCheck> done) {
        int requests = done.stream()
                .mapToInt(check -> check.check().preview().load().production())
                .sum();
        return plan.production()
                .rateLimit()
                .map(rate -> Outline.leastTime(requests, rate))
                .filter(Duration::isPositive)
                .map(Durations::format)
                .orElse("–");
    }

    private void needs() {
        draft.chapter("Data and set-up");
        draft.table(
                "What has to be there before a run",
                "What | Where from",
                Stream.concat(
                                plan.secrets().keySet().stream()
                                        .map(name -> List.of(
                                                Text.of("Secret ").and(Text.code(name)),
                                                Text.of("as the plan's 'secrets' say; its value is shown nowhere"))),
                                plan.systems().entrySet().stream()
                                        .map(system -> List.of(
                                                Text.of("System ").and(Text.code(system.getKey())),
                                                Text.link(
                                                        system.getValue().url().toString()))))
                        .toList());
        TreeSet<String> files = checks.stream()
                .flatMap(check -> check.check().files().stream())
                .map(file ->
                        folder().relativize(file.toAbsolutePath().normalize()).toString())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!files.isEmpty()) {
            draft.say(Text.of("Files beside the plan: ").and(Text.codes(files)).and("."));
        }
        if (checks.stream().anyMatch(check -> check.check().devices().isPresent())) {
            draft.say("Android devices or emulators, as the checks of kind app name them.");
        }
        draft.say(Text.code("prodgate doctor").and(" tells whether all of it is there."));
    }

    private java.nio.file.Path folder() {
        return Optional.ofNullable(plan.file().toAbsolutePath().normalize().getParent())
                .orElse(plan.file().toAbsolutePath());
    }

    private void risks() {
        draft.chapter("Risks, and what is written to production");
        long disruptive = checks.stream().filter(BoundCheck::disruptive).count();
        draft.say(
                disruptive == 0
                        ? "No check disturbs production on purpose."
                        : DisplayText.count((int) disruptive, "check")
                                + " disturb production on purpose; they are run only with --allow-disruption, make at"
                                + " most "
                                + plan.disruption().jobs()
                                + " jobs, and what they make is undone, also after a crash.");
        draft.table(
                "Checks that write",
                "Check | Class | What is written | How it is cleaned up",
                checks.stream()
                        .filter(check -> check.safety() != SafetyClass.READ_ONLY)
                        .map(check -> List.of(
                                Text.code(check.entry().id()),
                                Text.of(check.safety().wireName()),
                                Text.codes(check.check().preview().writes().stream()
                                        .distinct()
                                        .toList()),
                                Text.of(cleanUp(check))))
                        .toList());
        long reading = checks.stream()
                .filter(check -> check.safety() == SafetyClass.READ_ONLY)
                .count();
        draft.say("The other " + DisplayText.count((int) reading, "check") + " only read.");
    }

    private static String cleanUp(BoundCheck check) {
        return switch (check.entry().kind()) {
            case "fault" ->
                "undone by prodgate"
                        + check.check()
                                .lasts()
                                .map(lasts -> ", after " + Durations.format(lasts) + " at the latest")
                                .orElse("");
            case "alert" -> "resolved by prodgate";
            case "isolation" -> "SQL is rolled back; what requests write stays";
            case "script" -> "by the script, if at all";
            default -> "stays, marked as test traffic; the report lists it with its end state";
        };
    }

    private void roles() {
        draft.chapter("Roles and sign-off");
        List<List<Text>> owners = checks.stream()
                .flatMap(check -> check.entry().owner().stream())
                .distinct()
                .map(owner -> List.of(
                        Text.of(owner),
                        Text.codes(checks.stream()
                                .filter(check -> check.entry()
                                        .owner()
                                        .filter(owner::equals)
                                        .isPresent())
                                .map(check -> check.entry().id())
                                .toList())))
                .toList();
        draft.table("Who mends what", "Owner | Checks", owners);
        plan.gate()
                .conditions()
                .owner()
                .ifPresent(owner -> draft.say("Conditions without an owner of their own are " + owner + "'s"
                        + plan.gate()
                                .conditions()
                                .due()
                                .map(due -> ", due " + Durations.format(due) + " after the run")
                                .orElse("")
                        + "."));
        List<String> roles = plan.acceptance().signOff();
        draft.add(new Block.SignOff((roles.isEmpty() ? List.of("Approved by") : roles)
                .stream().map(role -> new Block.Signature(role, "", "", "", "")).toList()));
    }

    private void gates() {
        draft.chapter("Entry and exit");
        List<Text> entry = new ArrayList<>();
        entry.add(Text.of("the plan is valid: ").and(Text.code("prodgate check")));
        plan.production()
                .terraform()
                .ifPresent(folder -> entry.add(Text.of("terraform has been applied, and its outputs can be read")));
        plan.production()
                .revision()
                .ifPresent(revision ->
                        entry.add(Text.of("revision ").and(Text.code(revision)).and(" is deployed")));
        entry.add(Text.of("what is needed is there: ").and(Text.code("prodgate doctor")));
        if (outline.disturbs()) {
            entry.add(Text.of("somebody allows that production is disturbed: ").and(Text.code("--allow-disruption")));
        }
        draft.section("A run begins when").points(entry);
        draft.section("It ends with")
                .points(List.of(
                        Text.strong("Approved").and(": every required check passed, and nothing is left to be said"),
                        Text.strong("Approved with Conditions")
                                .and(": every required check passed, but something is flaky, in quarantine,"
                                        + " simulated, optional and not passed, or a criterion has no check"),
                        Text.strong("Not Approved").and(": a required check failed, and production is at fault"),
                        Text.strong("Inconclusive")
                                .and(": something required could not be judged; nothing is approved")));
        draft.say("An approval counts for " + Durations.format(plan.gate().approvalLasts()) + " after the run's end."
                + plan.gate().rollBack().map(how -> " To roll back: " + how).orElse(""));
    }
}
