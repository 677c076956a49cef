package io.prodgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was packaged, started in a folder that belongs to a Quarkus project of somebody else. */
class OwnSettingsIT {
    @TempDir
    Path folder;

    @Test
    void filesAndVariablesOfTheProjectUnderTestChangeNothing() throws Exception {
        String undisturbed = version(Map.of());
        Files.writeString(folder.resolve(".env"), "QUARKUS_LOG_LEVEL=DEBUG\nQUARKUS_LOG_CONSOLE_LEVEL=DEBUG\n");
        Files.createDirectory(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/application.properties"),
                "quarkus.log.level=DEBUG\nquarkus.log.console.level=DEBUG\nquarkus.banner.enabled=true\n");

        String disturbed = version(Map.of("QUARKUS_LOG_LEVEL", "DEBUG", "QUARKUS_LOG_CONSOLE_LEVEL", "DEBUG"));

        assertThat(undisturbed).startsWith("prodgate ");
        assertThat(disturbed).isEqualTo(undisturbed);
    }

    private String version(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of("prodgate").toAbsolutePath().toString(), "--version")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        // The first use after a build trains the JVM and says so.
        return output.lines().filter(line -> !line.startsWith("prodgate: ")).collect(joining("\n"));
    }
}
