package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Trouble;
import io.prodgate.report.json.JsonReport;
import io.prodgate.verdict.Judge;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class JsonReportTest {
    @TestFactory
    Stream<DynamicTest> every_report_is_valid_by_the_published_schema() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema());
        return SampleRuns.all().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> {
                    JsonNode report = Json.mapper().readTree(new JsonReport().text(Judge.judge(sample.getValue())));
                    assertThat(schema.validate(report)).isEmpty();
                }));
    }

    @Test
    void the_schema_refuses_what_it_does_not_know() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema());
        JsonNode report = Json.mapper().readTree(new JsonReport().text(Judge.judge(SampleRuns.approved())));
        ((com.fasterxml.jackson.databind.node.ObjectNode) report.at("/checks/0/attempts/0/evidence/0"))
                .put("unknown", 1);

        assertThat(schema.validate(report)).isNotEmpty();
    }

    @Test
    void the_schema_wants_nothing_of_evidence_that_may_be_absent() throws IOException {
        JsonNode definitions = schema().get("$defs");
        for (Class<?> kind : Evidence.class.getPermittedSubclasses()) {
            List<String> absent = Arrays.stream(kind.getRecordComponents())
                    .filter(component -> component.getType() == Optional.class)
                    .map(RecordComponent::getName)
                    .toList();
            List<String> required = new ArrayList<>();
            definitions.get(wireName(kind)).path("required").forEach(name -> required.add(name.textValue()));

            assertThat(required)
                    .as(kind.getSimpleName())
                    .isNotEmpty()
                    .doesNotContainAnyElementsOf(absent.isEmpty() ? List.of("") : absent);
        }
    }

    @Test
    void the_schema_names_every_property_of_every_evidence() throws IOException {
        JsonNode definitions = schema().get("$defs");
        for (JsonNode one : definitions.at("/evidence/oneOf")) {
            String name = one.get("$ref").textValue().replace("#/$defs/", "");
            assertThat(definitions.has(name)).as(name).isTrue();
        }
        for (Class<?> kind : Evidence.class.getPermittedSubclasses()) {
            String name = wireName(kind);
            assertThat(definitions.has(name)).as("the schema knows " + name).isTrue();
            assertThat(StreamSupport.stream(
                            ((Iterable<String>) () -> definitions
                                            .get(name)
                                            .get("properties")
                                            .fieldNames())
                                    .spliterator(),
                            false))
                    .as(name)
                    .containsExactlyElementsOf(Stream.concat(
                                    Stream.of("type"),
                                    Arrays.stream(kind.getRecordComponents()).map(RecordComponent::getName))
                            .toList());
        }
        assertThat(StreamSupport.stream(
                                definitions.at("/trouble/properties/kind/enum").spliterator(), false)
                        .map(JsonNode::textValue))
                .containsExactlyElementsOf(Arrays.stream(Trouble.Kind.values())
                        .map(Trouble.Kind::wireName)
                        .toList());
    }

    @Test
    void the_keys_of_the_contract_are_there_even_for_a_plain_pass() throws IOException {
        JsonNode report = Json.mapper().readTree(new JsonReport().text(Judge.judge(SampleRuns.approved())));
        JsonNode check = report.at("/checks/0");

        assertThat(Stream.of("run", "verdict", "gate", "started", "duration", "checks"))
                .allMatch(report::has);
        assertThat(Stream.of(
                        "id",
                        "stage",
                        "kind",
                        "severity",
                        "required",
                        "outcome",
                        "cause",
                        "rule",
                        "explanation",
                        "attempts"))
                .allMatch(check::has);
        assertThat(Stream.of("number", "started", "duration", "cause", "rule", "evidence"))
                .allMatch(check.at("/attempts/0")::has);
        assertThat(report.at("/duration").decimalValue()).isEqualByComparingTo("72.45");
    }

    private static String wireName(Class<?> kind) {
        return Arrays.stream(Evidence.class
                        .getAnnotation(com.fasterxml.jackson.annotation.JsonSubTypes.class)
                        .value())
                .filter(type -> type.value() == kind)
                .findFirst()
                .orElseThrow()
                .name();
    }

    private static JsonNode schema() throws IOException {
        try (InputStream in = Objects.requireNonNull(JsonReport.class.getResourceAsStream(JsonReport.SCHEMA))) {
            return Json.mapper().readTree(in);
        }
    }
}
