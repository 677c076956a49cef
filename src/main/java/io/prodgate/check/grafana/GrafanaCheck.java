package io.prodgate.check.grafana;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.evidence.Judgement;
import io.prodgate.plan.Template;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import io.prodgate.system.grafana.Dashboard;
import io.prodgate.system.grafana.Grafana;
import io.prodgate.system.grafana.Health;
import io.prodgate.system.grafana.Listed;
import io.prodgate.system.grafana.Panel;
import io.prodgate.system.grafana.PanelData;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Dashboards of Grafana: that they are there, and that each of their panels shows something. */
final class GrafanaCheck implements Check {
    private static final int MOST_NAMED = 10;

    private final GrafanaPlan plan;
    private final Systems systems;

    GrafanaCheck(GrafanaPlan plan, Systems systems) {
        this.plan = plan;
        this.systems = systems;
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        Optional<Visit> visit = plan.system().visit(attempt);
        if (visit.isEmpty()) {
            return;
        }
        Grafana grafana = new Grafana(systems, visit.get());
        try {
            Health health = grafana.health();
            String database = health.database().orElse("");
            attempt.log()
                    .add(new Judgement(
                            "grafana database",
                            "ok",
                            database,
                            database.equals("ok"),
                            1,
                            health.version()
                                    .map(version -> "version " + version)
                                    .orElse("")));
            List<Listed> listed = grafana.dashboards();
            List<Dashboard> seen = new ArrayList<>();
            for (String name : plan.dashboards()) {
                attempt.log().add(judged(attempt, grafana, name, listed, seen));
            }
            if (plan.images() != GrafanaPlan.Images.NONE) {
                attempt.log().add(pictures(attempt, visit.get(), seen));
            }
        } catch (SystemException e) {
            // The log says already what was wrong.
            attempt.news().accept(plan.system().name() + " gives no usable answer");
        }
    }

    private Judgement pictures(Attempt attempt, Visit visit, List<Dashboard> seen) throws InterruptedException {
        Visit aside = new Visit(
                visit.system(),
                visit.url(),
                visit.headers(),
                visit.credential(),
                visit.traffic(),
                // What Grafana says of pictures proves nothing, and its answers are no texts.
                attempt.log().part(fact -> {}),
                visit.deadline(),
                visit.timeout());
        PanelPictures pictures = new PanelPictures(plan, attempt, new Grafana(systems, aside));
        Instant now = attempt.time().now();
        for (Dashboard dashboard : seen) {
            pictures.draw(dashboard, shownFrom(attempt, now), now);
        }
        return pictures.judgement();
    }

    private Judgement judged(Attempt attempt, Grafana grafana, String name, List<Listed> listed, List<Dashboard> seen)
            throws SystemException, InterruptedException {
        Optional<Listed> found =
                listed.stream().filter(each -> GrafanaPlan.means(name, each)).findFirst();
        Instant now = attempt.time().now();
        Optional<Dashboard> dashboard =
                found.isEmpty() ? Optional.empty() : grafana.dashboard(found.get(), plan.variables(), plan.range());
        if (dashboard.isEmpty()) {
            return absent(name, listed);
        }
        seen.add(dashboard.get());
        String link = link(attempt, dashboard.get(), now);
        if (!plan.panels()) {
            return new Judgement(subject(name), "exists", "exists", true, 1, link);
        }
        PanelTally tally = new PanelTally(plan);
        for (Panel panel : dashboard.get().panels()) {
            if (panel.trouble().isEmpty()) {
                PanelData data = grafana.data(panel, now.minus(plan.range()), now);
                tally.asked(panel, data);
            } else {
                tally.notAsked(panel);
            }
        }
        return tally.judgement(subject(name), link);
    }

    private Judgement absent(String name, List<Listed> listed) {
        String others =
                listed.stream().map(Listed::title).sorted().limit(MOST_NAMED).collect(Collectors.joining(", "));
        String remark = listed.isEmpty()
                ? Judgement.UNDECIDED + "our credential sees no dashboard at all; may it view them?"
                : "there are " + listed.size() + ": " + others + (listed.size() > MOST_NAMED ? ", …" : "");
        return new Judgement(subject(name), expected(), "(absent)", false, 1, remark);
    }

    private String expected() {
        return plan.panels() ? PanelTally.EXPECTED : "exists";
    }

    private static String subject(String name) {
        return "dashboard " + name;
    }

    /** Where a person sees the same: from the begin of the run, if that is known. */
    private String link(Attempt attempt, Dashboard dashboard, Instant now) {
        Instant from = shownFrom(attempt, now);
        Map<String, String> parameters = new TreeMap<>();
        plan.variables().forEach((variable, value) -> parameters.put("var-" + variable, value));
        String more = parameters.entrySet().stream()
                .map(parameter -> "&" + encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining());
        String path = dashboard.path().startsWith("/") ? dashboard.path() : "/" + dashboard.path();
        return base(path) + path + "?from=" + from.toEpochMilli() + "&to=" + now.toEpochMilli() + more;
    }

    /** Grafana's paths begin with its sub-path, which the plan's URL ends with. */
    private String base(String path) {
        URI url = plan.system().entry().url();
        String base = url.toString().replaceAll("/+$", "");
        String below = Optional.ofNullable(url.getRawPath()).orElse("").replaceAll("/+$", "");
        return !below.isEmpty() && path.startsWith(below + "/")
                ? base.substring(0, base.length() - below.length())
                : base;
    }

    private Instant shownFrom(Attempt attempt, Instant now) {
        return runStarted(attempt).filter(start -> start.isBefore(now)).orElse(now.minus(plan.range()));
    }

    private static Optional<Instant> runStarted(Attempt attempt) {
        try {
            return attempt.values()
                    .find(new Template.Reference("run", "started", Optional.empty()))
                    .map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Preview preview() {
        URI url = plan.system().entry().url();
        return new Preview(
                List.of("dashboards in " + plan.system().name() + " (" + url + "): "
                        + String.join(", ", plan.dashboards())),
                List.of(),
                List.of(url),
                Preview.Load.ofSystems(2 + plan.dashboards().size() * (plan.panels() ? 2 : 1)));
    }
}
