package io.prodgate.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.TestTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script among the documents, with a program in the place of prodgate that takes notes. */
class ValidationScriptTest {
    private static final Path SCRIPT = Path.of("src/main/resources/report/production-validation-test.sh");

    @TempDir
    private Path folder;

    private Path prodgate;

    @BeforeEach
    void fake() throws IOException {
        prodgate = folder.resolve("prodgate");
        Files.writeString(prodgate, """
            #!/bin/sh
            echo "$*" >>"$NOTES"
            if [ "$1" = run ]; then
              echo "tenant $TENANT_ID" >>"$NOTES"
              [ -n "$NO_RUN" ] || { mkdir -p "$RUN_DIR"; : >"$RUN_DIR/events.jsonl"; }
              exit "$ENDS"
            fi
            printf '%s' "$TAP"
            """);
        assertThat(prodgate.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void whatIsMissingIsSaidBeforeAnythingIsRun() throws Exception {
        Result result = run(Map.of("TENANT_ID", "acme"));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("WEBHOOK_SECRET is not set").doesNotContain("TENANT_ID is not set");
        assertThat(folder.resolve("notes")).doesNotExist();
    }

    @Test
    void eachTestIsShownAndCountedAndTheExitCodeIsThatOfTheRun() throws Exception {
        Result result = run(with("1", """
            TAP version 14
            1..3
            ok 1 - answers
            not ok 2 - walls
              ---
              severity: critical
              ...
            ok 3 - survey # SKIP nobody has answered yet
            """), "gate.yaml", "--allow-disruption");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("PASS    answers\n", "FAIL    walls\n", "WARNING survey # SKIP nobody has answered yet\n")
                .contains("3 tests: 1 passed, 1 failed, 1 with a warning")
                .doesNotContain("\u001b");
        assertThat(Files.readString(folder.resolve("notes")))
                .startsWith("run gate.yaml --out " + folder.resolve("run") + " --documents docs --allow-disruption\n"
                        + "tenant acme\nreport " + folder.resolve("run") + " --format tap\n")
                .doesNotContain("hush");
    }

    @Test
    void nothingTestedIsNoPass() throws Exception {
        assertThat(run(with("0", "1..0\n")).exitCode()).isEqualTo(3);
        Map<String, String> noRun = new HashMap<>(with("0", ""));
        noRun.put("NO_RUN", "1");
        noRun.put("RUN_DIR", folder.resolve("none").toString());
        assertThat(run(noRun).exitCode()).isEqualTo(3);
    }

    @Test
    void shellcheckHasNothingToSay() throws Exception {
        TestTool.find("shellcheck", "shellcheck");
        Process shellcheck = new ProcessBuilder("shellcheck", SCRIPT.toString(), "docs/examples/make")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(shellcheck.getInputStream().readAllBytes(), UTF_8))
                .isEmpty();
        assertThat(shellcheck.waitFor()).isZero();
    }

    private Map<String, String> with(String ends, String tap) {
        return Map.of("TENANT_ID", "acme", "WEBHOOK_SECRET", "hush", "ENDS", ends, "TAP", tap);
    }

    private record Result(int exitCode, String out, String err) {}

    private Result run(Map<String, String> environment, String... arguments) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("bash", SCRIPT.toAbsolutePath().toString()), List.of(arguments).stream())
                        .toList());
        builder.environment().keySet().removeAll(List.of("TENANT_ID", "WEBHOOK_SECRET", "DOCUMENTS"));
        builder.environment()
                .putAll(Map.of(
                        "PRODGATE", prodgate.toString(),
                        "NOTES", folder.resolve("notes").toString(),
                        "RUN_DIR", folder.resolve("run").toString()));
        builder.environment().putAll(environment);
        Process process = builder.directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int exitCode = process.waitFor();
        return new Result(exitCode, Files.readString(out), Files.readString(err));
    }
}
