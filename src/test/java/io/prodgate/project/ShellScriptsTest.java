package io.prodgate.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.TestTool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellScriptsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mvnw",
                "prodgate",
                ".mvn/jdk.sh",
                ".ci/run",
                ".github/actions/prodgate/archive",
                ".github/actions/prodgate/install",
                ".github/actions/prodgate/run",
                "docs/images/make",
                "src/packages/launcher",
                "src/packages/make",
                "src/android-lab/build",
                "src/android-lab/simulated-device",
                "src/android-lab/emulator",
                "src/android-lab/avdmanager",
                "src/android-lab/sdkmanager",
                "src/android-lab/maestro",
                "src/demo-app/make"
            })
    void shellcheckFindsNothing(String script) throws Exception {
        TestTool.find("shellcheck", "shellcheck");

        Process shellcheck = new ProcessBuilder("shellcheck", "-x", script)
                .redirectErrorStream(true)
                .start();
        String findings = new String(shellcheck.getInputStream().readAllBytes(), UTF_8);

        assertThat(shellcheck.waitFor()).as(findings).isZero();
    }

    @Test
    void scriptsAreExecutable() {
        assertThat(new String[] {
                    "mvnw",
                    "prodgate",
                    ".ci/run",
                    ".github/actions/prodgate/archive",
                    ".github/actions/prodgate/install",
                    ".github/actions/prodgate/run",
                    "docs/images/make",
                    "src/packages/launcher",
                    "src/packages/make",
                    "src/android-lab/build",
                    "src/android-lab/simulated-device",
                    "src/android-lab/emulator",
                    "src/android-lab/avdmanager",
                    "src/android-lab/sdkmanager",
                    "src/android-lab/maestro",
                    "src/demo-app/make"
                })
                .allMatch(script -> Files.isExecutable(Path.of(script)));
    }
}
