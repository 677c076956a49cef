package io.prodgate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is in the file: there is a plan with its mistakes, or a clear refusal; never a crash. */
class PlanPropertyTest {
    private static final String PLAN = """
            version: 1
            vars: { region: 'eu-${env.GITHUB_SHA}' }
            production:
              name: tickets
              url: https://${var.region}.example.com
              rate-limit: 5/s
              headers: { X-Run: '${run.id}', X-Key: "Bearer ${secret.api}" }
            controls: [https://www.example.com]
            secrets: { api: '${env.API_TOKEN}' }
            stages:
              - name: reachable
                checks:
                  - tls: { id: a, expires-after: 14d }
                  - http: &shared
                      id: b
                      needs: [a]
                      get: /health/${production.name}
                      body: |
                        text
                  - http: { id: c, needs: b, deadline: 30s, tags: [x, y] }
            quarantine: { checks: [{ check: a, owner: me, reason: why, until: 2026-02-01 }] }
            """;

    private static Path file = Path.of("");

    @BeforeContainer
    static void createFile() throws IOException {
        file = Files.createTempFile("plan", ".yaml");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 200)
    void any_text(@ForAll String text) throws IOException {
        read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 200)
    void any_bytes(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
        read(bytes);
    }

    @Property(tries = 400)
    void anything_that_looks_like_yaml(@ForAll("yamlish") String text) throws IOException {
        read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 400)
    void a_plan_with_a_piece_replaced(
            @ForAll @IntRange(max = 900) int at, @ForAll @IntRange(max = 20) int length, @ForAll("pieces") String piece)
            throws IOException {
        int from = Math.min(at, PLAN.length());
        int to = Math.min(from + length, PLAN.length());
        read((PLAN.substring(0, from) + piece + PLAN.substring(to)).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 100)
    void a_plan_with_its_lines_in_another_order(@ForAll("shuffledLines") List<String> lines) throws IOException {
        read(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static void read(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        List<PlanError> errors;
        try {
            ReadPlan read = Plans.read(file, Plans.inputs());
            errors = read.errors().all();
            assertThat(read.plan().toString()).doesNotContain("s3cr3t-token");
        } catch (PlanException e) {
            errors = e.errors();
            assertThat(errors).isNotEmpty();
        }
        for (PlanError error : errors) {
            assertThat(error.at().line()).isPositive();
            assertThat(error.at().column()).isPositive();
            assertThat(error.message()).isNotBlank();
            assertThat(error.toString()).doesNotContain("\n", "\r", "\u001B");
        }
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                "",
                " ",
                "\n",
                "\t",
                ":",
                ": ",
                "- ",
                "{",
                "}",
                "[",
                "]",
                ",",
                "'",
                "\"",
                "&a ",
                "*shared",
                "*a",
                "!x ",
                "|\n",
                ">",
                "#",
                "?",
                "%",
                "@",
                "${",
                "}",
                "${env.X}",
                "${var.region}",
                "${secret.api}",
                "${file.x}",
                "~",
                "null",
                "---\n",
                "...\n",
                "\0",
                "\u0085",
                "\uD83D\uDE00",
                "<<: *shared\n",
                "99999999999999999999",
                "-1",
                "true",
                "id: a\n");
    }

    @Provide
    Arbitrary<String> yamlish() {
        return pieces().list().ofMaxSize(25).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<List<String>> shuffledLines() {
        return Arbitraries.shuffle(PLAN.lines().toList());
    }
}
