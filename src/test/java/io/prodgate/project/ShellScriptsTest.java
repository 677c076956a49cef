package io.prodgate.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellScriptsTest {
    @ParameterizedTest
    @ValueSource(strings = {"mvnw", "prodgate", ".mvn/jdk.sh", ".ci/run", "docs/images/make"})
    void shellcheckFindsNothing(String script) throws Exception {
        assumeTrue(onPath("shellcheck"), "shellcheck is not installed");

        Process shellcheck = new ProcessBuilder("shellcheck", "-x", script)
                .redirectErrorStream(true)
                .start();
        String findings = new String(shellcheck.getInputStream().readAllBytes(), UTF_8);

        assertThat(shellcheck.waitFor()).as(findings).isZero();
    }

    @Test
    void scriptsAreExecutable() {
        assertThat(new String[] {"mvnw", "prodgate", ".ci/run", "docs/images/make"})
                .allMatch(script -> Files.isExecutable(Path.of(script)));
    }

    private static boolean onPath(String tool) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
