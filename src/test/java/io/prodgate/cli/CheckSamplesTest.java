package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckSamplesTest {
    private static final String HOLDS = """
            samples:
              - name: our shield
                answer: |
                  HTTP/1.1 403 Forbidden
                  Server: AcmeShield

                  <h1>blocked</h1>
                rule: office-firewall
            """;
    private static final String MISSES = """
              - name: the application's own refusal
                answer: HTTP/1.1 403 Forbidden
                cause: configuration
            """;

    @TempDir
    private Path folder;

    private final Shell shell = Shell.inEarnest(Map.of());
    private Path plan = Path.of("");
    private Path samples = Path.of("");

    @BeforeEach
    void write() throws Exception {
        plan = Files.writeString(folder.resolve("prodgate.yaml"), """
                version: 1
                production: { name: tickets, url: 'https://tickets.example.com' }
                stages:
                  - name: only
                    checks:
                      - http: { get: / }
                rules:
                  - id: office-firewall
                    when: { status: 403, header.server: ~ ^AcmeShield }
                    cause: configuration
                    explanation: the office firewall said {status}
                    do: ask the network team
                """);
        samples = folder.resolve("samples.yaml");
    }

    @Test
    void samplesThatHoldAreCounted() throws Exception {
        Files.writeString(samples, HOLDS);

        Shell.Result result = check();

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("OK   our shield  (inconclusive, configuration by office-firewall)", "1 of 1 sample in");
    }

    @Test
    void aMissIsAMistakeWithItsPlaceAndExitCodeTwo() throws Exception {
        Files.writeString(samples, HOLDS + MISSES);

        Shell.Result result = check();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).contains("MISS the application's own refusal", "1 of 2 samples in");
        assertThat(result.err())
                .contains(
                        "samples.yaml:9:5: samples[1]: this sample ends as failed, production by PG-311, and configuration was expected",
                        "1 mistake in");
    }

    @Test
    void programsGetTheSameAsJson() throws Exception {
        Files.writeString(samples, HOLDS + MISSES);

        Shell.Result result = check("--json");

        assertThat(result.exitCode()).isEqualTo(2);
        JsonNode json = Json.mapper().readTree(result.out());
        assertThat(json.path("held").asInt()).isEqualTo(1);
        assertThat(json.at("/samples/1/holds").asBoolean(true)).isFalse();
        assertThat(json.at("/samples/1/rule").asText()).isEqualTo("PG-311");
        assertThat(json.at("/samples/0/cause").asText()).isEqualTo("configuration");
    }

    @Test
    void noSamplesProveNothing() throws Exception {
        Files.writeString(samples, "samples: []");
        assertThat(check().exitCode()).isEqualTo(2);
        assertThat(check().err()).contains("there are no samples");
        Files.delete(samples);
        assertThat(check().exitCode()).isEqualTo(2);
        assertThat(check().err()).contains("there is no such file");
    }

    @Test
    void theExampleOfTheDocumentationDoesWhatItShows() throws Exception {
        String page = Files.readString(Path.of("docs/diagnosis.md"));
        String rules = block(page, "```yaml\nrules:");
        Files.writeString(plan, Files.readString(plan).replaceFirst("(?s)rules:.*", "") + rules);
        Files.writeString(samples, block(page, "```yaml\nsamples:"));

        Shell.Result result = check();

        assertThat(result.err()).isEmpty();
        String shown = block(page, "```\n$ prodgate check --samples");
        assertThat(result.out().replace(samples.toString(), "incidents.yaml"))
                .isEqualTo(shown.substring(shown.indexOf('\n') + 1));
    }

    private static String block(String page, String start) {
        int from = page.indexOf(start);
        assertThat(from).as(start).isNotNegative();
        return page.substring(page.indexOf('\n', from) + 1, page.indexOf("```", from + 4));
    }

    private Shell.Result check(String... more) {
        String[] arguments = {"check", plan.toString(), "--samples", samples.toString()};
        return shell.run(
                java.util.stream.Stream.concat(java.util.Arrays.stream(arguments), java.util.Arrays.stream(more))
                        .toArray(String[]::new));
    }
}
