package io.prodgate.system.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.SystemTrouble.Kind;
import io.prodgate.system.PlainSystems;
import io.prodgate.system.SystemException;
import io.prodgate.system.Visit;
import io.prodgate.system.grafana.AlertHistory.Change;
import io.prodgate.testing.FakeTraffic;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The forms of answers are those of the documentation that is linked at {@link GrafanaApi}. */
class AlertHistoryTest {
    private static final Instant FROM = Instant.ofEpochSecond(1_507_265_000);

    private final FakeTraffic traffic = new FakeTraffic();
    private final EvidenceLog log = new EvidenceLog(new Redactor(List.of()));
    private final AlertHistory history = new AlertHistory(
            new PlainSystems(),
            new Visit(
                    "grafana",
                    URI.create("https://grafana.example.com"),
                    List.of(),
                    Credential.NONE,
                    traffic,
                    log,
                    Instant.parse("2026-01-02T12:10:00Z"),
                    Visit.USUAL_TIMEOUT));

    private void answers(int status, String body) {
        traffic.answers(status, body.replace('\'', '"'), "content-type", "application/json");
    }

    @Test
    void changesAreReadFromTheDatabaseAndFromLokiInOrder() throws Exception {
        answers(200, """
            [{'id':2,'alertName':'X','prevState':'Alerting','newState':'Normal','time':1507265003000,'text':''},
            {'id':1,'alertName':'Y','prevState':'Normal','newState':'Alerting','time':1507265004000}]
            """);
        answers(200, """
            {'schema':{'fields':[{'name':'time'},{'name':'line'},{'name':'labels'}]},'data':{'values':[
            [1507265001000,1507265002000],
            [{'current':'Pending','previous':'Normal','ruleTitle':'X'},{'current':'Alerting','previous':'Normal','ruleTitle':'Y'}],
            [{},{}]]}}
            """);

        assertThat(history.changes("X", FROM, FROM.plusSeconds(60)))
                .containsExactly(new Change(FROM.plusSeconds(1), "Pending"), new Change(FROM.plusSeconds(3), "Normal"));
        assertThat(traffic.requests())
                .extracting(request -> request.url().toString())
                .containsExactly(
                        "https://grafana.example.com/api/annotations?type=alert&from=1507265000000&to=1507265060000&limit=5000",
                        "https://grafana.example.com/api/v1/rules/history?from=1507265000&to=1507265061&limit=5000");
    }

    @Test
    void whereThereIsNoLokiTheDatabaseIsEnough() throws Exception {
        answers(200, "[{'alertName':'X','newState':'Alerting','time':1507265003000}]");
        answers(400, "{'message':'ruleUID is required'}");

        assertThat(history.changes("X", FROM, FROM.plusSeconds(60)))
                .containsExactly(new Change(FROM.plusSeconds(3), "Alerting"));
        assertThat(log.facts()).noneMatch(SystemTrouble.class::isInstance);
    }

    @Test
    void whatIsNoListIsATrouble() {
        answers(200, "{'message':'hello'}");

        SystemException e =
                catchThrowableOfType(SystemException.class, () -> history.changes("X", FROM, FROM.plusSeconds(60)));

        assertThat(e.trouble().map(SystemTrouble::kind)).contains(Kind.UNREADABLE);
    }
}
