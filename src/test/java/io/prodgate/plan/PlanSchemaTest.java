package io.prodgate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PlanSchemaTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ANYTHING = "{\"type\": \"object\", \"additionalProperties\": true, \"properties\": %s}";
    private static final Map<String, String> KINDS = Map.of(
            "tls",
            ANYTHING.formatted("{\"expires-after\": {\"$ref\": \"#/$defs/days\"}}")
                    .replaceFirst("\\{", "{\"\\$defs\": {\"days\": {\"type\": \"string\"}}, "),
            "http",
            ANYTHING.formatted(any("get", "post", "headers", "body", "json", "timeout", "expect", "sign", "and-then")),
            "journey",
            ANYTHING.formatted(any("for-each", "send", "until", "expect")),
            "app",
            ANYTHING.formatted(any("apk", "flows", "devices", "fresh-user")),
            "metric",
            ANYTHING.formatted(any("query", "expect", "min-samples", "window")));

    private static final String COMPOSED = new PlanSchema().compose(KINDS);
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(COMPOSED);

    @TempDir
    private Path folder;

    private static String any(String... keys) {
        return "{\"" + String.join("\": {}, \"", keys) + "\": {}}";
    }

    @Test
    void schema_and_reader_know_the_same_keys() throws IOException {
        JsonNode schema = JSON.readTree(COMPOSED);
        JsonNode definitions = schema.path("$defs");
        PlanErrors errors = new PlanErrors();
        ProductionSection production = new ProductionSection(folder, errors);
        StagesSection stages = new StagesSection(errors, Set.of());
        InstantSource clock = InstantSource.fixed(Plans.NOW);
        QuarantineSection quarantine = new QuarantineSection(List.of(), clock);
        PlanBinder binder = new PlanBinder(folder, Map.of(), clock, errors);
        PlanNode.Mapping own = mapping();

        assertThat(asked(keys -> binder.bind(folder, "", keys))).hasSameElementsAs(keys(schema));
        assertThat(asked(production::read)).hasSameElementsAs(keys(definitions.path("production")));
        assertThat(asked(SystemSection::read)).hasSameElementsAs(keys(definitions.path("system")));
        assertThat(asked(SystemSection::refresh))
                .hasSameElementsAs(keys(definitions.path("system").at("/properties/refresh")));
        assertThat(asked(GateSection::read)).hasSameElementsAs(keys(schema.at("/properties/gate")));
        assertThat(asked(GateSection::conditions))
                .hasSameElementsAs(keys(schema.at("/properties/gate/properties/conditions")));
        assertThat(asked(keys -> AcceptanceSection.described("AC1", keys)))
                .hasSameElementsAs(keys(schema.at("/properties/criteria/additionalProperties/anyOf/1")));
        assertThat(asked(stages::stage)).hasSameElementsAs(keys(definitions.path("stage")));
        assertThat(asked(quarantine::list)).hasSameElementsAs(keys(definitions.path("quarantine")));
        assertThat(asked(quarantine::entry)).hasSameElementsAs(keys(definitions.path("quarantined")));
        assertThat(asked(keys -> CheckDraft.common(keys, new PlanNode.Entry(own.at(), "http", own), own, "stage", 1)))
                .hasSameElementsAs(keys(definitions.path("common")))
                .hasSameElementsAs(Plan.CheckEntry.COMMON_KEYS);
    }

    private static List<String> asked(Consumer<Keys> read) {
        Keys keys = NodeKeys.of(mapping(), new PlanErrors());
        read.accept(keys);
        return keys.asked();
    }

    private static PlanNode.Mapping mapping() {
        return new PlanNode.Mapping(new Position("plan.yaml", 1, 1), "", List.of());
    }

    private static List<String> keys(JsonNode schema) {
        List<String> keys = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void every_shared_key_is_described() throws IOException {
        List<String> undescribed = new ArrayList<>();
        JsonNode schema = JSON.readTree(COMPOSED);
        for (JsonNode section : List.of(
                schema,
                schema.at("/$defs/production"),
                schema.at("/$defs/system"),
                schema.at("/$defs/system/properties/refresh"),
                schema.at("/$defs/stage"),
                schema.at("/$defs/common"),
                schema.at("/$defs/quarantine"),
                schema.at("/$defs/quarantined"))) {
            for (Map.Entry<String, JsonNode> key : section.path("properties").properties()) {
                JsonNode target = schema.at(key.getValue().path("$ref").asText().replace("#", ""));
                if (!key.getValue().has("description") && !target.has("description")) {
                    undescribed.add(key.getKey());
                }
            }
        }
        assertThat(undescribed).isEmpty();
    }

    @Test
    void a_kind_gets_the_common_keys_and_keeps_its_own_definitions_apart() throws IOException {
        JsonNode schema = JSON.readTree(COMPOSED);
        JsonNode tls = schema.at("/$defs/check/properties/tls");
        assertThat(keys(tls)).contains("expires-after", "severity", "needs", "runbook");
        assertThat(tls.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(tls.at("/properties/expires-after/$ref").asText()).isEqualTo("#/$defs/tls.days");
        assertThat(schema.at("/$defs").has("tls.days")).isTrue();
    }

    @Test
    void a_kind_cannot_take_the_name_of_a_common_key() {
        assertThatThrownBy(() -> new PlanSchema().compose(Map.of("x", "{\"properties\": {\"id\": {}}}")))
                .hasMessageContaining("'x' has a key of its own called 'id'");
    }

    @Test
    void the_example_plan_fits_the_schema_and_reads_without_a_mistake() throws IOException {
        Path example = Path.of("src/test/resources/plan/example.yaml");
        assertThat(validate(Files.readString(example))).isEmpty();
        PlanInputs inputs = new PlanInputs(
                Map.of("GITHUB_SHA", "9b1c", "API_TOKEN", "a", "WEBHOOK_SECRET", "b", "SERVICEDESK_TOKEN", "c"),
                Map.of(),
                List.of(),
                Plans.TERRAFORM);
        assertThat(Plans.good(example, inputs).stages()).hasSize(4);
    }

    @Test
    void the_first_plan_fits_the_schema_and_reads_without_a_mistake() throws IOException {
        Path first = Path.of("src/main/resources/init/prodgate.yaml");
        String text = Files.readString(first);
        assertThat(text).startsWith("# yaml-language-server: $schema=");
        assertThat(validate(text)).isEmpty();
        assertThat(Plans.good(first, Plans.inputs()).stages()).hasSize(1);
    }

    @Test
    void the_first_plan_is_still_right_when_its_comments_are_put_to_use() throws IOException {
        String text = Files.readString(Path.of("src/main/resources/init/prodgate.yaml"))
                .replace("  # revision:", "  revision:")
                .replace("  # rate-limit:", "  rate-limit:")
                .replace("# secrets:", "secrets:")
                .replace("#   api:", "  api:")
                .replaceAll("(?m)^  # (- name: api|  .*)$", "  $1")
                .replaceAll("(?m)^  #$", "");
        assertThat(validate(text)).isEmpty();
        Path file = Plans.write(folder, "prodgate.yaml", text);
        assertThat(Plans.good(file, Plans.inputs()).stages()).hasSize(2);
    }

    @Test
    void the_schema_refuses_what_the_reader_refuses() throws IOException {
        String plan = """
            version: 1
            production: { name: tickets, url: https://tickets.example.com }
            stages: [{ name: reachable, checks: [{ tls: }] }]
            """;
        assertThat(validate(plan)).isEmpty();
        for (String wrong : List.of(
                plan + "stges: []\n",
                plan + "budget: 30\n",
                plan + "parallel: 500\n",
                plan.replace("name: tickets", "nme: tickets"),
                plan.replace("https://", "https://user:password@"),
                plan.replace("tls:", "tsl:"),
                plan.replace("tls:", "tls: { severity: worst }"),
                plan.replace("{ tls: }", "{ tls: , http: }"))) {
            assertThat(validate(wrong)).as(wrong).isNotEmpty();
            Path file = Plans.write(folder, "plan.yaml", wrong);
            boolean unknownKind = wrong.contains("tsl");
            assertThat(Plans.errors(file, Plans.inputs()).isEmpty()).as(wrong).isEqualTo(unknownKind);
        }
    }

    @TestFactory
    Stream<DynamicTest> every_plan_in_the_documentation_is_right() throws IOException {
        String page = Files.readString(Path.of("docs/plan.md"));
        Matcher blocks = Pattern.compile("(?ms)^```yaml\\n(.*?)^```").matcher(page);
        List<DynamicTest> tests = new ArrayList<>();
        while (blocks.find()) {
            String block = blocks.group(1);
            String title = block.lines().findFirst().orElse("") + " …";
            tests.add(DynamicTest.dynamicTest(title, () -> documented(block)));
        }
        assertThat(tests).hasSizeGreaterThan(5);
        return tests.stream();
    }

    /** A block of the documentation shows a part of a plan; the rest is put around it. */
    private void documented(String block) throws IOException {
        StringBuilder text = new StringBuilder(block);
        addIfMissing(text, "version", "version: 1\n");
        addIfMissing(text, "production", "production: { name: tickets, url: https://tickets.example.com }\n");
        addIfMissing(text, "stages", "stages: [{ name: s, checks: [{ http: { id: health } }] }]\n");
        addIfMissing(text, "secrets", "secrets: { api: '${env.API_TOKEN}' }\n");
        for (String file : List.of("extra-ca.pem", "client.pem", "client-key.pem", "ticket.json", "token")) {
            Plans.write(folder, file, "{}");
        }
        Path file = Plans.write(folder, "plan.yaml", text.toString());
        Map<String, String> environment = Map.of(
                "GITHUB_SHA", "9b1c", "API_TOKEN", "aaaa", "DEPLOYED_AT", "2026-03-01T12:00:00Z", "REGION", "eu");
        assertThat(Plans.errors(file, new PlanInputs(environment, Map.of(), List.of(), Plans.TERRAFORM)))
                .as(text.toString())
                .isEmpty();
        assertThat(validate(text.toString())).as(text.toString()).isEmpty();
    }

    private static void addIfMissing(StringBuilder text, String key, String section) {
        if (!Pattern.compile("(?m)^" + key + ":").matcher(text).find()) {
            text.append(section);
        }
    }

    private static List<String> validate(String yaml) throws IOException {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        JsonNode tree = JSON.valueToTree(Optional.ofNullable(document).orElseThrow());
        return SCHEMA.validate(tree).stream().map(Object::toString).toList();
    }
}
