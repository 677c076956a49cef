package io.prodgate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.prodgate.plan.Expectation.Result;
import io.prodgate.plan.Expectation.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Values NO_VALUES = reference -> Optional.empty();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200           | 200
            200           | 200.0
            200           | 2e2
            0.1           | 0.10
            true          | true
            null          | null
            open          | "open"
            'open'        | "open"
            '200'         | "200"
            ''            | ""
            exists        | 0
            exists        | ""
            exists        | []
            = exists      | "exists"
            = >= 10       | ">= 10"
            = 200         | 200
            = 200         | "200"
            = "200"       | "200"
            = [1, 2.0]    | [1.0, 2]
            = {"a": 1}    | {"a": 1.0}
            != 5          | 6
            != null       | "x"
            != null       | 0
            != null       | []
            !=5           | 6
            >= 10         | 10
            > -1          | 0
            <=1.5         | 1.5
            < 60s         | "59s"
            < 1MiB        | "1MB"
            >= 95%        | "95.5 %"
            ~ ^op.n$      | "open"
            ~^op          | "open"
            ~ ^[0-9]+$    | 42
            !~ error      | "fine"
            contains pe   | "open"
            contains b    | ["a", "b"]
            contains 2    | [1, 2]
            !contains c   | ["a", "b"]
            !contains x   | "open"
            """)
    void holds(String written, String json) throws Exception {
        assertThat(judge(written, Actual.json(JSON.readTree(json))))
                .extracting(Result::met)
                .isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200           | 201              |
            200           | "200"            | expected the number 200, found the text "200"
            '200'         | 200              | expected the text "200", found the number 200
            = "200"       | 200              | expected the text ""200"", found the number 200
            true          | "true"           | expected true, found the text "true"
            'true'        | true             | expected the text "true", found true
            null          | "null"           |
            007           | 7                | expected the text "007", found the number 7
            exists        | null             |
            absent        | null             |
            absent        | 1                |
            open          | ["open"]         | expected the text "open", found a list of 1; write 'contains …' for one of its elements
            open          | {"a": 1}         | expected the text "open", found an object with 1 members
            != 5          | 5.0              |
            != 5          | "5"              |
            != bad        | null             | expected the text "bad", found null
            != bad        | 5                | expected the text "bad", found the number 5
            != 5          | [5]              | expected the number 5, found a list of 1; write 'contains …' for one of its elements
            >= 10         | 9.99             |
            >= 10         | "12"             | expected a number like 10 or 2.5, found the text "12"
            >= 10         | null             | expected a number like 10 or 2.5, found null
            < 60s         | 59               | expected a duration like 500ms, 30s, 1m30s, 2h or 14d, found the number 59
            ~ ^a          | "ba"             |
            ~ a           | null             | a regular expression needs a text, found null
            !~ a          | null             | a regular expression needs a text, found null
            !~ a          | ["b"]            | a regular expression needs a text, found a list of 1
            contains a    | 5                | only a text or a list can contain something, found the number 5
            !contains a   | {"b": 1}         | only a text or a list can contain something, found an object with 1 members
            """)
    void isMissed(String written, String json, String remark) throws Exception {
        Result result = judge(written, Actual.json(JSON.readTree(json)));
        assertThat(result.met()).isFalse();
        assertThat(result.remark()).isEqualTo(remark == null ? "" : remark);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exists
            5
            != 5
            = ''
            !~ error
            ~ .*
            !contains x
            < 5
            null
            """)
    void nothingSeenIsNeverAPass(String written) {
        assertThat(judge(written, Actual.absent())).satisfies(result -> {
            assertThat(result.met()).isFalse();
            assertThat(result.actual()).isEqualTo("(absent)");
        });
    }

    @Test
    void absentIsMetByNothing() {
        assertThat(judge("absent", Actual.absent()).met()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            12            | 12
            12            | 12.0
            '12'          | 12
            >= 10         | 12
            < 1m          | 59s
            text/html     | text/html
            ~ json        | application/json; charset=utf-8
            """)
    void charactersWithoutATypeAreComparedAsWhatIsExpected(String written, String raw) {
        assertThat(judge(written, new Actual.Raw(raw)).met()).isTrue();
    }

    @Test
    void quotedTextIsNotComparedAsANumber() {
        assertThat(judge("'12'", new Actual.Raw("12.0")).met()).isFalse();
    }

    @Test
    void durationsAndSizesCompareWithTheirUnits() {
        assertThat(judge("< 60s", Subject.DURATION, Actual.duration(Duration.ofMillis(59_999)))
                        .met())
                .isTrue();
        assertThat(judge("< 60s", Subject.DURATION, Actual.duration(Duration.ofMinutes(1))))
                .isEqualTo(new Result(false, "< 60s", "1m", ""));
        assertThat(judge("<= 1MB", Subject.SIZE, Actual.size(1_000_000)).met()).isTrue();
        assertThat(judge("> 0", Subject.SIZE, Actual.size(0))).isEqualTo(new Result(false, "> 0", "0 bytes", ""));
    }

    @Test
    void statusClassesHold() {
        assertThat(judge("2xx", Subject.STATUS, Actual.number(204)).met()).isTrue();
        assertThat(judge("2xx", Subject.STATUS, Actual.number(301)).met()).isFalse();
        assertThat(judge("!= 500", Subject.STATUS, Actual.number(301)).met()).isTrue();
    }

    @Test
    void aListIsMetByAnyOfItsItems() {
        PlanNode list = sequence("200", "3xx", "~ ^41");
        Expectation expectation = read(list, Subject.STATUS).orElseThrow();
        assertThat(expectation.judge(Actual.number(304), NO_VALUES).met()).isTrue();
        assertThat(expectation.judge(Actual.number(415), NO_VALUES).met()).isTrue();
        assertThat(expectation.judge(Actual.number(201), NO_VALUES))
                .isEqualTo(new Result(false, "any of 200, 3xx, ~ ^41", "201", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ANY        | ``            | the expectation is empty
            ANY        | >=            | '>=' needs a value after it
            ANY        | contains      | 'contains' needs a value after it
            ANY        | >= abc        | 'abc' is no number, duration, size or percentage
            ANY        | < 60 parsecs  | '60 parsecs' is no number, duration, size or percentage
            ANY        | => 10         | there is no comparison '=>'
            ANY        | == 10         | there is no comparison '=='
            ANY        | <> 10         | there is no comparison '<>'
            ANY        | ~ [a          | the regular expression is not valid: missing closing ] `[a`
            ANY        | ~ (?!x)       | the regular expression is not valid: invalid or unsupported Perl syntax `(?!`
            ANY        | ~ ((a{999}){999}){999} | the regular expression is not valid: its repetitions multiply to more than 1000
            STATUS     | 2000          | '2000' is no HTTP status
            STATUS     | 2x            | '2x' is no HTTP status
            STATUS     | OK            | 'OK' is no HTTP status
            DURATION   | < 60          | '60' cannot be compared with this value
            SIZE       | < 60s         | '60s' cannot be compared with this value
            PERCENTAGE | >= 95         | '95' cannot be compared with this value
            NUMBER     | lots          | 'lots' cannot be compared with this value
            """)
    void mistakesAreToldWithTheirPlace(Subject subject, String written, String message) {
        PlanErrors errors = new PlanErrors();
        assertThat(Expectation.read(scalar(written), subject, List.of(), errors))
                .isEmpty();
        assertThat(errors.all()).singleElement().satisfies(error -> {
            assertThat(error.message()).isEqualTo(message);
            assertThat(error.at()).isEqualTo(new Position("plan.yaml", 3, 7));
            assertThat(error.path()).isEqualTo("expect.status");
            assertThat(error.hint()).isPresent();
        });
    }

    @Test
    void everyMistakeOfAListIsTold() {
        PlanErrors errors = new PlanErrors();
        assertThat(Expectation.read(sequence("~ [", "1", "< x"), Subject.ANY, List.of(), errors))
                .isEmpty();
        assertThat(errors.all()).hasSize(2);
    }

    @Test
    void mappingsAndEmptyListsAreRefused() {
        PlanErrors errors = new PlanErrors();
        Position at = new Position("plan.yaml", 3, 7);
        assertThat(Expectation.read(new PlanNode.Mapping(at, "p", List.of()), Subject.ANY, List.of(), errors))
                .isEmpty();
        assertThat(Expectation.read(new PlanNode.Sequence(at, "p", List.of()), Subject.ANY, List.of(), errors))
                .isEmpty();
        assertThat(errors.all()).hasSize(2);
    }

    @Test
    void referencesAreFilledInAndNeverReadAsOperators() {
        Expectation expectation = template(new Template.Reference("capture", "id", Optional.empty()));
        assertThat(expectation
                        .judge(new Actual.Text("exists"), values("capture.id", "exists"))
                        .met())
                .isTrue();
        assertThat(expectation
                        .judge(new Actual.Text("11"), values("capture.id", ">= 10"))
                        .met())
                .isFalse();
        assertThat(expectation
                        .judge(Actual.number(7), values("capture.id", "7"))
                        .met())
                .isTrue();
    }

    @Test
    void valuesFilledIntoAPatternStandForThemselves() {
        Expectation expectation =
                template(new Template.Literal("~ ^run "), new Template.Reference("run", "id", Optional.empty()));
        assertThat(expectation
                        .judge(new Actual.Raw("run a.b"), values("run.id", "a.b"))
                        .met())
                .isTrue();
        assertThat(expectation
                        .judge(new Actual.Raw("run axb"), values("run.id", "a.b"))
                        .met())
                .isFalse();
    }

    @Test
    void theExpectedTextShowsCapturesButNoSecrets() {
        Expectation expectation = template(
                new Template.Reference("capture", "id", Optional.empty()),
                new Template.Literal("-"),
                new Template.Reference("secret", "key", Optional.empty()));
        Result result = expectation.judge(new Actual.Raw("x"), values("capture.id", "7", "secret.key", "hunter2"));
        assertThat(result.expected()).isEqualTo("7-${secret.key}");
    }

    @Test
    void referencesToOtherNamespacesAreRefused() {
        PlanErrors errors = new PlanErrors();
        PlanNode node = new PlanNode.Scalar(
                new Position("plan.yaml", 1, 1),
                "p",
                new Template(List.of(new Template.Reference("item", "x", Optional.empty()))),
                false);
        assertThat(Expectation.read(node, Subject.ANY, List.of("run"), errors)).isEmpty();
        assertThat(errors.all().getFirst().message()).isEqualTo("${item.x} has no value here");
    }

    @Test
    void longValuesAreCutToAnExcerpt() {
        Result result = judge("x", new Actual.Raw("😀".repeat(300)));
        assertThat(result.actual()).isEqualTo("😀".repeat(250) + "… (600 characters)");
    }

    @Test
    void patternsThatBacktrackElsewhereTakeLinearTimeHere() {
        Result result = judge("~ ^(a+)+$", new Actual.Raw("a".repeat(50_000) + "b"));
        assertThat(result.met()).isFalse();
    }

    private static Result judge(String written, Actual actual) {
        return judge(written, Subject.ANY, actual);
    }

    private static Result judge(String written, Subject subject, Actual actual) {
        return read(scalar(written), subject).orElseThrow().judge(actual, NO_VALUES);
    }

    private static Optional<Expectation> read(PlanNode node, Subject subject) {
        PlanErrors errors = new PlanErrors();
        Optional<Expectation> expectation = Expectation.read(node, subject, List.of(), errors);
        assertThat(errors.all()).isEmpty();
        return expectation;
    }

    private static Expectation template(Template.Part... parts) {
        PlanNode node = new PlanNode.Scalar(new Position("plan.yaml", 1, 1), "p", new Template(List.of(parts)), false);
        PlanErrors errors = new PlanErrors();
        return Expectation.read(node, Subject.ANY, List.of("secret", "run", "capture"), errors)
                .orElseThrow();
    }

    private static Values values(String... namesAndValues) {
        Map<String, String> values = new java.util.HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return reference -> Optional.ofNullable(values.get(reference.namespace() + "." + reference.name()));
    }

    private static PlanNode sequence(String... written) {
        List<PlanNode> items = new ArrayList<>();
        for (String item : written) {
            items.add(scalar(item));
        }
        return new PlanNode.Sequence(new Position("plan.yaml", 3, 7), "expect.status", items);
    }

    /** A scalar as YAML would give it: single quotes around it make it quoted. */
    static PlanNode scalar(String written) {
        boolean quoted = written.length() > 1 && written.startsWith("'") && written.endsWith("'");
        String text = quoted ? written.substring(1, written.length() - 1) : written;
        return new PlanNode.Scalar(new Position("plan.yaml", 3, 7), "expect.status", Template.literal(text), quoted);
    }
}
