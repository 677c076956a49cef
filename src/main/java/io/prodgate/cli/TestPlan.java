package io.prodgate.cli;

import static io.prodgate.report.document.Document.defined;

import io.prodgate.check.BoundCheck;
import io.prodgate.plan.Acceptance;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Plan;
import io.prodgate.report.document.Block;
import io.prodgate.report.document.Document;
import io.prodgate.report.document.Text;
import java.nio.file.Path;
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
        draft.add(new TestPlanSchedule(plan, checks, outline).chapter());
        needs();
        draft.add(new TestPlanScenarios(checks, settings, plan).chapter());
        draft.add(new TestPlanRisks(plan, checks, outline).chapters());
        draft.add(new TestPlanAppendix(checks, settings, plan).chapter());
        return draft.done(
                "Production validation test plan",
                plan.production().name() + " · plan " + plan.file().getFileName());
    }

    private void scope() {
        Plan.Production production = plan.production();
        draft.chapter("Scope")
                .say("%s in %s %s that this production works, before its frontend is deployed."
                        .formatted(
                                DisplayText.count(checks.size(), "check"),
                                DisplayText.count(plan.stages().size(), "stage"),
                                checks.size() == 1 ? "proves" : "prove"))
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
        if (plan.secrets().isEmpty() && plan.systems().isEmpty() && files.isEmpty()) {
            draft.say("The plan needs no secret, no system beside production and no file.");
        }
        if (!files.isEmpty()) {
            draft.say(Text.of("Files beside the plan: ").and(Text.codes(files)).and("."));
        }
        if (checks.stream().anyMatch(check -> check.check().devices().isPresent())) {
            draft.say("Android devices or emulators, as the checks of kind app name them.");
        }
        draft.say(Text.code("prodgate doctor").and(" tells whether all of it is there."));
    }

    private Path folder() {
        return Optional.ofNullable(plan.file().toAbsolutePath().normalize().getParent())
                .orElse(plan.file().toAbsolutePath());
    }
}
