package io.prodgate.report.html;

import io.prodgate.evidence.PanelPicture;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.prodgate.report.Plain;
import java.util.List;
import java.util.stream.Stream;

/** From pictures of dashboards to what the page shows of them: those of each check's last attempt, as far as there is room. */
final class ShotView {
    private static final int SHOWN = 40;
    private static final int TEXT = 200;

    private final Pictures pictures;

    ShotView(Pictures pictures) {
        this.pictures = pictures;
    }

    List<View.Shot> of(RunResult run) {
        return of(run.checks().stream()
                .filter(check -> !check.attempts().isEmpty())
                .flatMap(check -> check.attempts().getLast().evidence().stream())
                .filter(PanelPicture.class::isInstance)
                .map(PanelPicture.class::cast));
    }

    List<View.Shot> of(Stream<PanelPicture> drawn) {
        return drawn.limit(SHOWN).map(this::shot).toList();
    }

    private View.Shot shot(PanelPicture picture) {
        return new View.Shot(
                Plain.line(picture.dashboard(), TEXT),
                Plain.line(picture.panel(), TEXT),
                Figures.instant(picture.from()) + " – " + Figures.instant(picture.to()),
                pictures.inline(picture.file()).orElse(""),
                SceneView.link(picture.file()).orElse(""));
    }
}
