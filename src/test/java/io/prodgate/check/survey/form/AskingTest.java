package io.prodgate.check.survey.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.prodgate.check.survey.answers.AnswerReader;
import io.prodgate.check.survey.answers.Names;
import io.prodgate.check.survey.answers.Question;
import io.prodgate.check.survey.answers.Ticket;
import io.prodgate.check.survey.answers.Wording;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AskingTest {
    private static final String HOSTILE = "\"><script>alert(1)</script>' onload=x\n\u202E&amp;";

    private final Map<String, String> files = new Asking(
                    "technicians",
                    Wording.STANDARD,
                    List.of(new Ticket("T-1042", "VPN drops", "network"), new Ticket("T-1043", "", "")),
                    Names.PSEUDONYMISED,
                    "quality@example.com")
            .files();

    @Test
    void theFormAsksFourQuestionsAndAnOpenOneAboutEachTicket() {
        String form = file("form.html");

        assertThat(form).contains("<h2 id=\"t0\">T-1042: VPN drops</h2>", "<h2 id=\"t1\">T-1043</h2>");
        assertThat(count("<fieldset>", form)).isEqualTo(8);
        assertThat(count("type=\"radio\"", form)).isEqualTo(40);
        assertThat(count("<textarea", form)).isEqualTo(2);
        for (Question question : Question.values()) {
            assertThat(count(Pattern.quote(question.text()), form)).isEqualTo(2);
        }
    }

    /** Nothing but its own style and script, by their hashes; no address of anybody. */
    @Test
    void theFormLetsNothingInAndNothingOut() throws Exception {
        String form = file("form.html");

        assertThat(form)
                .contains("content=\"default-src 'none'; style-src 'sha256-" + hash("style", form)
                        + "'; script-src 'sha256-" + hash("script", form) + "'; base-uri 'none'; form-action 'none'\"");
        assertThat(form).doesNotContain("http:", "https:", "src=", "<link", "@import", "url(", "style=\"");
    }

    @Test
    void whatPlansSayIsNoMarkup() {
        Map<String, String> hostile = new Asking(
                        HOSTILE,
                        new Wording(
                                Map.of(Question.ACCURACY, List.of(HOSTILE), Question.OPEN, List.of(HOSTILE)), Map.of()),
                        List.of(new Ticket(HOSTILE, HOSTILE, HOSTILE)),
                        Names.PSEUDONYMISED,
                        HOSTILE)
                .files();
        String form = Optional.ofNullable(hostile.get("form.html")).orElseThrow();

        assertThat(count("<script>", form)).isEqualTo(1);
        assertThat(form)
                .doesNotContain("' onload")
                .contains("data-ticket=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39; onload=x");
    }

    @Test
    void theMailAndTheGuideHoldTheQuestionsAndTheTickets() {
        assertThat(file("email.md")).contains("T-1042: VPN drops", "quality@example.com");
        assertThat(file("interview.md")).contains("- T-1042: VPN drops (network)");
        for (Question question : Question.values()) {
            assertThat(file("email.md")).contains(question.text());
            assertThat(file("interview.md")).contains(question.text());
        }
    }

    @Test
    void peopleAreToldWhatBecomesOfTheirNames() {
        Map<String, String> kept =
                new Asking("a", Wording.STANDARD, List.of(new Ticket("T-1", "", "")), Names.KEPT, "").files();

        for (String name : List.of("form.html", "email.md", "interview.md")) {
            assertThat(files.get(name)).contains("It is replaced before").doesNotContain("It stays");
            assertThat(kept.get(name)).contains("It stays with your answers").doesNotContain("replaced");
        }
    }

    @Test
    void anInterviewTakesFifteenToTwentyMinutes() {
        int minutes = Pattern.compile("(?m)^\\| (\\d+) \\|")
                .matcher(file("interview.md"))
                .results()
                .mapToInt(row -> Integer.parseInt(row.group(1)))
                .sum();

        assertThat(minutes).isBetween(15, 20);
    }

    @Test
    void theTableIsOneThatIsRead() throws Exception {
        String table = file("answers-template.csv");
        AnswerReader reader = new AnswerReader(Wording.STANDARD, List.of());

        assertThat(reader.read("t.csv", table.getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(reader.read(
                        "t.csv",
                        table.replace("\"\",T-1042,network,,,,,,,", "Anna,T-1042,network,5,4,3,4,Fine,,")
                                .getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .returns("network", answer -> answer.category())
                .returns(4, answer -> answer.scores().size());
    }

    @Test
    void nobodyIsAskedAboutNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Asking("a", Wording.STANDARD, List.of(), Names.KEPT, ""));
    }

    private String file(String name) {
        return Optional.ofNullable(files.get(name)).orElseThrow();
    }

    private static String hash(String element, String form) throws Exception {
        Matcher inner =
                Pattern.compile("(?s)<" + element + ">(.*)</" + element + ">").matcher(form);
        assertThat(inner.find()).isTrue();
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(inner.group(1).getBytes(StandardCharsets.UTF_8)));
    }

    private static long count(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
