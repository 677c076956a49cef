package io.prodgate.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prodgate.check.request.StepReader;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.testing.PlanText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpKindTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { }                                                | there is no request
            { get: /a, post: /b }                              | a step is one request, and there is 'get' already
            { get: '' }                                        | the path is empty
            { get: '/a#b' }                                    | a URL's fragment is never sent
            { get: 'ftp://api.example.com' }                   | only http and https are spoken
            { get: 'https://evil.example.org/' }               | 'evil.example.org' is neither production's host nor one of its systems
            { get: /a, timeout: 0s }                           | no answer comes in no time
            { get: /a, follow: 11 }                            | expected a whole number from 0 to 10, found '11'
            { get: /a, body: x, json: {} }                     | a request has one body, and there is 'body' already
            { get: /a, body-file: gone }                       | there is no readable file 'gone'
            { get: /a, headers: { 'a b': x } }                 | 'a b' cannot be the name of a header
            { get: /a, headers: { Host: x } }                  | the header 'Host' is set by the client itself
            { get: /a, headers: [x] }                          | expected a mapping of names to values
            { get: /a, sign: { header: X } }                   | 'hmac-sha256' is missing
            { get: /a, sign: { hmac-sha256: k, header: X, encoding: utf } } | 'utf' is not one of the words for this
            { get: /a, expect: 200 }                           | expected a mapping of what to look at to what it should be
            { get: /a, expect: { stauts: 200 } }               | 'stauts' is nothing that can be expected
            { get: /a, expect: { status: 2000 } }              | '2000' is no HTTP status
            { get: /a, expect: { duration: < 5 } }             | '5' cannot be compared with this value
            { get: /a, expect: { '$.a[': 1 } }                 | the JSONPath is not valid
            { get: /a, expect: { '$.a[?(@.b =~ /x/)]': 1 } }   | the JSONPath is not valid: '=~' is not supported
            { get: /a, expect: { schema: gone.json } }         | the schema 'gone.json' cannot be used: it cannot be read
            { get: /a, expect: { schema: remote.json } }       | the schema 'remote.json' cannot be used
            { get: /a, expect: { schema: pattern.json } }      | the schema 'pattern.json' cannot be used: it is no usable JSON Schema: the pattern '(?=a)' is not valid
            { get: /a, expect: { schema: type.json } }         | the schema 'type.json' cannot be used: it is no usable JSON Schema: /type:
            { get: /a, expect: { schema: broken.json } }       | the schema 'broken.json' cannot be used: it is not valid JSON
            { get: /a, capture: { '1a': $.a } }                | '1a' cannot be the name of a captured value
            { get: /a, capture: { a: somewhere } }             | 'somewhere' is no place in an answer
            { get: /a, capture: { a: 'body ~ (' } }            | the regular expression is not valid: missing closing ) `(`
            { get: /a, capture: { a: { form: $.a } } }         | the key 'form' is not known here
            { get: '/${capture.id}' }                          | no earlier step captures 'id'
            { get: '/${item.id}' }                             | ${item.id} has no value here
            { get: /a, json: { a: [ '${capture.x}' ] } }       | no earlier step captures 'x'
            { get: /a, steps: [ { get: /b } ] }                | 'get' cannot stand beside 'steps'
            { steps: [] }                                      | there are no steps
            { steps: [ { get: /a, titel: x } ] }               | the key 'titel' is not known here
            { gte: /a }                                        | the key 'gte' is not known here
            """)
    void mistakesAreTold(String own, String message) throws Exception {
        Files.writeString(folder.resolve("remote.json"), "{\"$ref\": \"http://127.0.0.1:1/schema.json\"}");
        Files.writeString(folder.resolve("pattern.json"), "{\"pattern\": \"(?=a)\"}");
        Files.writeString(folder.resolve("type.json"), "{\"type\": \"strin\"}");
        Files.writeString(folder.resolve("broken.json"), "{\"pattern\": ");
        PlanText plan = PlanText.read(folder, PlanText.around("- http: " + own), new HttpKind());
        assertThat(plan.errors()).anySatisfy(error -> {
            assertThat(error.message()).startsWith(message);
            assertThat(error.at().line()).isEqualTo(13);
        });
    }

    @Test
    void mistakesPointToTheirPlace() {
        PlanText plan = PlanText.read(folder, PlanText.around("""
                - http:
                    get: /a
                    expect:
                      stauts: 200
                      $.a: [1, "~ ["]
                """), new HttpKind());
        assertThat(plan.errors()).hasSize(2);
        assertThat(plan.errors().getFirst().toString())
                .endsWith(
                        "prodgate.yaml:16:13: stages[0].checks[0].http.expect.stauts: 'stauts' is nothing that can be expected"
                                + " (did you mean 'status'?)");
        assertThat(plan.errors().getLast().at().line()).isEqualTo(17);
        assertThat(plan.errors().getLast().path()).isEqualTo("stages[0].checks[0].http.expect.$.a[1]");
    }

    @Test
    void aCaptureIsKnownOnlyAfterItsStep() {
        PlanText plan = PlanText.read(folder, PlanText.around("""
                - http:
                    steps:
                      - get: /a/${capture.id}
                        capture: { id: $.id }
                      - get: /b/${capture.idd}
                """), new HttpKind());
        assertThat(plan.errors())
                .extracting(error -> error.message())
                .containsExactly("no earlier step captures 'id'", "no earlier step captures 'idd'");
        assertThat(plan.errors().getLast().hint())
                .hasValueSatisfying(hint -> assertThat(hint).contains("'id'"));
    }

    @Test
    void theSchemaHasExactlyTheKeysThatAreRead() throws Exception {
        JsonNode schema = new ObjectMapper().readTree(new HttpKind().schema());
        assertThat(schema.get("properties").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(asked("{ get: /a }"));
        assertThat(schema.at("/properties/steps/items/properties").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(stepKeys());
    }

    @Test
    void everyKeyOfTheSchemaIsDescribedWithAnExample() throws Exception {
        JsonNode schema = new ObjectMapper().readTree(new HttpKind().schema());
        assertThat(schema.get("properties").properties()).allSatisfy(key -> {
            assertThat(key.getValue().path("description").asText()).isNotBlank();
            assertThat(key.getValue().path("examples")).isNotEmpty();
        });
    }

    private static List<String> stepKeys() {
        List<String> keys = new java.util.ArrayList<>(StepReader.KEYS);
        keys.add("name");
        return keys;
    }

    private List<String> asked(String own) throws Exception {
        Path file = folder.resolve("prodgate.yaml");
        Files.writeString(file, PlanText.around("- http: " + own));
        Plan plan = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of()))
                .read(file)
                .plan();
        Plan.CheckEntry entry = plan.stages().getFirst().checks().getFirst();
        Keys keys = NodeKeys.of(entry.own(), new PlanErrors());
        new HttpKind().bind(entry, keys, plan);
        return keys.asked();
    }
}
