package io.prodgate.system.slack;

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
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of answers are those of the documentation that is linked at {@link SlackApi}. */
class SlackTest {
    private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05.000600Z");

    private final FakeTraffic traffic = new FakeTraffic();
    private final Slack slack = new Slack(
            new PlainSystems(),
            new Visit(
                    "slack",
                    URI.create("https://slack.example.com/api"),
                    List.of(),
                    Credential.NONE,
                    traffic,
                    new EvidenceLog(new Redactor(List.of())),
                    Instant.parse("2026-01-02T12:10:00Z"),
                    Visit.USUAL_TIMEOUT));

    private void answers(String body) {
        traffic.answers(200, body.replace('\'', '"'), "content-type", "application/json");
    }

    @Test
    void allPagesAreReadAndAllThatIsToBeReadInAMessage() throws Exception {
        answers("""
            {'ok':true,'messages':[{'type':'message','ts':'1767323046.000100','text':'a &lt; b &amp;amp; c',
            'attachments':[{'title':'[FIRING:1] X','fallback':'[FIRING:1] X','color':'a30200','fields':[{'title':'size','value':'51'}]}],
            'blocks':[{'type':'section','text':{'type':'mrkdwn','text':'*bold*'}}]}],
            'has_more':true,'response_metadata':{'next_cursor':'bmV4dA=='}}
            """);
        answers(
                "{'ok':true,'messages':[{'ts':'1767323045.5','text':'b'},{'text':'when?'}],'response_metadata':{'next_cursor':''}}");

        List<SlackMessage> messages = slack.messages("C1", SINCE);

        assertThat(messages).hasSize(2);
        assertThat(messages.getFirst().at()).isEqualTo(Instant.parse("2026-01-02T03:04:06.000100Z"));
        assertThat(messages.getFirst().text().lines())
                .containsExactly("a < b &amp; c", "[FIRING:1] X", "size", "51", "*bold*");
        assertThat(messages.getFirst().colors()).containsExactly("a30200");
        assertThat(messages.getLast().at()).isEqualTo(Instant.parse("2026-01-02T03:04:05.500Z"));
        assertThat(traffic.requests())
                .extracting(request -> request.url().getRawQuery())
                .containsExactly(
                        "channel=C1&oldest=1767323045.000600&limit=200",
                        "channel=C1&oldest=1767323045.000600&limit=200&cursor=bmV4dA%3D%3D");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'ok':false,'error':'invalid_auth'                             | CREDENTIAL_REFUSED | invalid_auth",
                "'ok':false,'error':'missing_scope','needed':'channels:history' | CREDENTIAL_REFUSED | needs the scope"
                        + " channels:history",
                "'ok':false,'error':'not_in_channel'                           | CREDENTIAL_REFUSED | invite the"
                        + " token's bot",
                "'ok':false,'error':'channel_not_found'                        | NOT_FOUND          | 'channel' is an"
                        + " id",
                "'ok':false,'error':'invalid_cursor'                           | QUESTION_REFUSED   | invalid_cursor",
                "'ok':false,'error':'ratelimited'                              | UNABLE             | ratelimited",
                "'ok':true                                                     | UNREADABLE         | is this Slack's"
                        + " Web API?",
                "'messages':[]                                                 | UNREADABLE         | is this Slack's"
                        + " Web API?",
            },
            quoteCharacter = '"')
    void whatIsNoListOfMessagesIsATrouble(String answer, Kind kind, String told) {
        answers("{" + answer + "}");

        SystemException e = catchThrowableOfType(SystemException.class, () -> slack.messages("C1", SINCE));

        assertThat(e.trouble().map(SystemTrouble::kind)).contains(kind);
        assertThat(e).hasMessageContaining(told);
    }

    @Test
    void aChannelThatIsTooLoudIsNotReadToItsEnd() {
        for (int page = 0; page < 20; page++) {
            answers("{'ok':true,'messages':[],'response_metadata':{'next_cursor':'more'}}");
        }

        SystemException e = catchThrowableOfType(SystemException.class, () -> slack.messages("C1", SINCE));

        assertThat(e.trouble().map(SystemTrouble::kind)).contains(Kind.TOO_LARGE);
    }
}
