package io.prodgate.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.Trouble;
import io.prodgate.system.SampleApi.Thing;
import io.prodgate.system.alertmanager.Alertmanager;
import io.prodgate.system.grafana.Dashboard;
import io.prodgate.system.grafana.Grafana;
import io.prodgate.system.grafana.GrafanaApi;
import io.prodgate.system.grafana.Health;
import io.prodgate.system.grafana.Listed;
import io.prodgate.system.grafana.PanelData;
import io.prodgate.system.jaeger.Jaeger;
import io.prodgate.system.jaeger.Trace;
import io.prodgate.system.loki.LogLine;
import io.prodgate.system.loki.Loki;
import io.prodgate.system.pagerduty.PagerDutyApi;
import io.prodgate.system.prometheus.Prometheus;
import io.prodgate.system.prometheus.QueryResult;
import io.prodgate.system.prometheus.TargetsAnswer;
import io.prodgate.system.servicedesk.ServiceDeskApi;
import io.prodgate.system.servicedesk.ZohoAccountsApi;
import io.prodgate.system.slack.SlackApi;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.traffic.Request;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Quarkus' REST client sends through the door and makes of the answers, and that the clients of other tests do the same. */
@QuarkusTest
class RestSystemsTest {
    private static final String THING = "{\"name\":\"a\",\"size\":3,\"parts\":[\"b\"],\"unknown\":true}";

    private static final String TARGETS = """
        {"status":"success","data":{"activeTargets":[{"labels":{"job":"a"},"scrapeUrl":"http://a/","health":"up"}]}}
        """;

    @Inject
    RestSystems systems;

    @Test
    void bothKindsOfClientsSendTheSameAndReadTheSame() throws Exception {
        for (Function<SampleApi, Thing> call : List.<Function<SampleApi, Thing>>of(
                api -> api.get("ä/b c", List.of("{x=\"1\"}", "y&z"), null, "k"),
                api -> api.form("sum(rate(x[5m])) + 1 & \"ü\"", null),
                api -> api.json(new Thing("n", Optional.empty(), List.of())))) {
            FakeTraffic quarkus = new FakeTraffic().answers(200, THING);
            FakeTraffic plain = new FakeTraffic().answers(200, THING);

            Thing one = visited(systems, quarkus, call);
            Thing other = visited(new PlainSystems(), plain, call);

            assertThat(one)
                    .isEqualTo(new Thing("a", Optional.of(3), List.of("b")))
                    .isEqualTo(other);
            assertThat(described(quarkus)).isEqualTo(described(plain));
        }
    }

    @Test
    void serviceDeskIsAskedAlikeByBothKindsOfClients() throws Exception {
        String note = "{\"request_note\":{\"id\":\"3\"},\"notes\":[],\"request\":{\"id\":\"1\"},"
                + "\"response_status\":[{\"status_code\":2000}],\"access_token\":\"t\",\"expires_in\":3600}";
        for (Function<Clients, Object> call : List.<Function<Clients, Object>>of(
                clients -> clients.of(ServiceDeskApi.class).request("1"),
                clients -> clients.of(ServiceDeskApi.class).notes("1 a", "{\"list_info\":{\"row_count\":100}}"),
                clients -> clients.of(ServiceDeskApi.class).note("1", "3"),
                clients -> clients.of(ZohoAccountsApi.class).refresh("refresh_token", "i", "s+", "t&"))) {
            FakeTraffic quarkus = new FakeTraffic().answers(200, note);
            FakeTraffic plain = new FakeTraffic().answers(200, note);
            Visit one = visit(quarkus);
            Visit other = visit(plain);

            assertThat(one.ask(() -> call.apply(new Clients(systems, one))))
                    .isEqualTo(other.ask(() -> call.apply(new Clients(new PlainSystems(), other))));
            assertThat(described(quarkus)).isEqualTo(described(plain));
        }
    }

