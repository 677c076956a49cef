package io.prodgate.system.servicedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.SystemTrouble.Kind;
import io.prodgate.evidence.Trouble;
import io.prodgate.system.PlainSystems;
import io.prodgate.system.SystemException;
import io.prodgate.system.Visit;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.traffic.Request;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of answers are those of the API's documentation, linked at {@link ServiceDeskApi}. */
class ServiceDeskTest {
    private static final String SUCCESS = "'response_status':{'status_code':2000,'status':'success'}";
    private static final String SUCCESS_LISTED = "'response_status':[{'status_code':2000,'status':'success'}]";

    private final FakeTraffic traffic = new FakeTraffic();
    private final EvidenceLog log = new EvidenceLog(new Redactor(List.of()));

    private ServiceDesk serviceDesk(String base) {
        Visit visit = new Visit(
                        "servicedesk",
                        URI.create(base),
                        List.of(),
                        Credential.NONE,
                        traffic,
                        log,
                        Instant.parse("2026-01-02T12:10:00Z"),
                        Visit.USUAL_TIMEOUT)
                .withCredential("authtoken", "key");
        return new ServiceDesk(new PlainSystems(), visit);
    }

    private ServiceDesk onPremises() {
        return serviceDesk("https://servicedesk.example.com");
    }

    private void answers(int status, String body) {
        traffic.answers(status, body.replace('\'', '"'), "content-type", "application/json");
    }

    @Test
    void aNoteOnPremisesIsReadFromTheListAndThenSinglyForItsText() throws Exception {
        answers(
                200,
                "{" + SUCCESS + ",'list_info':{'has_more_rows':false,'row_count':1},'notes':[{'id':'301',"
                        + "'added_by':{'id':'4','name':'Enhancer','email_id':'bot@example.com'},"
                        + "'added_time':{'display_value':'Jan 2, 2026 12:00 PM','value':'1767355200000'},"
                        + "'request':{'id':'10001'},'show_to_requester':false}]}");
        answers(
                200,
                "{" + SUCCESS
                        + ",'note':{'id':'301','description':'<div>Restart&nbsp;the <b>switch</b><br>See"
                        + " KB-101</div>',"
                        + "'added_by':{'name':'Enhancer','email_id':'bot@example.com'},'added_time':{'value':'1767355200000'},"
                        + "'request':{'id':'10001'}}}");

        List<Note> notes = onPremises().notes("10001", Set.of()).orElseThrow();

        assertThat(notes)
                .containsExactly(new Note(
                        "301",
                        "10001",
                        Optional.of("Enhancer"),
                        Optional.of("bot@example.com"),
                        Optional.of(Instant.parse("2026-01-02T12:00:00Z")),
                        "Restart the switch\nSee KB-101"));
        assertThat(notes.getFirst().by("enhancer")).isTrue();
        assertThat(notes.getFirst().by("BOT@example.com")).isTrue();
        assertThat(notes.getFirst().by("somebody")).isFalse();
        Request list = traffic.requests().getFirst();
        assertThat(list.url().getPath()).isEqualTo("/api/v3/requests/10001/notes");
        assertThat(list.url().getQuery()).isEqualTo("input_data={\"list_info\":{\"row_count\":100,\"start_index\":1}}");
        assertThat(list.headers())
                .contains(
                        Map.entry("Accept", "application/vnd.manageengine.sdp.v3+json"), Map.entry("authtoken", "key"));
        assertThat(traffic.requests().get(1).url().getPath()).isEqualTo("/api/v3/requests/10001/notes/301");
    }

    @Test
    void aNoteOfTheCloudHasAnotherWrapperAndItsEnvelopeIsAList() throws Exception {
        answers(200, "{" + SUCCESS_LISTED + ",'list_info':{'has_more_rows':false},'notes':[{'id':'7000000000301'}]}");
        answers(200, "{" + SUCCESS_LISTED + ",'request_note':{'id':'7000000000301','description':'Done'}}");

        List<Note> notes = serviceDesk("https://sd.example.com/app/itdesk")
                .notes("7000000000001", Set.of())
                .orElseThrow();

        assertThat(notes).singleElement().returns("Done", Note::text).returns("7000000000001", Note::request);
        assertThat(traffic.requests().getFirst().url().getPath())
                .isEqualTo("/app/itdesk/api/v3/requests/7000000000001/notes");
    }

    @Test
    void textsThatTheListHasAndNotesThatAreKnownAreNotAskedForAgain() throws Exception {
        answers(200, "{" + SUCCESS + ",'notes':[{'id':'1'},{'id':'2','description':'here'}]}");

        assertThat(onPremises().notes("10001", Set.of("1")).orElseThrow())
                .extracting(Note::text)
                .containsExactly("here");
        assertThat(traffic.requests()).hasSize(1);
    }

