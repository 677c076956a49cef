package io.prodgate.system.pagerduty;

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
import io.prodgate.testing.FakeTraffic;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The forms of answers are those of the documentation that is linked at {@link PagerDutyApi}. */
class PagerDutyTest {
    private static final Instant SINCE = Instant.parse("2026-01-02T03:00:00Z");

    private final FakeTraffic traffic = new FakeTraffic();
    private final PagerDuty pagerDuty = new PagerDuty(
            new PlainSystems(),
            new Visit(
                    "pagerduty",
                    URI.create("https://pagerduty.example.com"),
                    List.of(),
                    Credential.NONE,
                    traffic,
                    new EvidenceLog(new Redactor(List.of())),
                    Instant.parse("2026-01-02T12:10:00Z"),
                    Visit.USUAL_TIMEOUT));

    private void answers(int status, String body) {
        traffic.answers(status, body.replace('\'', '"'), "content-type", "application/json");
    }

    @Test
    void alertsThatCameSinceAreFoundInNewIncidentsAndInThoseThatAreOpen() throws Exception {
        answers(200, """
            {'incidents':[
              {'id':'NEW','title':'[FIRING:1] X','status':'resolved','created_at':'2026-01-02T03:00:01Z','escalation_policy':{'id':'PE'}},
              {'id':'CLOSED','title':'Y','status':'resolved','created_at':'2026-01-02T02:00:00Z'}],'more':true}
            """);
        answers(200, """
            {'incidents':[{'id':'OPEN','title':'Z','status':'acknowledged','created_at':'2026-01-02T02:00:00Z'}],'more':false}
            """);
        answers(200, """
            {'alerts':[{'id':'A','summary':'[FIRING:1] X','status':'resolved','created_at':'2026-01-02T03:00:02Z',
            'body':{'details':{'firing':'Labels: run-1','num':1}}}],'more':false}
            """);
        answers(200, """
            {'alerts':[{'id':'B','summary':'old','status':'triggered','created_at':'2026-01-02T02:00:00Z'},
            {'id':'C','summary':'new','status':'triggered','created_at':'2026-01-02T03:00:03+00:00'}],'more':false}
            """);

        List<Page> pages = pagerDuty.pages(List.of("PS"), SINCE, SINCE.plusSeconds(60));

        assertThat(pages)
                .containsExactly(
                        new Page("NEW", Optional.of("PE"), SINCE.plusSeconds(2), "[FIRING:1] X\nLabels: run-1", true),
                        new Page("OPEN", Optional.empty(), SINCE.plusSeconds(3), "Z\nnew", false));
        assertThat(traffic.requests())
                .extracting(request -> request.url().getRawQuery())
                .startsWith(
                        "since=2026-01-01T03%3A00%3A00Z&until=2026-01-02T03%3A06%3A00Z&service_ids%5B%5D=PS&limit=100&offset=0",
                        "since=2026-01-01T03%3A00%3A00Z&until=2026-01-02T03%3A06%3A00Z&service_ids%5B%5D=PS&limit=100&offset=100");
    }

    @Test
    void anIncidentWithoutAlertsIsOneItself() throws Exception {
        answers(200, """
            {'incidents':[{'id':'NEW','title':'X','status':'triggered','created_at':'2026-01-02T03:00:01Z'}],'more':false}
            """);
        answers(200, "{'alerts':[],'more':false}");

        assertThat(pagerDuty.pages(List.of(), SINCE, SINCE))
                .containsExactly(new Page("NEW", Optional.empty(), SINCE.plusSeconds(1), "X", false));
    }

    @Test
    void whatHappenedAndWhoIsToldNextIsRead() throws Exception {
        answers(200, """
            {'log_entries':[{'type':'escalate_log_entry','summary':'Escalated to B','created_at':'2026-01-02T03:30:00Z'}],'more':false}
            """);
        answers(200, "{'escalation_policy':{'escalation_rules':[{'escalation_delay_in_minutes':30}],'num_loops':0}}");
        answers(200, "{'escalation_policy':{'escalation_rules':[{'escalation_delay_in_minutes':5}],'num_loops':2}}");

        assertThat(pagerDuty.log("P"))
                .containsExactly(
                        new PagerDuty.Happened("escalate_log_entry", SINCE.plusSeconds(1800), "Escalated to B"));
        assertThat(pagerDuty.policy("A")).isEqualTo(new PagerDuty.Policy(Duration.ofMinutes(30), false));
        assertThat(pagerDuty.policy("B")).isEqualTo(new PagerDuty.Policy(Duration.ofMinutes(5), true));
    }

    @Test
    void whatIsNoListOfIncidentsIsATrouble() {
        answers(200, "{'error':{'code':2100}}");
        answers(401, "{'error':{'code':2006,'message':'Unauthorized'}}");

        assertThat(trouble()).contains(Kind.UNREADABLE);
        assertThat(trouble()).contains(Kind.CREDENTIAL_REFUSED);
    }

    private Optional<Kind> trouble() {
        return catchThrowableOfType(SystemException.class, () -> pagerDuty.pages(List.of(), SINCE, SINCE))
                .trouble()
                .map(SystemTrouble::kind);
    }
}
