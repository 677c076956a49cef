package io.prodgate.check.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanError;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.PlanText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceKindTest {
    private final TraceKind kind = new TraceKind(new PlainSystems());

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ }|'service' is missing",
                "{ trace-id: x, tag: { a: b } }|'trace-id' cannot stand beside 'tag'",
                "{ trace-id: x, at-least: 2 }|'at-least' says nothing where each trace is named",
                "{ service: w, for-each: [a] }|'for-each' needs a 'tag'",
                "{ service: w, tag: { a: b }, for-each: [a] }|'for-each' is there, but no tag refers to it",
                "{ service: w, tag: { a: '${item.name}' } }|${item.…} stands here without 'for-each'",
                "{ service: w, tag: { a: '${item.body}' }, for-each: [a] }|an item here is a text",
                "{ service: w, tag: { } }|'tag' is empty",
                "{ service: w, spans: ['~ ['] }|'~ [' is no pattern",
                "{ service: w, share: 3s }|",
                "{ service: w, system: jeager }|the plan has no system 'jeager'",
                "{ service: w, api: v4 }|'v4' is not one of the words for this"
            })
    void mistakesAreTold(String own, String message) {
        List<PlanError> errors =
                PlanText.read(folder, PlanText.around("- trace: " + own), kind).errors();

        assertThat(errors).isNotEmpty();
        assertThat(errors).anySatisfy(error -> assertThat(error.message()).contains(message == null ? "" : message));
    }

    @Test
    void thePreviewSaysWhoIsAskedForWhatAndThatNothingIsWritten() {
        assertThat(PlanText.read(folder, PlanText.around("- trace: { service: webhook }"), kind)
                        .checks()
                        .getFirst()
                        .check()
                        .preview())
                .satisfies(preview -> {
                    assertThat(preview.requests())
                            .containsExactly(
                                    "traces in jaeger (https://jaeger.example.com): traces of webhook by this run's"
                                            + " marks");
                    assertThat(preview.writes()).isEmpty();
                });
    }

    @Test
    void theSchemaHasExactlyTheKeysThatAreRead() throws Exception {
        JsonNode schema = new ObjectMapper().readTree(kind.schema());
        Path file = folder.resolve("prodgate.yaml");
        Files.writeString(file, PlanText.around("- trace: { service: webhook }"));
        Plan plan = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of()))
                .read(file)
                .plan();
        Plan.CheckEntry entry = plan.stages().getFirst().checks().getFirst();
        Keys keys = NodeKeys.of(entry.own(), new PlanErrors());
        kind.bind(entry, keys, plan);

        assertThat(schema.get("properties").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(keys.asked());
        assertThat(schema.get("properties").properties()).allSatisfy(key -> {
            assertThat(key.getValue().path("description").asText()).isNotBlank();
            assertThat(key.getValue().path("examples")).isNotEmpty();
        });
    }
}
