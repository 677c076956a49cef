package io.prodgate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.PanelPicture;
import io.prodgate.testing.Pngs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShotViewTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir
    Path run;

    @Test
    void aPictureIsInThePageAndLinked() throws Exception {
        byte[] picture = Pngs.drawn(100, 40);
        Files.createDirectories(run.resolve("artifacts/dashboards/1"));
        Files.write(run.resolve("artifacts/dashboards/1/q1-2.png"), picture);

        assertThat(shots("artifacts/dashboards/1/q1-2.png"))
                .containsExactly(new View.Shot(
                        "Queue Health",
                        "Depth",
                        "2026-01-02 11:00:00 UTC – 2026-01-02 12:00:00 UTC",
                        "data:image/png;base64," + Base64.getEncoder().encodeToString(picture),
                        "artifacts/dashboards/1/q1-2.png"));
    }

    @Test
    void whatIsGoneIsOnlyLinkedAndWhatIsElsewhereIsNotEvenThat() {
        assertThat(shots("artifacts/dashboards/1/q1-2.png"))
                .singleElement()
                .returns("", View.Shot::picture)
                .returns("artifacts/dashboards/1/q1-2.png", View.Shot::link);
        assertThat(shots("../q1-2.png")).singleElement().returns("", View.Shot::link);
    }

    private List<View.Shot> shots(String file) {
        PanelPicture picture =
                new PanelPicture("grafana", "Queue Health", "Depth", file, 1, NOON.minusSeconds(3600), NOON);
        return new ShotView(new Pictures(Optional.of(run), new Room(1_000))).of(Stream.of(picture));
    }
}