    @Test
    void whereMessagesArriveIsAskedAlikeByBothKindsOfClients() throws Exception {
        String all = "{\"ok\":true,\"messages\":[{\"ts\":\"1.000001\"}],\"response_metadata\":{\"next_cursor\":\"b\"},"
                + "\"incidents\":[{\"id\":\"P\",\"created_at\":\"2026-01-02T03:04:05Z\"}],\"alerts\":[],\"log_entries\":[],"
                + "\"escalation_policy\":{\"escalation_rules\":[{\"escalation_delay_in_minutes\":5}],\"num_loops\":1},\"more\":false}";
        for (Function<Clients, Object> call : List.<Function<Clients, Object>>of(
                clients -> clients.of(SlackApi.class).history("C1", "1.5", 200, null),
                clients -> clients.of(SlackApi.class).history("C1", "1.5", 200, "a="),
                clients -> clients.of(PagerDutyApi.class).incidents("2026", "2027", List.of("A", "B"), 100, 0),
                clients -> clients.of(PagerDutyApi.class).alerts("P", 100, 0),
                clients -> clients.of(PagerDutyApi.class).log("P", 100, 0),
                clients -> clients.of(PagerDutyApi.class).policy("P"),
                clients -> clients.of(GrafanaApi.class).history(1, 2, 3))) {
            FakeTraffic quarkus = new FakeTraffic().answers(200, all);
            FakeTraffic plain = new FakeTraffic().answers(200, all);
            Visit one = visit(quarkus);
            Visit other = visit(plain);

            assertThat(one.ask(() -> call.apply(new Clients(systems, one))))
                    .isEqualTo(other.ask(() -> call.apply(new Clients(new PlainSystems(), other))));
            assertThat(described(quarkus)).isEqualTo(described(plain));
        }
    }

    private record Clients(Systems systems, Visit visit) {
        <T> T of(Class<T> api) {
            return systems.client(api, visit);
        }
    }

    @Test
    void bothKindsOfClientsReadTheResultsOfQueries() throws Exception {
        String matrix = """
            {"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{"job":"a"},"values":[[1767355200,"1.5"],[1767355260.5,"NaN"],[1767355320,"+Inf"]]}]}}
            """;
        for (Systems clients : List.of(systems, new PlainSystems())) {
            FakeTraffic traffic = new FakeTraffic().answers(200, matrix).answers(200, TARGETS);
            Visit visit = visit(traffic);
            Prometheus prometheus = new Prometheus(clients, visit);

            QueryResult result =
                    prometheus.range("up", Instant.EPOCH, Instant.EPOCH.plusSeconds(9), Duration.ofSeconds(3));

            assertThat(result.type()).isEqualTo(QueryResult.Type.MATRIX);
            assertThat(result.series()).singleElement().satisfies(series -> {
                assertThat(series.labels()).isEqualTo(Map.of("job", "a"));
                assertThat(series.size()).isEqualTo(3);
                assertThat(series.value(1)).isNaN();
                assertThat(series.value(2)).isInfinite();
            });
            assertThat(prometheus.targets()).singleElement().returns("up", TargetsAnswer.Target::health);
            assertThat(traffic.requests().getFirst().body())
                    .hasValueSatisfying(body -> assertThat(new String(body, StandardCharsets.UTF_8))
                            .contains("query=up", "start=0.000", "end=9.000", "step=3.000"));
        }
    }

