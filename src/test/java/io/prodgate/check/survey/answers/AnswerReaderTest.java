package io.prodgate.check.survey.answers;

import static io.prodgate.check.survey.answers.Question.ACCURACY;
import static io.prodgate.check.survey.answers.Question.OVERALL;
import static io.prodgate.check.survey.answers.Question.RELEVANCE;
import static io.prodgate.check.survey.answers.Question.USEFULNESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final Map<Question, Integer> SCORES = Map.of(RELEVANCE, 5, ACCURACY, 4, USEFULNESS, 3, OVERALL, 4);

    /** The columns and the time are written as Google Forms exports them; a text of several lines stands in quotation marks. */
    private static final String GOOGLE =
            "\"Timestamp\",\"Email Address\",\"Which ticket is it about?\",\"How relevant was the enhancement to the"
                    + " ticket issue?\",\"Was the enhancement information accurate?\",\"Did the enhancement help resolve"
                    + " the ticket faster?\",\"Rate overall enhancement quality\",\"What could be improved?\"\r\n"
                    + "\"2026/01/02 9:30:05 AM GMT+1\",\"anna@example.com\",\"T-1042\",\"5\",\"4\",\"3\",\"4\",\"Too"
                    + " \"\"long\"\",\n"
                    + "but right\"\r\n"
                    + "\"2026/01/02 12:00:00 PM"
                    + " GMT-3:30\",\"ben@example.com\",\"T-1042\",\"5\",\"4\",\"3\",\"4\",\"\"\r\n";

    /** The columns are those of Microsoft Forms, as Excel saves them where the comma is taken. */
    private static final String MICROSOFT =
            "\uFEFFID;Start time;Completion time;Email;Name;Last modified time;1. How relevant was the enhancement to"
                    + " the ticket issue? (1-5);Points - How relevant was the enhancement to the ticket issue?;Was the"
                    + " enhancement information accurate?;Did the enhancement help resolve the ticket faster?;Overall"
                    + " Quality: Rate overall enhancement quality;Open Feedback: What could be improved?;Ticket number\r\n"
                    + "1;1/2/26 9:30:00;1/2/26 9:41:00;anonymous;Anna Berg;;5 - very relevant;0;4;3 (neutral);4,0;\"Ja;"
                    + " gut\";#t-1042\r\n"
                    + ";;;;;;;;;;;;\r\n";

    @Test
    void anExportOfGoogleFormsIsRead() throws Exception {
        List<Answer> answers = read(GOOGLE);

        assertThat(answers).hasSize(2).first().satisfies(answer -> {
            assertThat(answer.who()).isEqualTo(new Person("", "anna@example.com", ""));
            assertThat(answer.ticket()).isEqualTo("T-1042");
            assertThat(answer.scores()).isEqualTo(SCORES);
            assertThat(answer.comment()).isEqualTo("Too \"long\",\nbut right");
            assertThat(answer.at()).contains(Instant.parse("2026-01-02T08:30:05Z"));
            assertThat(answer.place()).hasToString("answers.csv:2:1");
        });
        assertThat(answers.getLast().at()).contains(Instant.parse("2026-01-02T15:30:00Z"));
        assertThat(answers.getLast().place()).hasToString("answers.csv:4:1");
    }

    @Test
    void anExportOfMicrosoftFormsIsRead() throws Exception {
        assertThat(new AnswerReader(Wording.STANDARD, List.of(new Ticket("T-1042", "", "network")))
                        .read("answers.csv", MICROSOFT.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.who()).isEqualTo(new Person("", "", "Anna Berg"));
                    assertThat(answer.ticket()).isEqualTo("T-1042");
                    assertThat(answer.category()).isEqualTo("network");
                    assertThat(answer.scores()).isEqualTo(SCORES);
                    assertThat(answer.comment()).isEqualTo("Ja; gut");
                    assertThat(answer.at()).isEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
    void encodingsAreFoundOut(String charset) throws Exception {
        String text = "technician\taccuracy\topen\r\nJörg\t4\tGröße ✓\r\n";
        Charset encoding = Charset.forName(charset);

        for (String marked : List.of(text, "\uFEFF" + text)) {
            assertThat(new AnswerReader(Wording.STANDARD, List.of()).read("answers.csv", marked.getBytes(encoding)))
                    .singleElement()
                    .returns("Größe ✓", Answer::comment)
                    .returns(new Person("", "", "Jörg"), Answer::who);
        }
    }

    @Test
    void aGridOfAFormIsOneAnswerForEachTicket() throws Exception {
        assertThat(read("Name,Relevance [T-1],Relevance [T-2],Accuracy (1-5) [T-2],What could be improved?\n"
                        + "Anna,5,4,3,Nothing\n"))
                .extracting(Answer::ticket, Answer::scores, Answer::comment)
                .containsExactlyInAnyOrder(
                        tuple("T-1", Map.of(RELEVANCE, 5), ""),
                        tuple("T-2", Map.of(RELEVANCE, 4, ACCURACY, 3), ""),
                        tuple("", Map.of(), "Nothing"));
    }

    @Test
    void whatOurFormSavesIsRead() throws Exception {
        String json = """
            {"form": "prodgate-survey-1", "survey": "technicians", "technician": "anna@example.com", "time": "2026-01-02T08:30:05Z",
             "answers": [
               {"ticket": "T-1", "relevance": 5, "accuracy": 4, "usefulness": 3, "overall": 4, "open": "Fine"},
               {"ticket": "T-2", "relevance": null, "overall": "4"}]}\
            """;

        assertThat(read(json))
                .hasSize(2)
                .first()
                .returns(SCORES, Answer::scores)
                .returns("Fine", Answer::comment);
        assertThat(read("[" + json + ", " + json + "]")).hasSize(4).last().satisfies(answer -> {
            assertThat(answer.who().mail()).isEqualTo("anna@example.com");
            assertThat(answer.scores()).isEqualTo(Map.of(OVERALL, 4));
            assertThat(answer.at()).contains(Instant.parse("2026-01-02T08:30:05Z"));
        });
    }

    @Test
    void aSurveyHasItsOwnWords() throws Exception {
        Wording german = new Wording(
                Map.of(ACCURACY, List.of("Stimmten die Angaben?", "Genauigkeit"), OVERALL, List.of("Insgesamt")),
                Map.of(Column.TECHNICIAN, List.of("Wer bist du?"), Column.IGNORED, List.of("Abteilung", "Relevance")));
        String csv =
                "Zeitstempel;E-Mail-Adresse;Wer bist du?;GENAUIGKEIT:;Abteilung;Relevance;Insgesamt\n;;Jörg;4;IT;9;5\n";

        assertThat(new AnswerReader(german, List.of()).read("a.csv", csv.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .returns(Map.of(ACCURACY, 4, OVERALL, 5), Answer::scores);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        4                | 4
        ` 5 `            | 5
        4.0              | 4
        3,00             | 3
        4 - Good         | 4
        4-good           | 4
        5 (excellent)    | 5
        5: trifft zu     | 5
        1 = gar nicht    | 1
        4/5              | 4
        4 out of 5       | 4
        3 stars          | 3
        0                |
        6                |
        4.5              |
        4 - 5            |
        45               |
        10               |
        -4               |
        4 out of 10      |
        4/6              |
        good             |
        good (4)         |
        IV               |
        ٤                |
        """)
    void valuesAreFromOneToFive(String text, Integer value) {
        assertThat(Scale.value(text).stream().boxed().findFirst()).isEqualTo(Optional.ofNullable(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                            | answers.csv:1:1: the file is empty
        PK..                                          | answers.csv:1:1: this is a workbook
        nonsense                                      | answers.csv:1:1: the heading 'nonsense' is none of this survey
        technician,acuracy/Anna,4                     | answers.csv:1:12: the heading 'acuracy' is none of this survey. Did you mean 'accuracy'?
        technician,ticket/Anna,T-1                    | answers.csv:2:1: no column is one of the questions
        accuracy,overall/4,4                          | answers.csv:2:1: it is not said who answered
        Email,accuracy/anonymous,4                    | answers.csv:2:1: it is not said who answered
        name,accuracy,overall/Anna,4,5/Ben,4          | answers.csv:3:1: the row has 2 cells, and there are 3 headings
        name,accuracy/Anna,"4/Ben,4                   | answers.csv:2:1: from here on this is no CSV
        name,accuracy,Accurate/Anna,4,4               | answers.csv:1:15: the headings 'accuracy' and 'Accurate' say the same
        name,accuracy,Comments on accuracy/Anna,4,4   | answers.csv:1:15: the heading 'Comments on accuracy' could be several: accuracy, open
        name,accuracy,quote/Anna,4,perhaps            | answers.csv:2:8: 'perhaps' does not say whether to quote
        name,accuracy,/Anna,4,5                       | answers.csv:1:15: the heading '' is none of this survey
        {"name": "Anna", "accuracy": 4                | answers.csv:1:
        {"name": "Anna", "accuracy": [4]}             | answers.csv:1:30: 'accuracy' is no single value
        {"name": "Anna", "accuracy": 4} {}            | answers.csv:1:33: the JSON goes on behind its end
        [4]                                           | answers.csv:1:2: expected an object with answers
        {"name": "Anna", "accuracy": 4.5}             | answers.csv:1:30: '4.5' is no answer to 'accuracy'
        """)
    void whatIsNotUnderstoodIsNamedWithItsPlace(String text, String message) {
        assertThatExceptionOfType(AnswersException.class)
                .isThrownBy(() -> read(text.replace('/', '\n')))
                .withMessageContaining(message);
    }

    @Test
    void allMistakesAreToldAtOnceAndNothingIsTaken() {
        assertThatExceptionOfType(AnswersException.class)
                .isThrownBy(() -> read("name,accuracy,overall\nAnna,9,4\nBen,4,4\nCem,0,x\n"))
                .satisfies(e -> assertThat(e.mistakes())
                        .extracting(mistake -> mistake.at().toString())
                        .containsExactly("answers.csv:2:6", "answers.csv:4:5", "answers.csv:4:7"));
    }

    @Test
    void aTicketThatIsNotAskedAboutIsAMistake() {
        AnswerReader reader =
                new AnswerReader(Wording.STANDARD, List.of(new Ticket("T-1042", "", ""), new Ticket("T-2000", "", "")));

        assertThatExceptionOfType(AnswersException.class)
                .isThrownBy(() -> reader.read(
                        "a.csv", "name,ticket,accuracy\nAnna,T-1024,4\nAnna,,4\n".getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> assertThat(e.mistakes())
                        .extracting(Mistake::toString)
                        .containsExactly(
                                "a.csv:2:6: there is no ticket 'T-1024' in this survey. Did you mean" + " 'T-1042'?",
                                "a.csv:3:6: it is not said which ticket the answer is about. Name it in a"
                                        + " column 'ticket'."));
    }

    @Test
    void whatIsTooLargeIsNotRead() {
        assertThatExceptionOfType(AnswersException.class)
                .isThrownBy(() -> new AnswerReader(Wording.STANDARD, List.of())
                        .read("a.csv", new byte[SurveyText.MOST_BYTES + 1]))
                .withMessageContaining("larger than 8 MiB");
        assertThatExceptionOfType(AnswersException.class)
                .isThrownBy(() -> read("name,accuracy\n" + "Anna,4\n".repeat(CsvRows.MOST_ROWS + 1)))
                .withMessageContaining("answers.csv:10002:1: there are more than 10000 rows");
        assertThatExceptionOfType(AnswersException.class)
                .isThrownBy(() -> read("name,accuracy,open\nAnna,4," + "x".repeat(10_001)))
                .withMessageContaining("answers.csv:2:8: the text is longer than 10000 characters");
    }

    private static List<Answer> read(String text) throws AnswersException {
        return new AnswerReader(Wording.STANDARD, List.of()).read("answers.csv", text.getBytes(StandardCharsets.UTF_8));
    }
}
