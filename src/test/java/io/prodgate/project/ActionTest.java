package io.prodgate.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of the action, with a real archive and real checksums; only the download is made up. */
class ActionTest {
    private static final String URL = "https://example.com/prodgate-0.1.0-linux-x86_64.tar.gz";
    private static final String NONE = "00".repeat(32);

    @TempDir
    Path folder;

    private DryRun run;
    private Path archive;
    private String sha256;

    @BeforeEach
    void aReleaseToDownload() throws Exception {
        run = new DryRun(folder.toRealPath());
        Path program = folder.resolve("release/prodgate-0.1.0/bin/prodgate");
        Sandbox.write(program, "#!/bin/sh\necho \"prodgate was given: $*\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        archive = folder.resolve("release/archive.tar.gz");
        Process tar = new ProcessBuilder(
                        "tar",
                        "-czf",
                        archive.toString(),
                        "-C",
                        folder.resolve("release").toString(),
                        "prodgate-0.1.0")
                .start();
        assertThat(tar.waitFor()).isZero();
        sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive)));
        run.real("sha256sum", "tar", "gzip");
        run.stub("curl", "while (($# > 1)); do [ \"$1\" = --output ] && cp '" + archive + "' \"$2\"; shift; done\n");
    }

    private DryRun.Outcome script(String name, Map<String, String> environment) throws Exception {
        return run.run(
                List.of(WorkflowStep.ACTION
                        .resolveSibling(name)
                        .toAbsolutePath()
                        .toString()),
                environment);
    }

    private DryRun.Outcome install(String checksum) throws Exception {
        return script(
                "install",
                Map.of(
                        "ARCHIVE_URL",
                        URL,
                        "SHA256",
                        checksum,
                        "ARCHIVE_FILE",
                        folder.toRealPath().resolve("temp/prodgate/a.tar.gz").toString()));
    }

    @Test
    void theArchiveOfTheChecksumIsInstalledAndOnPath() throws Exception {
        DryRun.Outcome outcome = install(sha256);

        assertThat(outcome.exitCode()).as(outcome.printed()).isZero();
        assertThat(outcome.printed()).isEqualTo("prodgate was given: --version\n");
        assertThat(outcome.path()).isEqualTo("ROOT/temp/prodgate/installed-" + sha256 + "/bin\n");
    }

    @Test
    void whatIsCachedIsNotDownloadedAgain() throws Exception {
        install(sha256);
        DryRun.Outcome second = install(sha256);
        assertThat(second.exitCode()).isZero();
        assertThat(second.calls()).isEmpty();
    }

    @Test
    void anotherArchiveIsNeverStarted() throws Exception {
        DryRun.Outcome outcome = install(NONE);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.printed())
                .contains("has the SHA-256 " + sha256, "nothing was started")
                .doesNotContain("was given");
        assertThat(outcome.path()).isEmpty();
    }

    @Test
    void aCacheThatWasTamperedWithIsRefusedAndForgotten() throws Exception {
        Path cached = folder.resolve("temp/prodgate/a.tar.gz");
        Sandbox.write(cached, "something else");

        assertThat(install(sha256).exitCode()).isEqualTo(2);
        assertThat(cached).doesNotExist();
        assertThat(install(sha256).exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"Linux,X64,linux-x86_64", "Linux,ARM64,linux-aarch64", "macOS,ARM64,osx-aarch64"})
    void eachPlatformHasItsArchive(String system, String processor, String platform) throws Exception {
        DryRun.Outcome outcome = script("archive", archiveFor(Map.of("RUNNER_OS", system, "RUNNER_ARCH", processor)));

        String name = "prodgate-0.1.0-" + platform + ".tar.gz";
        assertThat(outcome.output())
                .isEqualTo("name=" + name + "\nurl=https://github.com/acme/prodgate/releases/download/v0.1.0/" + name
                        + "\nfile=ROOT/temp/prodgate/" + name + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUNNER_OS=Windows",
                "VERSION=latest",
                "VERSION=0.1.0\nfile=/evil",
                "SHA256=abc",
                "SHA256=",
                "MIRROR=http://example.com",
                "MIRROR=https://example.com/$(touch PWNED)",
                "MIRROR=https://example.com\nname=evil",
                "REPOSITORY="
            })
    void whatIsWrongIsRefusedBeforeAnythingIsDownloaded(String wrong) throws Exception {
        int equals = wrong.indexOf('=');

        DryRun.Outcome outcome =
                script("archive", archiveFor(Map.of(wrong.substring(0, equals), wrong.substring(equals + 1))));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.printed()).startsWith("prodgate: ").hasLineCount(1);
    }

    private static Map<String, String> archiveFor(Map<String, String> more) {
        Map<String, String> environment =
                new HashMap<>(Map.of("VERSION", "0.1.0", "SHA256", NONE, "MIRROR", "", "REPOSITORY", "acme/prodgate"));
        environment.putAll(more);
        return environment;
    }

    @Test
    void argumentsAreTakenAsTheyAreOneALine() throws Exception {
        run.stub("prodgate", "exit 3\n");

        DryRun.Outcome outcome = script(
                "run",
                Map.of(
                        "PLAN",
                        "my plan.yaml",
                        "OUT",
                        "out",
                        "ARGUMENTS",
                        "--strict\n\n--set\nbranch=$(touch PWNED) `x` ; y\n"));

        assertThat(outcome.calls())
                .containsExactly("prodgate run my\\ plan.yaml --out out --strict --set branch=\\$\\(touch\\ PWNED\\)\\"
                        + " \\`x\\`\\ \\;\\ y");
        assertThat(outcome.exitCode()).isEqualTo(3);
    }

    @Test
    void theSigningKeyIsAFileThatOnlyProdgateReads() throws Exception {
        run.stub("prodgate", "cat \"${@: -1}\"\n");

        DryRun.Outcome outcome =
                script("run", Map.of("PLAN", "p.yaml", "OUT", "out", "PRODGATE_SIGNING_KEY", "line 1\nline 2"));

        assertThat(outcome.printed()).isEqualTo("line 1\nline 2\n");
        assertThat(outcome.calls())
                .hasSize(1)
                .first()
                .asString()
                .matches("prodgate run p\\.yaml --out out --signing-key /dev/fd/\\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help"})
    void aPlanThatIsNoPathIsRefused(String plan) throws Exception {
        run.stub("prodgate", "");
        DryRun.Outcome outcome = script("run", Map.of("PLAN", plan, "OUT", "out"));
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.calls()).isEmpty();
    }
}
