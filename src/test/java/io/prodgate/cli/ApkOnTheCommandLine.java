package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import io.prodgate.testing.SigningKeys;
import io.prodgate.testing.TinyApk;
import io.prodgate.verdict.FileDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof of an APK as a user starts it. Signatures of all schemes are read: what verifies them works by reflection. */
abstract class ApkOnTheCommandLine {
    @TempDir
    Path folder;

    /**
     * How it ended.
     *
     * @param output all that was printed
     */
    record Ended(int exitCode, String output) {}

    /** Runs prodgate in the folder. */
    abstract Ended prodgate(String... arguments) throws Exception;

    @Test
    void aReleaseIsProvenWithAllItsSignatures() throws Exception {
        plan(SigningKeys.PRODUCTION);

        Ended ended = run();

        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(ExitCode.OK);

        JsonNode signing = reading().path("signing");
        assertThat(signing.path("verified").booleanValue()).isTrue();
        assertThat(signing.path("schemes")).extracting(JsonNode::textValue).containsExactly("v1", "v2", "v3");
        assertThat(signing.path("signers"))
                .singleElement()
                .satisfies(signer ->
                        assertThat(signer.path("sha256").textValue()).isEqualTo(SigningKeys.PRODUCTION.sha256()));
    }

    @Test
    void theGateTellsWhichPackagesWereProvenAndVerifyTakesThese() throws Exception {
        plan(SigningKeys.PRODUCTION);
        run();
        Path apk = folder.resolve("app.apk");
        String out = folder.resolve("out").toString();

        assertThat(prodgate("gate", out, "--json").output())
                .contains("\"packages\" : [ \"" + FileDigest.sha256(apk) + "\" ]");
        Ended verified = prodgate("verify", out, "--apk", apk.toString());
        assertThat(verified.exitCode()).as(verified.output()).isEqualTo(ExitCode.OK);
    }

    @Test
    void anotherFileIsNotAndTheGateStaysClosed() throws Exception {
        plan(SigningKeys.OTHER);

        Ended ended = run();

        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(ExitCode.INCONCLUSIVE);

        JsonNode check = report().path("checks").get(0);
        assertThat(check.path("cause").textValue()).isEqualTo("configuration");
        assertThat(check.path("explanation").textValue()).contains("is not the production build", "CN=Somebody else");
        assertThat(prodgate("gate", folder.resolve("out").toString(), "--json").output())
                .contains("\"packages\" : [ ]");
    }

    private Ended run() throws Exception {
        return prodgate(
                "run",
                folder.resolve("prodgate.yaml").toString(),
                "--only",
                "app.apk",
                "--out",
                folder.resolve("out").toString());
    }

    private void plan(SigningKeys signer) throws Exception {
        TinyApk.release()
                .minSdk(21)
                .schemes("v1", "v2", "v3")
                .code("classes.dex", "https://tickets.example.com/v1")
                .signed(folder.resolve("app.apk"), signer);
        Files.createDirectory(folder.resolve("flows"));
        Files.writeString(folder.resolve("flows/sign-up.yaml"), "appId: " + TinyApk.PACKAGE + "\n---\n- launchApp\n");
        Files.writeString(
                folder.resolve("prodgate.yaml"), """
                    version: 1
                    production: { name: tickets, url: 'https://tickets.example.com' }
                    controls: off
                    stages:
                      - name: app
                        checks:
                          - app:
                              id: app
                              apk: { file: app.apk, package: %s, certificate: '%s' }
                              flows: flows/
                    """.formatted(TinyApk.PACKAGE, SigningKeys.PRODUCTION.sha256()));
    }

    private JsonNode report() throws Exception {
        return Json.mapper().readTree(Files.readString(folder.resolve("out/report.json")));
    }

    private JsonNode reading() throws Exception {
        List<JsonNode> evidence = StreamSupport.stream(
                        report().at("/checks/0/attempts/0/evidence").spliterator(), false)
                .filter(fact -> fact.path("type").textValue().equals("apk-reading"))
                .toList();
        assertThat(evidence).hasSize(1);
        return evidence.getFirst();
    }
}
