package io.prodgate.check.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.prodgate.check.Preview;
import io.prodgate.check.request.StepReader;
import io.prodgate.plan.PlanError;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.PlanText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class JourneyKindTest {
    private static final String SEND = "send: { post: /a, body: x }";
    private static final String UNTIL = "until: { get: /b, within: 60s }";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        until: { get: /b, within: 60s }                                        | 'send' is missing
        SEND                                                                   | nothing says where the journey ends
        SEND, until: { get: /b }                                               | 'within' is missing
        SEND, until: { get: /b, within: 0s }                                   | nothing arrives in no time
        SEND, until: { get: /b, within: 10m }                                  | 'within: 600 s' and a second look do not fit into the check's deadline of 300 s
        SEND, until: { get: /b, within: 2m }, for-each: { times: 30 }          | 30 items, 10 at a time, 'within: 120 s' do not fit into the check's deadline of 300 s
        SEND, until: { post: /b, within: 60s }                                 | it is asked again and again, and POST may change something
        SEND, until: { get: /b, within: 60s, every: 1ms }                      | that is too often
        SEND, until: { get: /b, within: 60s, every: 5s, slowest: 1s }          | 'slowest' is shorter than 'every'
        SEND, until: { get: /b, within: 60s, fail-when: 500 }                  | expected a mapping of what to look at to what it should be
        SEND, until: { get: /b, within: 60s, untl: 5s }                        | the key 'untl' is not known here
        SEND, UNTIL, parallel: 0                                               | expected a whole number from 1 to 200, found '0'
        SEND, UNTIL, expect: { sucess: 1 }                                     | the key 'sucess' is not known here
        SEND, UNTIL, expect: { success: 95 }                                   | '95' cannot be compared with this value
        SEND, UNTIL, expect: { p95: < 60 }                                     | '60' cannot be compared with this value
        SEND, UNTIL, expect: { results: 1 }                                    | nothing says how results are counted
        SEND, UNTIL, results: { get: /c }                                      | 'count' is missing
        SEND, UNTIL, results: { get: /c, count: somewhere }                    | 'somewhere' is no place in an answer
        SEND, UNTIL, expect: { notes: 1 }                                      | no notes are waited for
        SEND, until: { servicedesk-note: 1, system: desk, within: 60s }        | the plan has no system 'desk'
        SEND, until: { servicedesk-note: '${item.x}', within: 60s }            | the item '1' has no 'x'
        SEND, until: { servicedesk-note: 1, get: /b, within: 60s }             | the key 'get' is not known here
        SEND, until: { servicedesk-note: 1, note: { min-lenght: 5 }, within: 60s } | the key 'min-lenght' is not known here
        SEND, UNTIL, job: { post: /b }                                         | it is asked again and again, and only GET is certain to change nothing
        SEND, UNTIL, job: { get: '/${capture.x}' }                             | no earlier step captures 'x'
        SEND, forge: [unsigned], job: { get: /b }                              | it is seen of an item on its way, and nothing says where that ends
        SEND, forge: [unsigned], trace: { trace-id: a }                        | it is seen of an item on its way, and nothing says where that ends
        SEND, UNTIL, trace: { service: w }                                     | nothing says which trace is whose
        SEND, UNTIL, trace: { service: w, tag: { a: b } }                      | the tag is the same for all
        SEND, UNTIL, trace: { tag: { a: '${item.name}' } }                     | 'service' is missing: a search needs the name of a service that takes part
        SEND, UNTIL, trace: { service: w, tag: { a: '${item.name}' }, at-least: 2 } | the key 'at-least' is not known here
        SEND, UNTIL, trace: { service: w, tag: { a: '${item.x}' } }            | the item '1' has no 'x'
        SEND, UNTIL, trace: { service: w, tag: { a: '${item.name}' }, within: 5m } | 'within: 60 s' and a second look and 300 s for traces do not fit into the check's deadline of 300 s
        SEND, UNTIL, for-each: { times: 201 }, parallel: 200, trace: { trace-id: '${item.name}' } | each of 201 traces is asked for singly, and 200 are the most
        SEND, until: { servicedesk-note: '', within: 60s }                     | the id of the request is empty
        SEND, until: { servicedesk-note: 1, note: { without: '' }, within: 60s } | an empty text says nothing of a note
        SEND, until: { servicedesk-note: 1, note: { contains: [a, ' '] }, within: 60s } | an empty text says nothing of a note
        SEND, until: { servicedesk-note: 1, note: { words-of: '' }, within: 60s } | an empty text says nothing of a note
        SEND, results: { get: /c, count: $.a }                                 | results are counted when the journey has ended
        SEND, UNTIL, unchanged: { get: /c, value: $.a }                        | what is sent cannot have an effect and have none
        SEND, unchanged: { get: /c }                                           | 'value' is missing
        SEND, forge: [unsigned]                                                | there is no signature to make wrong
        SEND, forge: [forged]                                                  | 'forged' is no way to make a request wrong
        SEND, forge: []                                                        | nothing is made wrong
        send: { post: /a, sign: { github: k } }, forge: [old-timestamp]        | this signature has no time
        SEND, UNTIL, for-each: gone/*.json                                     | no file matches 'gone/*.json': nothing would be proven
        SEND, UNTIL, for-each: 'items/*.yaml'                                  | no file matches 'items/*.yaml': nothing would be proven
        SEND, UNTIL, for-each: 'items/{'                                       | 'items/{' is no pattern for files
        SEND, UNTIL, for-each: []                                              | there are no items: nothing would be proven
        SEND, UNTIL, for-each: [a, a]                                          | there are two items called 'a'
        SEND, UNTIL, for-each: { times: 0 }                                    | expected a whole number from 1 to 1000, found '0'
        SEND, UNTIL, for-each: { count: 5 }                                    | 'times' is missing
        SEND, UNTIL, for-each: [ '${capture.x}' ]                              | ${capture.x} has no value here
        UNTIL, for-each: [ { a: 1 }, { b: 2 } ], send: { post: '/${item.a}' }  | the item '2' has no 'a'
        SEND, until: { get: '/${capture.x}', within: 60s }                     | no earlier step captures 'x'
        UNTIL, send: { post: /a, sign: { github: k, stripe: k } }              | a request has one signature, and there is 'github' already
        UNTIL, send: { post: /a, sign: { hmac-sha256: k, header: X, signed: a } } | the body is not part of what is signed
        """)
    void mistakesAreTold(String own, String message) throws Exception {
        Files.createDirectories(folder.resolve("items"));
        Files.writeString(folder.resolve("items/a.json"), "{}");
        assertThat(errors(own.replace("SEND", SEND).replace("UNTIL", UNTIL)))
                .anySatisfy(error -> assertThat(error.message()).isEqualTo(message));
    }

    @Test
    void mistakesAreExplainedWithTheirPlaces() throws Exception {
        Path golden = Path.of("src/test/resources/golden/journey");
        PlanText plan = PlanText.read(
                folder, Files.readString(golden.resolve("mistakes.yaml")), new JourneyKind(new PlainSystems()));

        String errors = plan.errors().stream()
                .map(error -> error.toString().replace(folder + "/", ""))
                .collect(Collectors.joining("\n", "", "\n"));

        assertThat(errors).isEqualTo(Files.readString(golden.resolve("mistakes.errors")));
    }

    @Test
    void aLookUpHasToCaptureWhatTheWayOnNeeds() {
        assertThat(errors("""
            send: { post: /a, capture: { job: $.job } },
            until: { get: '/jobs/${capture.job}', within: 60s },
            look-up: { get: /b }\
            """))
                .singleElement()
                .extracting(PlanError::message)
                .isEqualTo("'until' needs 'job', and after a look-up there is no answer to capture it from");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a.json | {"x": }     | items/a.json:1:7: … not valid JSON: Unexpected character
        a.json | {} {}       | items/a.json:1:4: … not valid JSON: Trailing token
        a.yaml | x: [1       | items/a.yaml:1:6: … not valid YAML: expected ',' or ']'
        """)
    void whatIsWrongWithAFileIsToldWithItsPlace(String file, String content, String expected) throws Exception {
        Files.createDirectories(folder.resolve("items"));
        Files.writeString(folder.resolve("items").resolve(file), content);
        String[] parts = expected.split(" … ", -1);
        assertThat(errors(SEND + ", " + UNTIL + ", for-each: 'items/*'"))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.toString()).startsWith(parts[0].strip());
                    assertThat(error.message()).startsWith(parts[1].strip());
                });
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        Files.write(folder.resolve("a.txt"), new byte[] {(byte) 0xff, 0});
        assertThat(errors(SEND + ", " + UNTIL + ", for-each: a.txt"))
                .singleElement()
                .extracting(PlanError::message)
                .isEqualTo("not text in UTF-8");
    }

    @Test
    void filesAreItemsByTheirNames() throws Exception {
        Files.createDirectories(folder.resolve("tickets/old"));
        Files.createDirectories(folder.resolve("tickets/.hidden"));
        Files.writeString(folder.resolve("tickets/network.json"), "{\"id\": {\"no\": [7, 8]}}");
        Files.writeString(folder.resolve("tickets/access.yaml"), "id: { no: [1, 2.50] }");
        Files.writeString(folder.resolve("tickets/.hidden/secret.json"), "{}");
        Files.writeString(folder.resolve("tickets/.json"), "{}");
        Files.writeString(folder.resolve("tickets/old/network.json"), "{\"id\": {\"no\": [9, 0]}}");

        Preview one = preview("for-each: 'tickets/*.{json,yaml}', send: { post: '/${item.id.no[1]}' }, " + UNTIL);
        Preview all = preview("for-each: 'tickets/**.json', send: { post: '/${item.id.no.0}' }, " + UNTIL);

        assertThat(one.writes()).containsExactly("POST https://api.example.com/v1/${item.id.no[1]} × 2");
        assertThat(all.writes()).singleElement().asString().endsWith("× 2");
        assertThat(one.requests()).hasSize(2).last().isEqualTo("GET https://api.example.com/v1/b");
    }

    @Test
    void theSchemaHasExactlyTheKeysThatAreRead() throws Exception {
        JsonNode schema = new ObjectMapper().readTree(new JourneyKind(new PlainSystems()).schema());
        assertThat(schema.get("properties").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "for-each",
                        "spread",
                        "parallel",
                        "send",
                        "look-up",
                        "until",
                        "job",
                        "trace",
                        "results",
                        "forge",
                        "unchanged",
                        "expect",
                        "repeat");
        Map<String, List<String>> own = Map.of(
                "send", List.of(),
                "look-up", List.of("every", "slowest", "reads", "within"),
                "until",
                        List.of(
                                "every",
                                "slowest",
                                "reads",
                                "within",
                                "fail-when",
                                "may-be-there",
                                "servicedesk-note",
                                "system",
                                "author",
                                "quiet",
                                "note"),
                "results", List.of("every", "slowest", "reads", "count", "quiet"));
        own.forEach((key, keys) -> {
            List<String> all = new ArrayList<>(StepReader.KEYS);
            all.addAll(keys);
            assertThat(schema.at("/properties/" + key + "/properties").properties())
                    .as(key)
                    .extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrderElementsOf(all);
        });
        assertThat(schema.at("/properties/expect/properties").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(java.util.Arrays.stream(Journey.Measure.values())
                        .map(Journey.Measure::word)
                        .toList());
    }

    @Test
    void theExamplesOfTheDocumentFitTheSchema() throws Exception {
        ObjectMapper json = new ObjectMapper();
        ObjectNode own = (ObjectNode) json.readTree(new JourneyKind(new PlainSystems()).schema());
        own.put("additionalProperties", false);
        ((ObjectNode) own.get("properties")).putObject("id");
        ((ObjectNode) own.get("properties")).putObject("severity");
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(own);
        List<String> examples = Pattern.compile("```yaml\\n- journey:\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/checks/journey.md")))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(examples)
                .hasSize(6)
                .allSatisfy(example ->
                        assertThat(schema.validate(yaml(json, example))).isEmpty());
        assertThat(schema.validate(yaml(json, "send: { post: /a }\nuntil: { get: /b, within: 5s, evry: 1s }")))
                .isNotEmpty();
        assertThat(schema.validate(yaml(json, "until: { get: /b, within: 5s }")))
                .isNotEmpty();
    }

    private static JsonNode yaml(ObjectMapper json, String text) {
        return json.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text.stripIndent()));
    }

    @Test
    void everyKeyOfTheSchemaIsDescribedWithAnExample() throws Exception {
        JsonNode schema = new ObjectMapper().readTree(new JourneyKind(new PlainSystems()).schema());
        assertThat(schema.get("properties").properties()).allSatisfy(key -> {
            assertThat(key.getValue().path("description").asText()).isNotBlank();
            assertThat(key.getValue().path("examples")).isNotEmpty();
        });
    }

    private List<PlanError> errors(String own) {
        return read(own).errors();
    }

    private Preview preview(String own) {
        PlanText plan = read(own);
        assertThat(plan.errors()).isEmpty();
        return plan.checks().getFirst().check().preview();
    }

    private PlanText read(String own) {
        return PlanText.read(
                folder,
                PlanText.around("- journey: { " + own.replace("\n", " ") + " }"),
                new JourneyKind(new PlainSystems()));
    }
}