    @Test
    void dashboardsAreAskedForAndReadTheSameByBothKindsOfClients() throws Exception {
        String model =
                "{\"dashboard\":{\"title\":\"Queue\",\"panels\":[{\"title\":\"Depth\",\"datasource\":{\"uid\":\"p\"},"
                        + "\"targets\":[{\"refId\":\"A\",\"expr\":\"up{a=\\\"b\\\"}\"}]}]},\"meta\":{\"url\":\"/d/q\"}}";
        String data = "{\"results\":{\"A\":{\"status\":200,\"frames\":[{\"schema\":{\"fields\":[{\"type\":\"time\"},"
                + "{\"type\":\"number\"}]},\"data\":{\"values\":[[1,2],[null,3]]}}]}}}";
        List<Object> read = new ArrayList<>();
        List<Object> asked = new ArrayList<>();
        for (Systems clients : List.of(systems, new PlainSystems())) {
            FakeTraffic traffic = new FakeTraffic()
                    .answers(200, "{\"database\":\"ok\",\"version\":\"11.1.0\"}")
                    .answers(200, "[{\"uid\":\"q\",\"title\":\"Queue\",\"url\":\"/d/q\",\"tags\":[]}]")
                    .answers(200, model)
                    .answers(200, data);
            Grafana grafana = new Grafana(clients, visit(traffic));
            Health health = grafana.health();
            Listed listed = grafana.dashboards().getFirst();
            Dashboard dashboard =
                    grafana.dashboard(listed, Map.of(), Duration.ofHours(1)).orElseThrow();
            PanelData values = grafana.data(dashboard.panels().getFirst(), Instant.EPOCH, Instant.ofEpochSecond(60));
            read.add(List.of(health, listed, dashboard, values));
            asked.add(traffic.requests().stream()
                    .map(request -> request.method() + " " + request.url() + " "
                            + request.body().map(body -> new String(body, StandardCharsets.UTF_8)))
                    .toList());
            assertThat(values).isEqualTo(new PanelData(1, ""));
        }

        assertThat(read.getFirst()).isEqualTo(read.getLast());
        assertThat(asked.getFirst()).isEqualTo(asked.getLast());
    }

    @Test
    void tracesAreAskedForAndReadTheSameByBothKindsOfClients() throws Exception {
        String spans = "{\"data\":[{\"traceID\":\"a\",\"spans\":[{\"spanID\":\"b\",\"startTime\":1,\"duration\":2,"
                + "\"tags\":[{\"key\":\"error\",\"type\":\"bool\",\"value\":true}],\"processID\":\"p\"}],"
                + "\"processes\":{\"p\":{\"serviceName\":\"s\"}}}],\"errors\":null}";
        List<List<Trace>> read = new ArrayList<>();
        List<Object> asked = new ArrayList<>();
        for (Systems clients : List.of(systems, new PlainSystems())) {
            FakeTraffic traffic = new FakeTraffic()
                    .answers(200, "{\"services\":[\"s\"]}")
                    .answers(404, "{}")
                    .answers(200, "{\"data\":[\"s\"]}")
                    .answers(200, spans);
            Visit visit = visit(traffic);
            Jaeger jaeger = new Jaeger(clients, Optional.empty());
            assertThat(jaeger.trace(visit, "0af7651916cd43dd8448eb211c80319c")).isEmpty();
            read.add(jaeger.search(visit, "s", Map.of("error", "true"), Instant.EPOCH, Instant.ofEpochSecond(60), 5)
                    .traces());
            asked.add(traffic.requests().stream().map(Request::url).toList());
        }

        assertThat(read.getFirst())
                .singleElement()
                .satisfies(trace -> assertThat(trace.spans().getFirst().error()).isTrue());
        assertThat(read.getFirst()).isEqualTo(read.getLast());
        assertThat(asked.getFirst()).isEqualTo(asked.getLast());
    }

    @Test
    void whetherPicturesAreDrawnIsAskedAlikeByBothKindsOfClients() throws Exception {
        List<Object> asked = new ArrayList<>();
        for (Systems clients : List.of(systems, new PlainSystems())) {
            FakeTraffic traffic = new FakeTraffic().answers(200, "{\"rendererAvailable\":true,\"buildInfo\":{}}");

            assertThat(new Grafana(clients, visit(traffic)).drawsPictures()).isTrue();
            asked.add(described(traffic));
        }

        assertThat(asked.getFirst()).isEqualTo(asked.getLast());
    }

