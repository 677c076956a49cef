package io.prodgate.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.http.HttpKind;
import io.prodgate.testing.AllKinds;
import io.prodgate.testing.PlanText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KindDocumentsTest {
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/checks/http.md",
                "docs/checks/tls.md",
                "docs/checks/script.md",
                "docs/checks/journey.md",
                "docs/checks/import.md",
                "docs/checks/app.md",
                "docs/checks/metric.md",
                "docs/checks/trace.md",
                "docs/checks/grafana.md",
                "docs/checks/targets.md",
                "docs/checks/separation.md",
                "docs/checks/fault.md",
                "docs/checks/isolation.md",
                "docs/checks/alert.md",
                "docs/checks/survey.md"
            })
    void everyExampleIsAValidCheck(String document) throws Exception {
        Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(folder.resolve("schemas/tickets.json"), "{}");
        Files.createDirectories(folder.resolve("flows"));
        Files.writeString(
                folder.resolve("flows/sign-up.yaml"), "appId: com.example\ntags: [smoke]\n---\n- launchApp\n");
        Files.createDirectories(folder.resolve("tests"));
        Files.createDirectories(folder.resolve("tickets"));
        Files.writeString(
                folder.resolve("tickets/network.json"),
                "{\"ticket\": 1, \"ticket_id\": \"1\", \"subject\": \"No network\"}");
        List<String> examples = examples(document);
        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example -> assertThat(PlanText.read(
                                        folder,
                                        PlanText.around(example)
                                                .replace(
                                                        "  revision:",
                                                        "  deployed-at: 2026-01-02T03:04:05Z\n  revision:"),
                                        AllKinds.in(Map.of()).toArray(CheckKind[]::new))
                                .errors())
                        .isEmpty());
    }

    @Test
    void theExampleOfExpectationsIsValid() throws Exception {
        assertThat(examples("docs/expectations.md"))
                .singleElement()
                .satisfies(example -> assertThat(PlanText.read(
                                        folder,
                                        PlanText.around("- http:\n    get: /\n" + example.indent(4)),
                                        new HttpKind())
                                .errors())
                        .isEmpty());
    }

    private static List<String> examples(String document) throws Exception {
        return YAML.matcher(Files.readString(Path.of(document)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