    @Test
    void allPagesAreRead() throws Exception {
        answers(200, "{" + SUCCESS + ",'list_info':{'has_more_rows':true},'notes':[" + ids(1, 100) + "]}");
        answers(200, "{" + SUCCESS + ",'list_info':{'has_more_rows':false},'notes':[" + ids(101, 130) + "]}");

        assertThat(onPremises().noteIds("10001").orElseThrow()).hasSize(130).endsWith("130");
        assertThat(traffic.requests().get(1).url().getQuery()).contains("\"start_index\":101");
    }

    private static String ids(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj("{'id':'%d'}"::formatted)
                .collect(Collectors.joining(","));
    }

    @Test
    void aListThatNeverEndsIsNoAnswer() {
        for (int page = 0; page < 50; page++) {
            answers(200, "{" + SUCCESS + ",'list_info':{'has_more_rows':true},'notes':[{'id':'" + page + "'}]}");
        }

        assertThat(trouble(() -> onPremises().noteIds("10001")).kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(traffic.requests()).hasSize(50);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        404 | {'response_status':{'status_code':4000,'status':'failed','messages':[{'status_code':4007,'message':'no'}]}}
        404 | {}
        200 | {'response_status':{'status_code':4000,'status':'failed','messages':[{'status_code':4007,'message':'no'}]}}
        """)
    void aRequestThatIsNotThereIsToldFromOneWithoutNotes(int status, String body) throws Exception {
        answers(status, body);
        answers(status, body);

        assertThat(onPremises().noteIds("10001")).isEmpty();
        assertThat(onPremises().has("10001")).isFalse();
        assertThat(log.facts()).noneMatch(SystemTrouble.class::isInstance);
    }

    @Test
    void aRequestIsThereIfTheAnswerHoldsIt() throws Exception {
        answers(200, "{" + SUCCESS + ",'request':{'id':'10001','subject':'x'}}");

        assertThat(onPremises().has("10001")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        200 | {'notes':[]}                                                        | UNREADABLE
        200 | {'response_status':{'status_code':2000,'status':'success'}}         | UNREADABLE
        200 | {'response_status':{'status_code':2000},'notes':[{'title':'x'}]}    | UNREADABLE
        200 | {'response_status':{'status_code':2000},'notes':[],'list_info':{'has_more_rows':true}} | UNREADABLE
        200 | {'response_status':{'status_code':2000},'notes':{'a':1}}            | UNREADABLE
        200 | <html><title>Log in</title></html>                                  | UNREADABLE
        200 | {'response_status':{'status_code':4000,'status':'failed','messages':[{'status_code':4001,'message':'bad'}]}} | QUESTION_REFUSED
        200 | {'response_status':{'status_code':2000,'status':'failed'},'notes':[]} | QUESTION_REFUSED
        200 | {'response_status':[{'status_code':4000,'status':'failed','messages':[{'status_code':4002}]}]} | CREDENTIAL_REFUSED
        401 | {'response_status':{'status_code':4000,'status':'failed'}}          | CREDENTIAL_REFUSED
        403 | {}                                                                  | CREDENTIAL_REFUSED
        429 | {}                                                                  | QUESTION_REFUSED
        503 | down                                                                | UNABLE
        """)
    void whatIsNoAnswerIsNoEmptyListEither(int status, String body, Kind kind) {
        answers(status, body);

        assertThat(trouble(() -> onPremises().noteIds("10001")))
                .returns(kind, SystemTrouble::kind)
                .returns("servicedesk", SystemTrouble::system);
        assertThat(log.facts()).anyMatch(SystemTrouble.class::isInstance);
    }

    @Test
    void theWordsOfAFailureAreQuoted() {
        answers(
                400,
                "{'response_status':{'status_code':4000,'status':'failed','messages':[{'status_code':4001,'message':'Id"
                        + " is wrong'}]}}");

        assertThat(trouble(() -> onPremises().noteIds("x")).message()).contains("Id is wrong");
    }

    @Test
    void silenceIsNoEmptyListEither() {
        traffic.fails(Trouble.Kind.CONNECT_TIMEOUT);

        assertThat(trouble(() -> onPremises().noteIds("10001")).kind()).isEqualTo(Kind.SILENT);
    }

    private interface Question {
        Object ask() throws Exception;
    }

    private static SystemTrouble trouble(Question question) {
        return catchThrowableOfType(SystemException.class, question::ask)
                .trouble()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        <p>One</p><p>Two &amp; three</p>          | One/Two & three
        a &lt;b&gt; &#65;&#x42; &unknown; 5 < 6   | a <b> AB &unknown; 5 < 6
        <style>p{}</style><!-- no -->seen<br/>too | seen/too
        <div>&nbsp;</div>                         | ``
        """)
    void whatPeopleReadOfANoteIsItsText(String html, String text) {
        assertThat(PlainText.of(html).replace('\n', '/')).isEqualTo(text);
    }
}
