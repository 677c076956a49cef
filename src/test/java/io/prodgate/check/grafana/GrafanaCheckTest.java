package io.prodgate.check.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prodgate.check.Check;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.PanelPicture;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.FakeSystem;
import io.prodgate.testing.FakeSystem.Said;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.Pngs;
import io.prodgate.testing.SteppingTime;
import io.prodgate.testing.Tries;
import io.prodgate.traffic.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Grafana's answers are those of its documentation: {@code https://grafana.com/docs/grafana/latest/developers/http_api/}. */
class GrafanaCheckTest {
    private static final String DEPTH = panel("Depth", "queue_depth_gauge{tenant=~\\\"$tenant\\\"}", "prom");
    private static final String DATA = frames("[[1000,2000],[null,3]]");
    private static final String NOTHING = "{\"results\":{\"A\":{\"status\":200,\"frames\":[]}}}";

    @TempDir
    Path folder;

    private final SteppingTime time = SteppingTime.atNoon();
    private final Tries tries = new Tries(time, List.of("shared-secret", "token-of-ours"));

    @Test
    void aDashboardWhosePanelsAllReturnDataIsProvenAndLinked() throws Exception {
        FakeSystem grafana = grafana(DEPTH, "\"tenant-a\"", request -> Said.json(200, DATA));

        Optional<Diagnosis> diagnosis = attempt("{ dashboards: [queue health] }", grafana);

        assertThat(diagnosis).isEmpty();
        Judgement judgement = judgement("dashboard queue health");
        assertThat(judgement.actual()).isEqualTo("1 of 1 panels return data");
        assertThat(judgement.remark())
                .isEqualTo("https://grafana.example.com/d/q1/queue-health?from="
                        + time.now().minus(Duration.ofHours(1)).toEpochMilli()
                        + "&to=" + time.now().toEpochMilli());
        JsonNode asked = asked(grafana);
        assertThat(asked.at("/queries/0/expr").asText()).isEqualTo("queue_depth_gauge{tenant=~\"tenant-a\"}");
        assertThat(asked.at("/queries/0/datasource/uid").asText()).isEqualTo("prom");
        assertThat(asked.at("/to").asText()).isEqualTo(String.valueOf(time.now().toEpochMilli()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"[\"a\",\"b\"];(a|b)", "[\"$__all\"];.*", "\"$__all\";.*"})
    void variablesAreFilledInAsTheyWereSaved(String saved, String filled) throws Exception {
        FakeSystem grafana = grafana(DEPTH, saved, request -> Said.json(200, DATA));

        attempt("{ dashboards: [q1] }", grafana);

        assertThat(asked(grafana).at("/queries/0/expr").asText())
                .isEqualTo("queue_depth_gauge{tenant=~\"" + filled + "\"}");
    }

    @Test
    void aVariableWithoutAValueIsNotGuessedAndCanBeSetInThePlan() throws Exception {
        FakeSystem grafana = grafana(DEPTH, "\"\"", request -> Said.json(200, DATA));

        Optional<Diagnosis> unset = attempt("{ dashboards: [q1] }", grafana);
        Optional<Diagnosis> set = attempt("{ dashboards: [q1], variables: { tenant: t } }", grafana);

        assertThat(unset.orElseThrow())
                .returns("PG-772", Diagnosis::rule)
                .returns(Cause.CONFIGURATION, Diagnosis::cause);
        assertThat(set).isEmpty();
        assertThat(judgement("dashboard q1").remark()).endsWith("&var-tenant=t");
    }

    @Test
    void aDashboardThatIsMissingIsProductionsWhenItIsMissingTwice() throws Exception {
        FakeSystem grafana = grafana(DEPTH, "\"a\"", request -> Said.json(200, DATA));

        Diagnosis first = attempt("{ }", grafana).orElseThrow();
        Diagnosis second = attempt("{ }", grafana).orElseThrow();

        assertThat(first).returns("PG-771", Diagnosis::rule).returns(Next.CONFIRM, Diagnosis::next);
        assertThat(second).returns("PG-770", Diagnosis::rule).returns(Cause.PRODUCTION, Diagnosis::cause);
        assertThat(judgement("dashboard Alert History").remark()).isEqualTo("there are 1: Queue Health");
    }

    @Test
    void panelsWithoutDataAndWithMistakesAreNamed() throws Exception {
        String panels = DEPTH + "," + panel("Rate", "rate(", "prom") + "," + panel("Old", "up", "gone");
        FakeSystem grafana = grafana(panels, "\"a\"", request -> {
            String body = body(request);
            if (body.contains("rate(")) {
                return Said.json(400, "{\"results\":{\"A\":{\"error\":\"parse error: unclosed left parenthesis\"}}}");
            }
            return body.contains("gone")
                    ? Said.json(404, "{\"message\":\"Data source not found\"}")
                    : Said.json(200, NOTHING);
        });

        Diagnosis diagnosis = attempt("{ dashboards: [q1] }", grafana).orElseThrow();

        assertThat(diagnosis.cause()).isEqualTo(Cause.PRODUCTION);
        assertThat(judgement("dashboard q1").actual())
                .startsWith("0 of 3 panels return data; Depth: no data; Rate: HTTP 400")
                .contains("unclosed left parenthesis", "Old: HTTP 404", "Data source not found");
    }

    @Test
    void aPanelMayBeEmptyIfThePlanSaysSoButNotEveryPanel() throws Exception {
        String panels = DEPTH + "," + panel("Fired", "ALERTS", "prom");
        FakeSystem some =
                grafana(panels, "\"a\"", request -> Said.json(200, body(request).contains("ALERTS") ? NOTHING : DATA));
        FakeSystem none = grafana(panels, "\"a\"", request -> Said.json(200, NOTHING));

        assertThat(attempt("{ dashboards: [q1], may-be-empty: [fired] }", some)).isEmpty();
        assertThat(attempt("{ dashboards: [q1], may-be-empty: [fired, depth] }", none)
                        .orElseThrow())
                .returns("PG-772", Diagnosis::rule);
    }

    @Test
    void panelsInFoldedRowsCountAndTextsDoNot() throws Exception {
        String row = "{\"type\":\"row\",\"title\":\"more\",\"panels\":[" + DEPTH + "]}";
        FakeSystem grafana =
                grafana(row + ",{\"type\":\"text\",\"title\":\"hello\"}", "\"a\"", request -> Said.json(200, NOTHING));

        attempt("{ dashboards: [q1] }", grafana);

        assertThat(judgement("dashboard q1").actual()).isEqualTo("0 of 1 panels return data; Depth: no data");
    }

    @Test
    void dashboardsThatNobodyShowsUsProveNothing() throws Exception {
        FakeSystem blind = new FakeSystem(request -> request.url().getPath().endsWith("health")
                ? Said.json(200, "{\"database\":\"ok\"}")
                : Said.json(200, "[]"));

        assertThat(attempt("{ }", blind).orElseThrow())
                .returns("PG-772", Diagnosis::rule)
                .returns(Cause.CONFIGURATION, Diagnosis::cause);
    }

    @ParameterizedTest
    @CsvSource({
        "401, PG-700",
        "404, PG-701",
        "400, PG-702",
        "cut, PG-703",
        "page, PG-704",
        "text, PG-704",
        "other, PG-704",
        "503, PG-705",
        "silent, PG-705"
    })
    void aGrafanaThatDoesNotTellIsNeverProductions(String what, String rule) throws Exception {
        FakeSystem grafana = new FakeSystem(request -> switch (what) {
            case "page" -> Said.page(200);
            case "text" -> Said.json(200, "{\"database\":");
            case "other" -> Said.json(200, "{\"status\":\"ok\"}");
            case "cut" -> Optional.of(new Said(200, "application/json", "{", true));
            case "silent" -> Said.nothing();
            default -> Said.json(Integer.parseInt(what), "no");
        });

        assertThat(attempt("{ }", grafana).orElseThrow())
                .returns(rule, Diagnosis::rule)
                .extracting(Diagnosis::cause)
                .isNotEqualTo(Cause.PRODUCTION);
    }

    @Test
    void aGatewayThatFailsWhileAPanelIsAskedIsNoPanelWithoutData() throws Exception {
        FakeSystem grafana = grafana(DEPTH, "\"a\"", request -> Said.page(502));

        assertThat(attempt("{ dashboards: [q1] }", grafana).orElseThrow().rule())
                .isEqualTo("PG-705");
    }

    @Test
    void picturesOfPanelsAreKeptWhereGrafanaDrawsThem() throws Exception {
        byte[] picture = Pngs.drawn(1000, 400);
        FakeSystem grafana = drawing("true", request -> Said.png(Pngs.withText(picture, "t0ken")));

        assertThat(attempt("{ dashboards: [q1], images: true, variables: { tenant: a b } }", grafana))
                .isEmpty();

        PanelPicture kept = pictures().getFirst();
        assertThat(kept)
                .returns("Queue Health", PanelPicture::dashboard)
                .returns("Depth", PanelPicture::panel)
                .returns((long) picture.length, PanelPicture::bytes);
        assertThat(kept.file()).endsWith("/q1-2.png");
        assertThat(folder.resolve("q1-2.png")).hasBinaryContent(picture);
        assertThat(judgement("pictures").actual()).isEqualTo("1 of 1");
        assertThat(grafana.asked().getLast())
                .isEqualTo("/render/d-solo/q1/queue-health?panelId=2&from="
                        + time.now().minus(Duration.ofHours(1)).toEpochMilli() + "&to="
                        + time.now().toEpochMilli() + "&width=1000&height=400&tz=UTC&var-tenant=a b");
        // Binary answers, and what is said of them, are no evidence.
        assertThat(tries.last().evidence())
                .filteredOn(HttpExchange.class::isInstance)
                .noneMatch(fact -> ((HttpExchange) fact).url().contains("/render/"));
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, Grafana has no image renderer",
        "required, false, Grafana has no image renderer",
        "true, true, 'Queue Health, Depth: the answer is no picture, or another one than was asked for'",
        "required, true, 'Queue Health, Depth: the answer is no picture, or another one than was asked for'"
    })
    void picturesThatCannotBeDrawnAreAMissOnlyIfTheyAreRequired(String images, String renderer, String why)
            throws Exception {
        // What Grafana answers with in place of a picture is one, too.
        FakeSystem grafana = drawing(renderer, request -> Said.png(Pngs.drawn(640, 240)));

        Optional<Diagnosis> diagnosis = attempt("{ dashboards: [q1], images: " + images + " }", grafana);

        assertThat(judgement("pictures").remark()).endsWith(why);
        assertThat(pictures()).isEmpty();
        if (images.equals("required")) {
            assertThat(diagnosis.orElseThrow())
                    .returns("PG-772", Diagnosis::rule)
                    .returns(Cause.CONFIGURATION, Diagnosis::cause);
        } else {
            assertThat(diagnosis).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "text", "500", "silent", "large"})
    void aRendererInTroubleIsNoMissWhereNoPicturesAreRequired(String what) throws Exception {
        FakeSystem grafana = drawing("true", request -> switch (what) {
            case "page" -> Said.page(200);
            case "text" -> Said.json(200, "{}");
            case "silent" -> Said.nothing();
            case "large" -> Optional.of(new Said(200, "image/png", "x", true));
            default -> Said.json(500, "{}");
        });

        assertThat(attempt("{ dashboards: [q1], images: true }", grafana)).isEmpty();
        assertThat(judgement("pictures"))
                .returns("0 of 1", Judgement::actual)
                .satisfies(judgement -> assertThat(judgement.remark()).startsWith("Queue Health, Depth: "));
    }

