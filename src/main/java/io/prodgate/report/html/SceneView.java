package io.prodgate.report.html;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Trouble;
import io.prodgate.report.Figures;
import io.prodgate.report.Plain;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From a failed flow to the scene of its failure: the screen, and beside it what the app and production said in those seconds. */
final class SceneView {
    private static final Duration AROUND = Duration.ofSeconds(10);
    private static final int LINES = 40;
    private static final int TEXT = 500;

    private final Pictures pictures;

    SceneView(Pictures pictures) {
        this.pictures = pictures;
    }

    /** The scene of the last attempt whose flow did not pass; none if there is no such attempt. */
    Optional<View.Scene> of(List<AttemptRecord> attempts) {
        return attempts.reversed().stream()
                .flatMap(attempt -> failed(attempt).map(flow -> scene(flow, attempt)).stream())
                .findFirst();
    }

    private static Optional<FlowRun> failed(AttemptRecord attempt) {
        return attempt.evidence().stream()
                .filter(fact -> fact instanceof FlowRun flow && flow.end() != FlowRun.End.PASSED)
                .map(FlowRun.class::cast)
                .reduce((first, second) -> second);
    }

    private View.Scene scene(FlowRun flow, AttemptRecord attempt) {
        Optional<String> picture = flow.files().stream()
                .filter(file -> file.toLowerCase(Locale.ROOT).endsWith(".png"))
                .reduce((first, second) -> second);
        List<Moment> moments = new ArrayList<>();
        attempt.evidence().forEach(fact -> add(moments, fact, flow));
        moments.sort(Comparator.comparing(Moment::at));
        List<View.Line> lines = moments.stream()
                .filter(moment -> near(moment.at(), flow))
                .limit(LINES)
                .map(Moment::line)
                .toList();
        return new View.Scene(
                line("Attempt %d on %s".formatted(attempt.number(), flow.device())),
                line(flow.step().orElse("")),
                Plain.block(flow.message(), 4 * TEXT),
                picture.flatMap(pictures::inline).orElse(""),
                picture.flatMap(SceneView::link).orElse(""),
                lines);
    }

    /** Within some seconds of the failing step; all of the flow if it is not known when that was. */
    private static boolean near(Instant at, FlowRun flow) {
        Instant from = flow.stepStarted().orElse(flow.started()).minus(AROUND);
        Instant to = flow.started().plus(flow.duration()).plus(AROUND);
        return !at.isBefore(from) && !at.isAfter(to);
    }

    private static void add(List<Moment> moments, Evidence fact, FlowRun flow) {
        if (fact instanceof DeviceLog log) {
            log.crash()
                    .ifPresent(crash -> moments.add(new Moment(
                            log.crashed().orElse(flow.started().plus(flow.duration())), "app crashed", crash, "bad")));
            log.answers()
                    .forEach(answer -> moments.add(new Moment(
                            answer.at(), "app was answered", answer.text(), answer.status() < 400 ? "quiet" : "bad")));
            log.troubles().forEach(line -> moments.add(new Moment(line.at(), "app logged", line.text(), "bad")));
            log.lines()
                    .forEach(line -> moments.add(new Moment(
                            line.at(), "app logged", line.level() + "/" + line.tag() + ": " + line.text(), "quiet")));
        } else if (fact instanceof HttpExchange exchange) {
            moments.add(new Moment(
                    exchange.started(),
                    "asked directly",
                    exchange.method() + " " + exchange.url() + ": " + exchange.status() + " after "
                            + Figures.duration(exchange.duration()),
                    exchange.status() < 400 ? "quiet" : "bad"));
        } else if (fact instanceof Trouble trouble) {
            moments.add(new Moment(
                    trouble.at(),
                    "asked directly",
                    trouble.target() + ": " + trouble.kind().wireName() + ", " + trouble.message(),
                    "bad"));
        }
    }

    /** A relative link to an artefact; none for a path that leads anywhere else. */
    static Optional<String> link(String file) {
        try {
            String path = new URI(null, null, file, null).toASCIIString();
            return file.startsWith("artifacts/") && !file.contains("..") ? Optional.of(path) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String line(String text) {
        return Plain.line(text, TEXT);
    }

    /** Something that was said, and when. */
    private record Moment(Instant at, String who, String text, String tone) {
        View.Line line() {
            return new View.Line(Figures.instant(at), who, SceneView.line(text), tone);
        }
    }
}
