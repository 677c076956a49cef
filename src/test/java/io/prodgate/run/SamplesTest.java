package io.prodgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.check.request.StepReader;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Conclusion;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.diagnosis.Rules;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Trouble;
import io.prodgate.plan.PlanError;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.plan.PlanSchema;
import io.prodgate.plan.ReadPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {
    private static final String PLAN = """
            version: 1
            production: { name: tickets, url: 'https://tickets.example.com' }
            stages:
              - name: only
                checks:
                  - http: { get: / }
            """;
    private static final String RULE = """
            rules:
              - id: office-firewall
                when: { status: 403, header.server: ~ ^AcmeShield }
                cause: configuration
                explanation: the office firewall said {status}
                do: ask the network team
                samples:
            """;

    @TempDir
    private Path folder;

    @Test
    void aRuleHasToDecideItsOwnSamples() throws Exception {
        List<PlanError> errors = plan(RULE + """
                      - answer: |
                          HTTP/1.1 403 Forbidden
                          Server: AcmeShield/2

                          <h1>blocked</h1>
                """);

        assertThat(errors).isEmpty();
    }

    @Test
    void aSampleThatEndsOtherwiseIsAMistakeAtItsPlace() throws Exception {
        List<PlanError> errors = plan(RULE + """
                      - answer: |
                          HTTP/1.1 403 Forbidden
                          Server: nginx

                          {"error": "forbidden"}
                      - answer: "HTTP/1.1 403 Forbidden\\nServer: nginx"
                        rule: PG-311
                """);

        assertThat(errors)
                .singleElement()
                .satisfies(error -> assertThat(error.toString())
                        .contains(
                                "prodgate.yaml:14:9: rules[0].samples[0]: this sample ends as failed, production by PG-311,"
                                        + " and rule office-firewall was expected",
                                "status should be 2xx, it is 403"));
    }

    @Test
    void aSampleThatIsAsExpectedProvesNoRule() throws Exception {
        assertThat(plan(RULE + """
                      - answer: HTTP/1.1 200 OK
                """))
                .singleElement()
                .asString()
                .contains("this sample ends as passed", "say with 'expect'");
    }

    @Test
    void mistakesInSamplesAreToldAtTheirPlace() throws Exception {
        List<PlanError> errors = plan(RULE + """
                      - answer: 403 Forbidden
                      - anwser: HTTP/1.1 403 Forbidden
                      - trouble: rset
                      - evidence: [{ type: proces-run }]
                      - evidence: [{ type: process-run, exitCode: many }]
                      - { trouble: reset, cause: productoin }
                      - text
                      - { answer: HTTP/1.1 200 OK, trouble: reset }
                """);

        assertThat(errors.stream().map(PlanError::toString))
                .anySatisfy(error -> assertThat(error).contains(":14:", "begins with a status line"))
                .anySatisfy(error -> assertThat(error).contains(":15:", "did you mean 'answer'"))
                .anySatisfy(error -> assertThat(error).contains(":16:", "did you mean 'reset'"))
                .anySatisfy(error -> assertThat(error).contains(":17:", "did you mean 'process-run'"))
                .anySatisfy(error -> assertThat(error).contains(":18:", "no evidence of type 'process-run'"))
                .anySatisfy(error -> assertThat(error).contains(":19:", "did you mean 'production'"))
                .anySatisfy(error -> assertThat(error).contains(":20:", "expected a sample"))
                .anySatisfy(error -> assertThat(error).contains(":21:", "not both"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ trouble: refused }                                      | FAILED       | PRODUCTION",
                "{ trouble: refused, controls: silent }                    | INCONCLUSIVE | INFRASTRUCTURE",
                "{ trouble: refused, window: settling, once: true }        | PASSED       | INFRASTRUCTURE",
                "{ trouble: refused, window: settling }                    | FAILED       | PRODUCTION",
                "{ answer: HTTP/1.1 500 Oops, once: true }                 | FLAKY        | PRODUCTION",
                "{ answer: HTTP/1.1 401 No, credential: ours }             | INCONCLUSIVE | CONFIGURATION",
                "{ answer: HTTP/1.1 429 Slow down }                        | INCONCLUSIVE | RATE_LIMIT",
                "{ post: /, answer: HTTP/1.1 503 Unavailable }             | INCONCLUSIVE | INFRASTRUCTURE",
                "{ post: /, repeat: true, answer: HTTP/1.1 503 No }        | FAILED       | PRODUCTION",
                "{ trouble: certificate-expired }                          | FAILED       | PRODUCTION",
                "{ trouble: certificate-expired, clock-off: 3h }           | INCONCLUSIVE | CONFIGURATION",
                "{ evidence: [{ type: misconfiguration, what: typo }] }    | INCONCLUSIVE | CONFIGURATION",
            })
    void samplesArePlayedToTheEnd(String sample, Outcome outcome, Cause cause) throws Exception {
        Conclusion conclusion = file("- " + sample.replaceFirst("}$", ", cause: production }"))
                .getFirst()
                .conclusion();

        assertThat(conclusion.outcome()).isEqualTo(outcome);
        assertThat(conclusion.cause()).contains(cause);
    }

    @Test
    void theSchemaKnowsTheKeysOfASample() throws Exception {
        Set<String> keys = new HashSet<>(StepReader.KEYS);
        keys.addAll(SampleReader.OWN_KEYS);
        keys.removeAll(List.of("follow", "capture"));
        JsonNode schema = Json.mapper().readTree(new PlanSchema().compose(Map.of()));

        assertThat(schema.at("/$defs/sample/properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void everyKindOfEvidenceCanBeWrittenByItsTypeAlone() throws Exception {
        for (JsonSubTypes.Type type :
                Evidence.class.getAnnotation(JsonSubTypes.class).value()) {
            String more = type.value() == Trouble.class ? ", kind: reset" : "";
            file("- { evidence: [{ type: " + type.name() + more + " }], outcome: passed }");
        }
    }

    private List<SampleResult> file(String yaml) throws Exception {
        ReadPlan read = read("");
        Path file = Files.writeString(folder.resolve("samples.yaml"), yaml);
        List<SampleResult> results = new Samples(read.plan(), Rules.builtIn(), read.errors()).ofFile(file);
        assertThat(results).as(read.errors().all().toString()).hasSize(1);
        return results;
    }

    private List<PlanError> plan(String rules) throws Exception {
        ReadPlan read = read(rules);
        PlanRules.bind(read.plan(), read.errors());
        return read.errors().all();
    }

    private ReadPlan read(String rules) throws Exception {
        Path file = Files.writeString(folder.resolve("prodgate.yaml"), PLAN + rules);
        return new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of())).read(file);
    }
}
