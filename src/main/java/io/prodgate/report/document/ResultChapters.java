package io.prodgate.report.document;

import io.prodgate.baseline.Baseline;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.evidence.CertificateChain;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Overview;
import io.prodgate.report.Scenario;
import io.prodgate.report.Wall;
import io.prodgate.report.baseline.RunNumbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a run found, by what people look after: speed, security, resilience, alarms. */
final class ResultChapters {
    private final RunResult run;
    private final Overview overview;

    ResultChapters(RunResult run, Overview overview) {
        this.run = run;
        this.overview = overview;
    }

    Document.Draft performance() {
        Document.Draft draft = new Document.Draft().chapter("Performance against the targets");
        Baseline baseline = RunNumbers.of(run);
        draft.add(BaselineDocument.numbers(Measured.of(run), baseline));
        List<Finding> measured = checks(Area.PERFORMANCE::holds);
        List<List<Text>> unknown = measured.stream()
                .filter(finding -> !finding.settled())
                .map(finding ->
                        List.of(Judgements.name(finding), Judgements.outcome(finding), Text.of(finding.explanation())))
                .toList();
        return draft.add(BaselineDocument.leftOut(baseline))
                .table("Numbers that need attention", "Check | Outcome | Why", unknown)
                .add(BaselineDocument.journeys(run));
    }

    Document.Draft security() {
        Document.Draft draft = new Document.Draft().chapter("Security");
        List<Finding> checks = checks(Area.SECURITY::holds);
        if (checks.isEmpty()) {
            return nothing(
                    draft,
                    "No check of this run is about security: none of the kinds tls, isolation, separation and"
                            + " apk, none tagged 'security'.");
        }
        long good = checks.stream().filter(Finding::settled).count();
        List<Wall> walls = Wall.of(run);
        draft.say("%d of %s about security passed without remark.%s"
                .formatted(good, Figures.count(checks.size(), "check"), posture(walls)));
        draft.table("Checks about security", OUTCOMES, outcomes(checks));
        draft.table(
                "Who tried what on whose data",
                "Who | Tried | Whose | End | By | Check",
                walls.stream()
                        .map(wall -> List.of(
                                Text.of(wall.tried().who()),
                                Text.code(wall.tried().what()),
                                Text.of(wall.tried().whose()),
                                wall.asItShouldBe() ? Text.of(wall.end()) : Text.strong(wall.end()),
                                Text.of(wall.tried().by()),
                                Text.code(wall.check())))
                        .toList());
        return draft.table("Certificates as served", "Host | Protocol | Issuer | Good until | Check", certificates());
    }

    private static String posture(List<Wall> walls) {
        if (walls.isEmpty()) {
            return " Walls between tenants were not tried.";
        }
        long open = walls.stream().filter(wall -> !wall.asItShouldBe()).count();
        return " Of %s between tenants %s."
                .formatted(
                        Figures.count(walls.size(), "try").replace("trys", "tries"),
                        open == 0 ? "all ended as they should" : Figures.number(open) + " did not end as they should");
    }

    private List<List<Text>> certificates() {
        return overview.checks().stream()
                .flatMap(finding -> Judgements.last(finding.check(), CertificateChain.class).stream()
                        .filter(chain -> !chain.certificates().isEmpty())
                        .map(chain -> List.of(
                                Text.code(chain.host() + ":" + chain.port()),
                                Text.of(chain.protocol()),
                                Text.of(chain.certificates().getFirst().issuer()),
                                Text.of(Figures.instant(
                                        chain.certificates().getFirst().notAfter())),
                                Judgements.name(finding))))
                .toList();
    }

    Document.Draft resilience() {
        Document.Draft draft = new Document.Draft().chapter("Resilience");
        List<Scenario> faults = Scenario.of(run);
        if (faults.isEmpty()) {
            return nothing(draft, "No fault was made in this run: how production stands errors was not tried.");
        }
        draft.table(
                "Faults that were made on purpose",
                "Fault | In place | End | Recovery | Runbook",
                faults.stream()
                        .map(fault -> List.of(
                                Text.of(fault.fault().what()),
                                Text.of(lasted(fault)),
                                fault.left() ? Text.strong(fault.end()) : Text.of(fault.end()),
                                Text.of(fault.recovered()),
                                fault.runbook()
                                        .map(Text::link)
                                        .orElse(Text.NONE)
                                        .and(fault.runbookTold().isEmpty() ? "" : " " + fault.runbookTold())))
                        .toList());
        Set<String> ids = faults.stream().map(Scenario::check).collect(Collectors.toSet());
        List<Finding> under = checks(
                finding -> finding.check().head().under().filter(ids::contains).isPresent());
        return draft.table(
                "What was looked at while a fault was in place",
                "Check | Under | What it proves | Outcome | Shown by",
                under.stream()
                        .map(finding -> List.of(
                                Judgements.name(finding),
                                Text.code(finding.check().head().under().orElse("")),
                                Text.of(finding.check().head().title().orElse("")),
                                Judgements.outcome(finding),
                                Text.of(Judgements.shown(finding))))
                        .toList());
    }

    private static String lasted(Scenario fault) {
        return fault.lasted()
                .map(Figures::duration)
                .or(() -> fault.fault().from().map(from -> "since " + Figures.instant(from)))
                .orElse("never");
    }

    Document.Draft monitoring() {
        Document.Draft draft = new Document.Draft().chapter("Monitoring and alerting");
        List<Finding> checks = checks(Area.MONITORING::holds);
        if (checks.isEmpty()) {
            return nothing(
                    draft,
                    "No check of this run is about monitoring: none of the kinds alert, targets, grafana and trace.");
        }
        draft.table("Checks about monitoring", OUTCOMES, outcomes(checks));
        List<List<Text>> drills = new ArrayList<>();
        for (Finding finding : checks) {
            Judgements.last(finding.check(), AlertWatch.class).stream()
                    .filter(watch -> !watch.steps().isEmpty())
                    .forEach(watch -> drills.add(List.of(
                            Text.of(watch.alert()),
                            Text.of(watch.since().map(Figures::instant).orElse("not known")),
                            Text.of(watch.steps().stream()
                                    .map(step -> step.what() + after(watch, step.at()))
                                    .collect(Collectors.joining(", "))),
                            Text.of(Figures.duration(watch.within())),
                            Judgements.name(finding))));
        }
        return draft.table("Alerts that were watched", "Alert | Caused | Seen | Granted | Check", drills);
    }

    private static String after(AlertWatch watch, Instant at) {
        return watch.since()
                .filter(since -> !at.isBefore(since))
                .map(since -> " after " + Figures.duration(Duration.between(since, at)))
                .orElse("");
    }

    private static final String OUTCOMES = "Check | What it proves | Severity | Outcome | Remark";

    private static List<List<Text>> outcomes(List<Finding> checks) {
        return checks.stream()
                .map(finding -> List.of(
                        Judgements.name(finding),
                        Text.of(finding.check().head().title().orElse("")),
                        Text.of(finding.check().head().severity()),
                        Judgements.outcome(finding),
                        Text.of(finding.settled() ? "" : finding.explanation())))
                .toList();
    }

    private static Document.Draft nothing(Document.Draft draft, String why) {
        return draft.note(Block.Tone.UNKNOWN, Text.of(why));
    }

    private List<Finding> checks(Predicate<Finding> chosen) {
        return overview.checks().stream().filter(chosen).toList();
    }
}
