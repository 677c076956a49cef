package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that begin only after everything before is done. */
class RequireGreenTest {
    private static final String COMMIT = "4f2a91c0d3e5b6a7f8091a2b3c4d5e6f70819203";
    private static final String RUNS =
            "/repos/acme/shop/commits/" + COMMIT + "/check-runs?filter=latest&per_page=100&check_name=";

    @TempDir
    private Path folder;

    private final RawServer production = RawServer.alwaysSaying("hello");
    private Switchboard github;

    @BeforeEach
    void open() throws IOException {
        github = new Switchboard();
    }

    @AfterEach
    void close() {
        github.close();
        production.close();
    }

    @Test
    void aRunBeginsIfTheJobsBeforeAreGreen() throws IOException {
        job("build", "completed", "\"success\"");
        job("terraform+apply", "completed", "\"success\"");

        Shell.Result result = run("build,terraform apply");

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(github.heard(RUNS + "build").getFirst().header("Authorization"))
                .isEqualTo("Bearer ghp_s3cr3t");
    }

    @Test
    void itDoesNotBeginWhateverElseTheyAre() throws IOException {
        job("build", "completed", "\"failure\"");
        job("test", "in_progress", "null");
        github.says(RUNS + "lint", 200, "{\"total_count\":0,\"check_runs\":[]}", Map.of(), 99);
        refused(run("build,test,lint"), "build ended with failure, test is not finished, lint was not run");
        github.says(RUNS + "build", 500, "sorry s3cr3t", Map.of(), 99);
        refused(run("build"), "GitHub does not say whether");
        github.says(RUNS + "build", 200, "{}", Map.of(), 99);
        refused(run("build"), "build was not run");
    }

    @Test
    void itDoesNotBeginIfTerraformIsNotApplied() throws IOException {
        job("build", "completed", "\"success\"");
        Files.createDirectory(folder.resolve("infra"));
        Path terraform = Files.writeString(folder.resolve("terraform"), """
            #!/bin/sh
            case "$2" in
              output) echo '{}' ;;
              plan) exit 2 ;;
            esac
            """);
        Files.setPosixFilePermissions(terraform, PosixFilePermissions.fromString("rwx------"));

        refused(run("build", "PRODGATE_TERRAFORM", terraform.toString()), "'terraform plan' has changes");
    }

    private void job(String name, String status, String conclusion) {
        github.says(
                RUNS + name,
                200,
                "{\"total_count\":1,\"check_runs\":[{\"name\":\"%s\",\"status\":\"%s\",\"conclusion\":%s}]}"
                        .formatted(name, status, conclusion),
                Map.of(),
                99);
    }

    private void refused(Shell.Result result, String told) {
        assertThat(result.exitCode()).as(result.out()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(told, "nothing was run").doesNotContain("ghp_s3cr3t");
        assertThat(production.heads()).isEmpty();
    }

    private Shell.Result run(String jobs, String... more) throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), """
            version: 1
            production: { name: shop, url: '%s', settle: 0s%s }
            controls: off
            stages: [ { name: all, checks: [ http: { get: / } ] } ]
            """.formatted(
                        production.url(), more.length == 0 ? "" : ", terraform: infra"));
        Map<String, String> environment = new HashMap<>(Map.of(
                "GITHUB_SHA",
                COMMIT,
                "GITHUB_REPOSITORY",
                "acme/shop",
                "GITHUB_API_URL",
                github.url(),
                "GITHUB_TOKEN",
                "ghp_s3cr3t",
                "PATH",
                "/usr/bin:/bin",
                "PRODGATE_STATE",
                folder.resolve("state").toString()));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return Shell.inEarnest(environment)
                .run(
                        "run",
                        plan.toString(),
                        "--require-green",
                        jobs,
                        "--out",
                        folder.resolve("run").toString());
    }
}