    private List<PanelPicture> pictures() {
        return tries.last().evidence().stream()
                .filter(PanelPicture.class::isInstance)
                .map(PanelPicture.class::cast)
                .toList();
    }

    /** A Grafana with one dashboard, and with an image renderer or without. */
    private static FakeSystem drawing(String renderer, Function<Request, Optional<Said>> draws) {
        String panel = DEPTH.replaceFirst("\\{", "{\"id\":2,");
        FakeSystem grafana = grafana(panel, "\"a\"", request -> Said.json(200, DATA));
        return new FakeSystem(request -> {
            String path = request.url().getPath();
            return path.startsWith("/render/")
                    ? draws.apply(request)
                    : path.equals("/api/frontend/settings")
                            ? Said.json(200, "{\"rendererAvailable\":" + renderer + ",\"buildInfo\":{}}")
                            : grafana.says(request);
        });
    }

    @Test
    void theSchemaHasExactlyTheKeysThatAreRead() throws Exception {
        GrafanaKind kind = new GrafanaKind(new PlainSystems());
        JsonNode schema = new ObjectMapper().readTree(kind.schema());
        Path file = folder.resolve("prodgate.yaml");
        Files.writeString(file, PlanText.around("- grafana: { }"));
        Plan plan = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of()))
                .read(file)
                .plan();
        Plan.CheckEntry entry = plan.stages().getFirst().checks().getFirst();
        Keys keys = NodeKeys.of(entry.own(), new PlanErrors());
        kind.bind(entry, keys, plan);

        assertThat(schema.get("properties").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(keys.asked());
    }

    private Optional<Diagnosis> attempt(String own, FakeSystem grafana) throws InterruptedException {
        PlanText plan =
                PlanText.read(folder, PlanText.around("- grafana: " + own), new GrafanaKind(new PlainSystems()));
        assertThat(plan.errors()).isEmpty();
        Check check = plan.checks().getFirst().check();
        Instant deadline = time.now().plusSeconds(60);
        return tries.next(check, grafana, reference -> Optional.empty(), deadline, folder);
    }

    private Judgement judgement(String subject) {
        List<Evidence> last = tries.last().evidence();
        return last.stream()
                .filter(Judgement.class::isInstance)
                .map(Judgement.class::cast)
                .filter(judgement -> judgement.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no judgement of " + subject + " in " + last));
    }

    /** A Grafana with one dashboard. */
    private static FakeSystem grafana(String panels, String tenant, Function<Request, Optional<Said>> data) {
        return new FakeSystem(request -> switch (request.url().getPath()) {
            case "/api/health" -> Said.json(200, "{\"commit\":\"0\",\"database\":\"ok\",\"version\":\"11.1.0\"}");
            case "/api/search" ->
                Said.json(
                        200,
                        "[{\"id\":1,\"uid\":\"q1\",\"title\":\"Queue"
                                + " Health\",\"url\":\"/d/q1/queue-health\",\"type\":\"dash-db\"}]");
            case "/api/dashboards/uid/q1" ->
                Said.json(
                        200,
                        "{\"meta\":{\"url\":\"/d/q1/queue-health\"},\"dashboard\":{\"title\":\"Queue"
                                + " Health\",\"panels\":["
                                + panels
                                + "],\"templating\":{\"list\":[{\"name\":\"tenant\",\"type\":\"query\",\"current\":{\"value\":"
                                + tenant + "}}]}}}");
            case "/api/ds/query" -> data.apply(request);
            default -> Said.json(404, "{\"message\":\"Not found\"}");
        });
    }

    private static String panel(String title, String query, String source) {
        return "{\"type\":\"timeseries\",\"title\":\"" + title
                + "\",\"datasource\":{\"type\":\"prometheus\",\"uid\":\"" + source
                + "\"},\"targets\":[{\"refId\":\"A\",\"expr\":\"" + query + "\"},{\"refId\":\"B\",\"hide\":true}]}";
    }

    private static String frames(String values) {
        return "{\"results\":{\"A\":{\"status\":200,\"frames\":[{\"schema\":{\"refId\":\"A\",\"fields\":[{\"name\":\"Time\",\"type\":\"time\"},"
                + "{\"name\":\"Value\",\"type\":\"number\"}]},\"data\":{\"values\":" + values + "}}]}}}";
    }

    private static JsonNode asked(FakeSystem grafana) throws Exception {
        return new ObjectMapper()
                .readTree(body(grafana.requests().stream()
                        .filter(request -> request.url().getPath().equals("/api/ds/query"))
                        .findFirst()
                        .orElseThrow()));
    }

    private static String body(Request request) {
        return new String(request.body().orElse(new byte[0]), StandardCharsets.UTF_8);
    }
}
