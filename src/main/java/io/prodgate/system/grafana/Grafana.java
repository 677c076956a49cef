package io.prodgate.system.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Asks a Grafana, within one visit. */
public final class Grafana {
    /** What one search lists at most. */
    private static final int MOST_LISTED = 5000;

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 400;
    private static final int MOST_CHARACTERS = 200;

    /** Answers to a panel's query that tell of the panel, not of Grafana. */
    private static final Set<SystemTrouble.Kind> ABOUT_THE_QUERY =
            Set.of(SystemTrouble.Kind.QUESTION_REFUSED, SystemTrouble.Kind.NOT_FOUND, SystemTrouble.Kind.UNABLE);

    private final Systems systems;
    private final Visit visit;

    /** A Grafana that is visited. */
    public Grafana(Systems systems, Visit visit) {
        this.systems = systems;
        this.visit = visit;
    }

    /**
     * How it is.
     *
     * @throws SystemException if there is no usable answer; the log says why
     */
    public Health health() throws SystemException, InterruptedException {
        GrafanaApi api = systems.client(GrafanaApi.class, visit);
        return visit.ask(() -> {
            Health health = api.health();
            if (health.database().isEmpty()) {
                throw visit.refused(SystemTrouble.Kind.UNREADABLE, "its health has no 'database': is this Grafana?");
            }
            return health;
        });
    }

    /**
     * All dashboards that our token may see.
     *
     * @throws SystemException if there is no usable answer; the log says why
     */
    public List<Listed> dashboards() throws SystemException, InterruptedException {
        GrafanaApi api = systems.client(GrafanaApi.class, visit);
        return visit.ask(() -> {
            List<Listed> listed = api.search("dash-db", MOST_LISTED);
            if (listed.size() >= MOST_LISTED) {
                throw visit.refused(SystemTrouble.Kind.TOO_LARGE, "it has " + MOST_LISTED + " dashboards or more");
            }
            return listed;
        });
    }

    /**
     * A dashboard; empty if it is not there.
     *
     * @param variables values of its variables that win over those it was saved with
     * @param range how long a time its panels are asked for
     * @throws SystemException if there is no usable answer; the log says why
     */
    public Optional<Dashboard> dashboard(Listed listed, Map<String, String> variables, Duration range)
            throws SystemException, InterruptedException {
        GrafanaApi api = systems.client(GrafanaApi.class, visit);
        return visit.ask(
                () -> {
                    DashboardAnswer answer = api.dashboard(listed.uid());
                    JsonNode model = answer.dashboard()
                            .filter(JsonNode::isObject)
                            .orElseThrow(() ->
                                    visit.refused(SystemTrouble.Kind.UNREADABLE, "the answer holds no dashboard"));
                    String path = listed.url()
                            .or(() -> answer.meta().map(meta -> meta.path("url").asText("")))
                            .orElse("/d/" + listed.uid());
                    return new DashboardReader(model, variables, range.toMillis()).read(listed.uid(), path);
                },
                404);
    }

    /**
     * What a panel shows for a time.
     *
     * @throws SystemException if Grafana gives no usable answer; the log says why. What is wrong with the query itself is in the data
     */
    public PanelData data(Panel panel, Instant from, Instant to) throws SystemException, InterruptedException {
        EvidenceLog aside = visit.log().part(fact -> {});
        Visit own = new Visit(
                visit.system(),
                visit.url(),
                visit.headers(),
                visit.credential(),
                visit.traffic(),
                aside,
                visit.deadline(),
                visit.timeout());
        GrafanaApi api = systems.client(GrafanaApi.class, own);
        DataQuestion question = new DataQuestion(
                panel.queries(), String.valueOf(from.toEpochMilli()), String.valueOf(to.toEpochMilli()));
        try {
            PanelData data = own.ask(() -> read(own, api.data(question)));
            aside.facts().forEach(visit.log()::add);
            return data;
        } catch (SystemException e) {
            // What Grafana says of a data source is JSON; what stands before Grafana says it otherwise.
            boolean aboutTheQuery = e.trouble()
                    .filter(trouble -> ABOUT_THE_QUERY.contains(trouble.kind())
                            && trouble.message().contains(": {"))
                    .isPresent();
            aside.facts().stream()
                    .filter(fact -> !(aboutTheQuery && fact instanceof SystemTrouble))
                    .forEach(visit.log()::add);
            if (aboutTheQuery) {
                return new PanelData(0, cut(String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    /**
     * Whether it can draw panels. Where it cannot, it answers with a picture that says so.
     *
     * @throws SystemException if there is no usable answer; the log says why
     */
    public boolean drawsPictures() throws SystemException, InterruptedException {
        GrafanaApi api = systems.client(GrafanaApi.class, visit);
        return visit.ask(() -> api.settings()
                .rendererAvailable()
                .orElseThrow(() ->
                        visit.refused(SystemTrouble.Kind.UNREADABLE, "its settings have no 'rendererAvailable'")));
    }

    /**
     * What a panel shows for a time, as a picture. Empty if the answer is no picture, or one of another width: Grafana answers with
     * pictures of its own when it could not draw.
     *
     * @param variables values of the dashboard's variables
     * @throws SystemException if there is no usable answer; the log says why
     * @see <a href="https://grafana.com/docs/grafana/latest/setup-grafana/image-rendering/">image rendering</a>
     */
    public Optional<Png> picture(
            Dashboard dashboard, Panel panel, Map<String, String> variables, Instant from, Instant to)
            throws SystemException, InterruptedException {
        String slug = dashboard.path().replaceFirst("[?#].*", "").replaceFirst(".*/", "");
        String path = "/render/d-solo/" + encoded(dashboard.uid()) + "/" + encoded(slug) + "?panelId="
                + panel.id().orElse("") + "&from=" + from.toEpochMilli() + "&to=" + to.toEpochMilli() + "&width="
                + WIDTH + "&height=" + HEIGHT + "&tz=UTC"
                + new TreeMap<>(variables)
                        .entrySet().stream()
                                .map(variable ->
                                        "&var-" + encoded(variable.getKey()) + "=" + encoded(variable.getValue()))
                                .collect(Collectors.joining());
        return Png.read(visit.ask(() -> visit.fetch(path, "image/png")))
                .filter(picture -> picture.width() % WIDTH == 0);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static PanelData read(Visit visit, DataAnswer answer) {
        Map<String, DataAnswer.Result> results = answer.results()
                .orElseThrow(() -> visit.refused(SystemTrouble.Kind.UNREADABLE, "the answer holds no results"));
        String error = results.values().stream()
                .flatMap(result -> result.error().stream())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        int values = results.values().stream()
                .flatMap(result -> result.frames().orElse(List.of()).stream())
                .mapToInt(Grafana::values)
                .sum();
        return new PanelData(values, cut(error));
    }

    private static int values(DataAnswer.Frame frame) {
        List<JsonNode> columns = frame.data().flatMap(DataAnswer.Data::values).orElse(List.of());
        List<DataAnswer.Field> fields =
                frame.schema().flatMap(DataAnswer.Schema::fields).orElse(List.of());
        int values = 0;
        for (int i = 0; i < columns.size(); i++) {
            boolean time = i < fields.size() && fields.get(i).type().equals(Optional.of("time"));
            for (JsonNode value : columns.get(i)) {
                values += time || value.isNull() ? 0 : 1;
            }
        }
        return values;
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
