package io.prodgate.check.grafana;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.PanelPicture;
import io.prodgate.system.SystemException;
import io.prodgate.system.grafana.Dashboard;
import io.prodgate.system.grafana.Grafana;
import io.prodgate.system.grafana.Panel;
import io.prodgate.system.grafana.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pictures of panels, where Grafana can draw them. They are for people: what they show is judged by what the panels' queries return. */
final class PanelPictures {
    private static final String SUBJECT = "pictures";
    private static final int MOST = 24;
    private static final int LARGEST = 2_000_000;

    /** {@code artifacts/CHECK/ATTEMPT/FILE}. */
    private static final int DEPTH = 4;

    private final GrafanaPlan plan;
    private final Attempt attempt;
    private final Grafana grafana;
    private final Instant latest;
    private final List<String> missing = new ArrayList<>();
    private int asked;
    private int kept;
    private Optional<String> none = Optional.empty();

    /**
     * No pictures yet. They take a half of the time that is left at most.
     *
     * @param grafana draws them; what it says goes into a log of its own
     */
    PanelPictures(GrafanaPlan plan, Attempt attempt, Grafana grafana) {
        this.plan = plan;
        this.attempt = attempt;
        this.grafana = grafana;
        Instant now = attempt.time().now();
        this.latest = now.plus(Duration.between(now, attempt.deadline()).dividedBy(2));
    }

    /** Draws the panels of a dashboard. */
    void draw(Dashboard dashboard, Instant from, Instant to) throws InterruptedException {
        for (Panel panel : dashboard.panels()) {
            if (none.isPresent() || panel.id().isEmpty() || !available()) {
                return;
            }
            asked++;
            if (asked > MOST || !attempt.time().now().isBefore(latest)) {
                missing.add(panel.title() + ": there is no time or room for it");
            } else {
                draw(dashboard, panel, from, to);
            }
        }
    }

    private boolean available() throws InterruptedException {
        if (asked > 0) {
            return true;
        }
        try {
            if (!grafana.drawsPictures()) {
                none = Optional.of("Grafana has no image renderer");
            }
        } catch (SystemException e) {
            none = Optional.of("whether Grafana has an image renderer cannot be told: " + e.getMessage());
        }
        return none.isEmpty();
    }

    private void draw(Dashboard dashboard, Panel panel, Instant from, Instant to) throws InterruptedException {
        String title = dashboard.title() + ", " + panel.title();
        try {
            Optional<Png> picture = grafana.picture(dashboard, panel, plan.variables(), from, to);
            if (picture.isEmpty()) {
                missing.add(title + ": the answer is no picture, or another one than was asked for");
            } else if (picture.get().bytes().length > LARGEST) {
                missing.add(title + ": the picture is larger than 2 MB");
            } else {
                keep(dashboard, panel, picture.get(), from, to);
            }
        } catch (SystemException | IOException e) {
            missing.add(title + ": " + e.getMessage());
        }
    }

    private void keep(Dashboard dashboard, Panel panel, Png picture, Instant from, Instant to) throws IOException {
        String name = dashboard.uid().replaceAll("[^A-Za-z0-9_-]", "_") + "-"
                + panel.id().orElse("") + ".png";
        Path file = attempt.artifacts().resolve(name);
        Files.createDirectories(attempt.artifacts());
        Files.write(file, picture.bytes());
        kept++;
        int names = file.getNameCount();
        attempt.log()
                .add(new PanelPicture(
                        plan.system().name(),
                        dashboard.title(),
                        panel.title(),
                        file.subpath(Math.max(0, names - DEPTH), names).toString(),
                        picture.bytes().length,
                        from,
                        to));
    }

    /** What came of it: a miss only if the plan says that there must be pictures, and never production's. */
    Judgement judgement() {
        boolean required = plan.images() == GrafanaPlan.Images.REQUIRED;
        boolean whole = none.isEmpty() && missing.isEmpty() && kept > 0;
        String why = none.orElseGet(() -> missing.isEmpty() ? "no panel was seen" : missing.getFirst());
        String remark = whole ? "" : (required ? Judgement.UNDECIDED : "") + why;
        return new Judgement(
                SUBJECT,
                required ? "one of each panel" : "where Grafana can draw them",
                kept + " of " + asked,
                whole || !required,
                Math.max(1, asked),
                remark);
    }
}