    @Test
    void logLinesAreAskedForAndReadTheSameByBothKindsOfClients() throws Exception {
        String lines = "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[{\"stream\":"
                + "{\"app\":\"webhook\"},\"values\":[[\"1569266497240578000\",\"a\"],"
                + "[\"1569266492548155000\",\"b\",{\"run\":\"1\"}]]}],\"stats\":{}}}";
        List<Object> asked = new ArrayList<>();
        for (Systems clients : List.of(systems, new PlainSystems())) {
            FakeTraffic traffic = new FakeTraffic().answers(200, lines);

            assertThat(new Loki(clients, visit(traffic))
                            .lines("{app=\"webhook\"} |= \"ü&\"", Instant.EPOCH, Instant.ofEpochSecond(60), 5))
                    .containsExactly(
                            new LogLine(Map.of("app", "webhook"), "a"),
                            new LogLine(Map.of("app", "webhook", "run", "1"), "b"));
            asked.add(described(traffic));
        }

        assertThat(asked.getFirst()).isEqualTo(asked.getLast());
    }

    @Test
    void alertsAreAskedForAndReadTheSameByBothKindsOfClients() throws Exception {
        String alerts = "[{\"annotations\":{},\"fingerprint\":\"f\",\"receivers\":[{\"name\":\"ops\"}],\"labels\":"
                + "{\"alertname\":\"a\\\"b\"},\"status\":{\"state\":\"suppressed\",\"silencedBy\":[\"s\"],\"inhibitedBy\":[]}}]";
        String silences =
                "[{\"id\":\"s\",\"status\":{\"state\":\"active\"},\"comment\":\"c\",\"createdBy\":\"o\",\"endsAt\":"
                        + "\"2026-11-26T02:18:32.000Z\",\"matchers\":[{\"name\":\"n\",\"value\":\"v\",\"isRegex\":false}]}]";
        String status = "{\"config\":{\"original\":\"route: { receiver: ops }\\nreceivers: [ { name: ops } ]\"}}";
        String rules =
                "{\"status\":\"success\",\"data\":{\"groups\":[{\"name\":\"g\",\"interval\":15,\"rules\":[{\"name\":\"r\","
                        + "\"query\":\"q\",\"duration\":60,\"labels\":{},\"health\":\"ok\",\"lastError\":\"\"}]}]}}";
        String active =
                "{\"status\":\"success\",\"data\":{\"alerts\":[{\"labels\":{\"alertname\":\"r\"},\"annotations\":{},"
                        + "\"state\":\"firing\",\"activeAt\":\"2026-11-26T02:13:23.6Z\"}]}}";
        List<Object> read = new ArrayList<>();
        List<Object> asked = new ArrayList<>();
        for (Systems clients : List.of(systems, new PlainSystems())) {
            FakeTraffic traffic = new FakeTraffic()
                    .answers(200, alerts)
                    .answers(200, "[]")
                    .answers(200, silences)
                    .answers(200, status)
                    .answers(200, rules)
                    .answers(200, active);
            Alertmanager alertmanager = new Alertmanager(clients, visit(traffic));
            Prometheus prometheus = new Prometheus(clients, visit(traffic));
            read.add(List.of(
                    alertmanager.alerts("alertname", "a\"b"),
                    alertmanager.alerts(),
                    alertmanager.silences(),
                    alertmanager.routing(),
                    prometheus.alertRules("r"),
                    prometheus.alerts("r")));
            asked.add(traffic.requests().stream()
                    .map(request -> request.method() + " " + request.url())
                    .toList());
            assertThat(traffic.requests().getFirst().url().getQuery()).isEqualTo("filter=alertname=\"a\\\"b\"");
        }

        assertThat(read.getFirst()).isEqualTo(read.getLast());
        assertThat(asked.getFirst()).isEqualTo(asked.getLast());
    }

    @Test
    void theHeadersOfTheVisitGoAlong() throws Exception {
        FakeTraffic traffic = new FakeTraffic().answers(200, THING);
        Visit visit = visit(traffic).withCredential("Authorization", "Bearer t0ken");

        visit.ask(() -> systems.client(SampleApi.class, visit).form("up", "1"));

        Request request = traffic.requests().getFirst();
        assertThat(request.headers()).contains(Map.entry("Authorization", "Bearer t0ken"));
        assertThat(request.credential()).isEqualTo(Credential.OURS);
    }

