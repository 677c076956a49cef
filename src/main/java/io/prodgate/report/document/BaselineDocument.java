package io.prodgate.report.document;

import io.prodgate.baseline.Amounts;
import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.Samples;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.PanelPicture;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.prodgate.report.baseline.RunNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a run as a document: what was measured, held against what is expected, with the queries behind it. */
public final class BaselineDocument {
    /** A quantile is told of so many samples or more: as many as it takes for one to lie beyond it. */
    private static final List<Tail> TAILS = List.of(new Tail(0.5, 2), new Tail(0.95, 20), new Tail(0.99, 100));

    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

    private record Tail(double share, int least) {}

    private BaselineDocument() {}

    /** What a run measured, with the dashboards that show the same. */
    public static Document of(RunResult run) {
        Baseline baseline = RunNumbers.of(run);
        Document.Draft draft =
                draft(baseline, numbers(Measured.of(run), baseline).add(journeys(run)));
        dashboards(run, draft);
        return draft.done("Performance baseline metrics", about(baseline.run()));
    }

    /** What a baseline holds. */
    public static Document of(Baseline baseline) {
        return draft(baseline, numbers(Measured.of(baseline), baseline))
                .done("Baseline of " + baseline.run().production(), about(baseline.run()));
    }

    private static String about(Baseline.Run run) {
        return run.production() + " · run " + run.id() + " · " + Figures.instant(run.started()) + " to "
                + Figures.instant(run.ended());
    }

    private static Document.Draft draft(Baseline baseline, Document.Draft numbers) {
        Baseline.Run run = baseline.run();
        Text measured = Text.of("Measured by run ")
                .and(Text.code(run.id()))
                .and(" against ")
                .and(Text.link(run.url().toString()));
        Document.Draft draft = new Document.Draft()
                .say(run.revision()
                        .map(revision -> measured.and(", revision ").and(Text.code(revision)))
                        .orElse(measured)
                        .and("."))
                .chapter("Numbers")
                .add(numbers);
        queries(baseline, draft);
        if (!baseline.leftOut().isEmpty()) {
            draft.chapter("Left out").add(leftOut(baseline));
        }
        return draft;
    }

    /** The numbers against what is expected of them, and how their samples are spread. */
    static Document.Draft numbers(List<Measured> numbers, Baseline baseline) {
        Document.Draft draft = new Document.Draft();
        if (numbers.isEmpty()) {
            return draft.note(
                    Block.Tone.UNKNOWN,
                    Text.of(
                            baseline.leftOut().isEmpty()
                                    ? "This run measured no number: it has no check of kind metric, and no other one"
                                            + " that did anything five times."
                                    : "No number of this run stands on enough to be told; what was left out, and why,"
                                            + " is below."));
        }
        return draft.table(
                        "Numbers and what is expected of them",
                        "Number | #Value | Expected | As expected | #n | Window",
                        numbers.stream().map(BaselineDocument::row).toList())
                .table(
                        "Distributions",
                        "Number | #Samples | #p50 | #p95 | #p99 | #Largest | #Never",
                        numbers.stream()
                                .map(Measured::number)
                                .filter(number -> number.samples().isPresent())
                                .map(BaselineDocument::spread)
                                .toList());
    }

    private static List<Text> row(Measured measured) {
        KeptNumber number = measured.number();
        return List.of(
                Text.code(number.name()),
                measured.value(),
                Text.of(number.expected().isEmpty() ? "nothing" : number.expected()),
                measured.asExpected(),
                Text.of(Figures.number(number.observations())),
                Text.of(Figures.instant(number.from()) + ", " + Figures.duration(number.window())));
    }

    /** What was expected of items that were followed: of their times, too, which are more than a single number. */
    static Document.Draft journeys(RunResult run) {
        return new Document.Draft()
                .table(
                        "What was expected of items followed end to end",
                        "Check | What | Measured | Expected | As expected | #n",
                        run.checks().stream()
                                .filter(check -> check.head().kind().equals("journey"))
                                .flatMap(check -> Judgements.judged(check).stream()
                                        .map(judgement -> List.of(
                                                Text.code(check.head().id()),
                                                Text.of(judgement.subject()),
                                                Text.of(judgement.actual()),
                                                Text.of(judgement.expected()),
                                                Judgements.asExpected(judgement),
                                                Text.of(Figures.number(judgement.samples())))))
                                .toList());
    }

    /** What is no number of the run, and why. */
    static Document.Draft leftOut(Baseline baseline) {
        return new Document.Draft()
                .table(
                        "Numbers that were left out",
                        "Number | Why",
                        baseline.leftOut().stream()
                                .map(left -> List.of(Text.code(left.name()), Text.of(left.why())))
                                .toList());
    }

    private static List<Text> spread(KeptNumber number) {
        Samples samples = number.samples().orElseThrow();
        List<Text> cells = new ArrayList<>(List.of(
                Text.code(number.name()),
                Text.of(samples.count() + (samples.isCut() ? " of " + Figures.number(samples.of()) : ""))));
        TAILS.forEach(tail -> cells.add(Text.of(
                samples.count() < tail.least()
                        ? "too few"
                        : Amounts.of(samples.quantile(tail.share()), number.unit()))));
        cells.add(Text.of(Amounts.of(samples.quantile(1), number.unit())));
        cells.add(Text.of(Figures.number(samples.never())));
        return cells;
    }

    private static void queries(Baseline baseline, Document.Draft draft) {
        List<KeptNumber> asked = baseline.numbers().stream()
                .filter(number -> number.query().isPresent())
                .toList();
        if (!asked.isEmpty()) {
            draft.chapter("Queries");
        }
        for (KeptNumber number : asked) {
            draft.say(Text.code(number.name())
                            .and(number.system().map(system -> ", " + system).orElse("")
                                    + number.step()
                                            .map(step -> ", every " + Figures.duration(step))
                                            .orElse("")))
                    .code("promql", number.query().stream());
        }
    }

    private static void dashboards(RunResult run, Document.Draft draft) {
        List<Text> links = new ArrayList<>();
        List<List<Text>> pictures = new ArrayList<>();
        run.checks().stream()
                .filter(check -> check.head().kind().equals("grafana"))
                .forEach(check -> {
                    Judgements.judged(check).forEach(judgement -> link(judgement, links));
                    Judgements.last(check, PanelPicture.class).forEach(picture -> pictures.add(picture(picture)));
                });
        if (!links.isEmpty() || !pictures.isEmpty()) {
            draft.chapter("Dashboards")
                    .points(links)
                    .table("Pictures of panels in the run's folder", "Dashboard | Panel | Shows | File", pictures);
        }
    }

    private static void link(Judgement judgement, List<Text> links) {
        Matcher address = ADDRESS.matcher(judgement.remark());
        if (address.find()) {
            links.add(new Text(List.of(new Text.Link(judgement.subject(), address.group())))
                    .and(": " + judgement.actual()));
        }
    }

    private static List<Text> picture(PanelPicture picture) {
        return List.of(
                Text.of(picture.dashboard()),
                Text.of(picture.panel()),
                Text.of(Figures.instant(picture.from()) + " to " + Figures.instant(picture.to())),
                Text.code(picture.file()));
    }
}
