package io.prodgate.cli;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.SafetyClass;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Plan;
import io.prodgate.report.document.Block;
import io.prodgate.report.document.Document;
import io.prodgate.report.document.Text;
import java.util.ArrayList;
import java.util.List;

/** What a plan risks, who stands for it, and when a run begins and ends. */
final class TestPlanRisks {
    private final Plan plan;
    private final List<BoundCheck> checks;
    private final Outline outline;
    private final Document.Draft draft = new Document.Draft();

    TestPlanRisks(Plan plan, List<BoundCheck> checks, Outline outline) {
        this.plan = plan;
        this.checks = checks;
        this.outline = outline;
    }

    Document.Draft chapters() {
        risks();
        roles();
        gates();
        return draft;
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
        draft.say(
                reading == checks.size()
                        ? "All checks only read: nothing is written to production."
                        : reading == 0
                                ? "Each check writes something."
                                : "All others only read: " + DisplayText.count((int) reading, "check") + ".");
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