    @ParameterizedTest
    @CsvSource({
        "401,denied,CREDENTIAL_REFUSED,HTTP 401: denied",
        "404,'',NOT_FOUND,HTTP 404 without a word",
        "422,bad query,QUESTION_REFUSED,HTTP 422: bad query",
        "503,later,UNABLE,HTTP 503: later",
        "302,'',NOT_FOUND,HTTP 302 without a word",
        "200,<html>login,UNREADABLE,HTTP 200 with a web page where JSON is expected",
        "200,'{\"name\": [',UNREADABLE,the answer is not the JSON that its API documents",
        "200,'{\"name\": {}}',UNREADABLE,the answer is not the JSON that its API documents",
        "200,'',UNREADABLE,the answer",
        "200,null,UNREADABLE,the answer is empty"
    })
    void whatIsNoUsableAnswerIsToldAndLogged(int status, String body, SystemTrouble.Kind kind, String message) {
        for (Systems clients : List.of(systems, new PlainSystems())) {
            FakeTraffic traffic = new FakeTraffic().answers(status, body == null ? "null" : body);
            Visit visit = visit(traffic);

            assertThatExceptionOfType(SystemException.class)
                    .isThrownBy(() -> visit.ask(
                            () -> clients.client(SampleApi.class, visit).form("up", "1")));

            assertThat(visit.log().facts())
                    .filteredOn(SystemTrouble.class::isInstance)
                    .singleElement()
                    .isInstanceOfSatisfying(SystemTrouble.class, trouble -> {
                        assertThat(trouble.kind()).isEqualTo(kind);
                        assertThat(trouble.message()).startsWith(message);
                    });
        }
    }

    @Test
    void silenceIsATroubleOfTheSystem() {
        FakeTraffic traffic = new FakeTraffic().fails(Trouble.Kind.REFUSED);
        Visit visit = visit(traffic);

        assertThatExceptionOfType(SystemException.class)
                .isThrownBy(() ->
                        visit.ask(() -> systems.client(SampleApi.class, visit).form("up", "1")));

        assertThat(visit.log().facts())
                .hasAtLeastOneElementOfType(SystemTrouble.class)
                .last()
                .isInstanceOfSatisfying(
                        SystemTrouble.class,
                        trouble -> assertThat(trouble.kind()).isEqualTo(SystemTrouble.Kind.SILENT));
    }

    @Test
    void whatMayBeAbsentIsNoTrouble() throws Exception {
        FakeTraffic traffic = new FakeTraffic().answers(404, "no such trace");
        Visit visit = visit(traffic);

        assertThat(visit.ask(() -> systems.client(SampleApi.class, visit).form("up", "1"), 404))
                .isEmpty();
        assertThat(visit.log().facts()).noneMatch(SystemTrouble.class::isInstance);
    }

    private static Thing visited(Systems systems, FakeTraffic traffic, Function<SampleApi, Thing> call)
            throws Exception {
        Visit visit = visit(traffic);
        return visit.ask(() -> call.apply(systems.client(SampleApi.class, visit)));
    }

    private static Visit visit(FakeTraffic traffic) {
        return new Visit(
                "sample",
                URI.create("https://sample.example.com/base/"),
                List.of(),
                Credential.NONE,
                traffic,
                new EvidenceLog(new Redactor(List.of())),
                Instant.MAX,
                Visit.USUAL_TIMEOUT);
    }

    private static List<Object> described(FakeTraffic traffic) {
        Request request = traffic.requests().getFirst();
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return Stream.<Object>of(
                        request.method(),
                        request.url(),
                        headers,
                        request.body().map(body -> new String(body, StandardCharsets.UTF_8)))
                .toList();
    }
}
