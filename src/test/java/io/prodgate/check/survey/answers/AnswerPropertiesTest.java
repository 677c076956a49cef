package io.prodgate.check.survey.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.plan.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AnswerPropertiesTest {
    private static final AnswerReader READER = new AnswerReader(Wording.STANDARD, List.of());
    private static final String CSV =
            "Name;ticket;Relevance;overall;\"What could\nbe improved?\"\nAnna;T-1;5;4 - good;\"Too \"\"long\"\"\"\n";
    private static final String JSON =
            "[{\"technician\": \"Anna\", \"answers\": [{\"ticket\": \"T-1\", \"overall\": 5, \"open\": \"x\"}]}]";

    @Property(tries = 500)
    void anyBytesAreReadOrRefusedWithAPlace(@ForAll @Size(max = 200) byte[] bytes) {
        readOrRefused(bytes);
    }

    @Property(tries = 1000)
    void damagedFilesAreReadOrRefusedWithAPlace(
            @ForAll boolean json,
            @ForAll @IntRange(max = 120) int at,
            @ForAll @IntRange(max = 6) int cut,
            @ForAll("pieces") String piece) {
        StringBuilder text = new StringBuilder(json ? JSON : CSV);
        int from = Math.min(at, text.length());
        text.replace(from, Math.min(text.length(), from + cut), piece);

        readOrRefused(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadAgainAndRunsInNoSpreadsheet(@ForAll("answers") List<Answer> answers) throws Exception {
        String csv = AnswersFile.text(answers, Map.of());

        assertThat(READER.read("a.csv", csv.getBytes(StandardCharsets.UTF_8)))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("place")
                .isEqualTo(answers);
        assertThat(csv).doesNotContainPattern("(^|[,;|\\t\\n])\"?[=+@-]");
    }

    @Property(tries = 300)
    void nobodyCountsTwiceAboutATicket(@ForAll("answers") List<Answer> answers) {
        Tally tally = new Tally();
        answers.forEach(tally::add);

        assertThat(tally.counted().stream().map(one -> one.who().id() + "/" + Tickets.key(one.ticket())))
                .doesNotHaveDuplicates()
                .hasSize(new LinkedHashSet<>(answers.stream()
                                .map(one -> one.who().id() + "/" + Tickets.key(one.ticket()))
                                .toList())
                        .size());
        assertThat(tally.counted().size() + tally.leftOut().size()).isEqualTo(answers.size());
    }

    private static void readOrRefused(byte[] bytes) {
        try {
            assertThat(READER.read("a.csv", bytes)).allSatisfy(answer -> {
                assertThat(answer.isBlank()).isFalse();
                assertThat(answer.scores().values()).allMatch(score -> score >= 1 && score <= Answer.BEST);
            });
        } catch (AnswersException e) {
            assertThat(e.mistakes()).isNotEmpty().allSatisfy(mistake -> {
                assertThat(mistake.at().line()).isPositive();
                assertThat(mistake.at().column()).isPositive();
            });
        }
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                "", "\"", ";", ",", "\n", "\r", "\t", "6", "{", "}", "[", "]", ":", "null", "\u0000", "\uFEFF", "\\",
                "overall", "=1+1", "é");
    }

    @Provide
    Arbitrary<List<Answer>> answers() {
        Arbitrary<String> technicians = Arbitraries.of("T1", "T2", "T12");
        Arbitrary<String> tickets = Arbitraries.of("T-1", "t-1", "2", "#7", "");
        Arbitrary<Map<Question, Integer>> scores = Arbitraries.maps(
                        Arbitraries.of(Question.rated()), Arbitraries.integers().between(1, Answer.BEST))
                .ofMinSize(1)
                .ofMaxSize(4);
        Arbitrary<String> comments = Arbitraries.strings()
                .withChars("=+-@'\",;\n aZé€|\t")
                .ofMaxLength(12)
                .map(String::strip)
                // An apostrophe before a formula is how harmless formulas are written.
                .filter(text -> !text.contains("'"));
        Arbitrary<Optional<Instant>> times =
                Arbitraries.of(Optional.empty(), Optional.of(Instant.parse("2026-01-02T08:30:05Z")));
        return Combinators.combine(technicians, tickets, scores, comments, times, Arbitraries.of(true, false))
                .as((who, ticket, values, comment, at, quote) -> new Answer(
                        Person.called(who),
                        ticket,
                        "",
                        new EnumMap<>(values),
                        comment,
                        quote,
                        at,
                        new Position("", 1, 1)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
