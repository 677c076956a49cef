package io.prodgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastMaestroArgumentsTest {
    @TempDir
    Path folder;

    private Path flow(String name, String directive) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".yaml"),
                "appId: a.b\nname: " + name + "\n" + directive + "\n---\n- launchApp\n");
    }

    private String out(FastMaestroInstallation maestro, String home, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(maestro.program().toString(), "test", "--format", "junit"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().put("JAVA_OPTS", home);
        assertThat(builder.start().waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(folder.resolve("out"));
    }

    @Test
    void aFileOfArgumentsStandsForThem() throws Exception {
        Path file = Files.writeString(
                folder.resolve("arguments"), "\"-e\"\n\"KEY=a \\\"b\\\" \\\\ c\"\n# a comment\n-e 'OTHER=x y'\n");

        assertThat(FastMaestroArguments.expanded("test", "@" + file, "@not/there", "a.yaml"))
                .containsExactly("test", "-e", "KEY=a \"b\" \\ c", "-e", "OTHER=x y", "@not/there", "a.yaml");
    }

    @Test
    void aSequenceRunsFirstAndEndsAtItsFirstFailure() throws Exception {
        FastMaestroInstallation maestro = FastMaestroInstallation.in(folder.resolve("bin"));
        Path config = Files.writeString(
                folder.resolve("config.yaml"),
                "{\"executionOrder\":{\"continueOnFailure\":false,\"flowsOrder\":[\"c\",\"b\"]}}");

        String out = out(
                maestro,
                "-Duser.home=" + folder.resolve("home"),
                "--config",
                config,
                flow("a", ""),
                flow("b", ""),
                flow("c", "# stand-in: fails"));

        assertThat(out)
                .contains("Flow c failed and continueOnFailure is set to false, aborting running sequential Flows")
                .contains("[Passed] a (")
                .doesNotContain("] b (")
                .endsWith("\n1/2 Flow Failed\n\n");
    }

    @Test
    void optionsOfTheJvmMayBeInQuotes() throws Exception {
        FastMaestroInstallation maestro = FastMaestroInstallation.in(folder.resolve("bin"));

        String out = out(maestro, "-Dx=y \"-Duser.home=" + folder.resolve("a home") + "\"", flow("a", ""));

        assertThat(out).contains("[Passed] a (");
        assertThat(folder.resolve("a home/.maestro/sessions")).exists();
    }
}
