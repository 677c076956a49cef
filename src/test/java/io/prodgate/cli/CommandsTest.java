package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    private final Shell shell = new Shell(Map.of(), false);

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> helpOfEveryCommand() {
        return Stream.concat(Stream.of(""), shell.commandLine().getSubcommands().keySet().stream())
                .filter(command -> !command.equals("generate-completion"))
                .map(command -> DynamicTest.dynamicTest("help of prodgate " + command, () -> {
                    Shell.Result result = command.isEmpty() ? shell.run("--help") : shell.run(command, "--help");
                    assertThat(result.exitCode()).isZero();
                    assertThat(result.err()).isEmpty();
                    Golden.assertMatches("help" + (command.isEmpty() ? "" : "-" + command) + ".txt", result.out());
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyCommandHasAnExampleADescriptionAndAnExitCodeForMistakes() {
        return shell.commandLine().getSubcommands().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("generate-completion"))
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    CommandLine.Model.CommandSpec spec = entry.getValue().getCommandSpec();
                    assertThat(String.join("\n", spec.usageMessage().footer())).contains("prodgate " + entry.getKey());
                    assertThat(spec.usageMessage().description()).isNotEmpty();
                    assertThat(spec.exitCodeOnInvalidInput()).isEqualTo(2);
                    assertThat(spec.exitCodeOnExecutionException()).isEqualTo(3);
                }));
    }

    @Test
    void aMistypedCommandIsRefusedWithWhatWasProbablyMeant() {
        Shell.Result result = shell.run("chekc");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("error: Unmatched argument", "'chekc'", "Did you mean: check", "prodgate --help");
    }

    @Test
    void aMistypedOptionIsRefusedWithWhatWasProbablyMeant() {
        Shell.Result result = shell.run("check", "--jsno");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("'--jsno'", "--json", "See: prodgate check --help");
    }

    @Test
    void withoutACommandTheHelpIsShownAndNothingIsASuccess() {
        Shell.Result result = shell.run();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("Usage: prodgate");
    }

    @Test
    void coloursComeAndGoWithTheOption() {
        assertThat(shell.run("--color", "always", "--help").out()).contains("\u001b[");
        assertThat(shell.run("--color=never", "--help").out()).doesNotContain("\u001b");
        assertThat(new Shell(Map.of(), true).run("--help").out()).contains("\u001b[");
        assertThat(new Shell(Map.of("NO_COLOR", "1"), true).run("--help").out()).doesNotContain("\u001b");
        Shell.Result unknown = shell.run("--color", "pink");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).containsIgnoringCase("pink").containsIgnoringCase("auto, always, never");
    }

    @Test
    void withoutAPlanCheckTellsHowToGetOne() {
        Shell.Result result = shell.run("check");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("there is no prodgate.yaml in this folder", "prodgate init");
    }

    @Test
    void aPlanThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.yaml");
        Shell.Result result = shell.run("check", missing.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(missing.toString(), "1 mistake", "nothing was run");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void allMistakesOfAPlanAreToldWithTheirLines() throws Exception {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), """
                version: 1
                production:
                  name: tickets
                  ulr: https://tickets.example.com
                secrets:
                  api: {hunter2: hunter3}
                stages: []
                """);
        Shell.Result result = shell.run("check", plan.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("plan.yaml:4:", "did you mean 'url'?", "      ulr: https://tickets.example.com", "      ^")
                .containsPattern("\\d mistakes in .*plan.yaml; nothing was run");
        assertThat(result.err().lines().filter(line -> line.startsWith("    ")))
                .noneMatch(line -> line.contains("hunter"));
    }

    @Test
    void schemasArePrintedOrWritten() throws Exception {
        for (String which : java.util.List.of("plan", "report")) {
            Shell.Result printed = shell.run("schema", which);
            assertThat(printed.exitCode()).as(printed.err()).isZero();
            assertThat(io.prodgate.evidence.Json.mapper()
                            .readTree(printed.out())
                            .path("$schema")
                            .asText())
                    .contains("2020-12");
            Path file = folder.resolve(which + ".json");
            assertThat(shell.run("schema", which, "--out", file.toString()).exitCode())
                    .isZero();
            assertThat(file).hasContent(printed.out());
        }
        Shell.Result refused = shell.run(
                "schema", "--out", folder.resolve("no/such/folder.json").toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("cannot write", "folder.json");
    }

    @Test
    void aFirstPlanIsWrittenOnceUnlessForced() throws Exception {
        Path file = folder.resolve("gate.yaml");
        assertThat(shell.run("init", file.toString()).exitCode()).isZero();
        String written = Files.readString(file);
        assertThat(written).startsWith("# yaml-language-server: $schema=prodgate.schema.json\n");
        Path schema = file.resolveSibling("prodgate.schema.json");
        assertThat(schema).hasContent(shell.run("schema").out());
        Files.writeString(schema, "mine, too");
        Files.writeString(file, "mine");
        Shell.Result refused = shell.run("init", file.toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("is there already", "--force");
        assertThat(file).hasContent("mine");
        Shell.Result second = shell.run("init", folder.resolve("second.yaml").toString());
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("left " + schema + " as it was");
        assertThat(schema).hasContent("mine, too");
        assertThat(shell.run("init", "--force", file.toString()).exitCode()).isZero();
        assertThat(file).hasContent(written);
        Shell.Result nowhere =
                shell.run("init", folder.resolve("no/such/gate.yaml").toString());
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err()).contains("there is no folder");
    }

    @Test
    void anUnexpectedErrorIsOneSentenceAndSaysNothingAboutProduction() {
        CommandLine commandLine = shell.commandLine().addSubcommand("broken", new Broken());
        java.io.StringWriter err = new java.io.StringWriter();
        commandLine.setErr(new java.io.PrintWriter(err));
        assertThat(commandLine.execute("broken")).isEqualTo(3);
        assertThat(err.toString())
                .contains("unexpected", "IllegalStateException: the sky fell", "--debug")
                .doesNotContain("\tat ");
        assertThat(commandLine.execute("--debug", "broken")).isEqualTo(3);
        assertThat(err.toString()).contains("\tat ");
    }

    @CommandLine.Command(name = "broken")
    private static final class Broken implements java.util.concurrent.Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("the sky\u001b[2J fell".replace("\u001b[2J", ""));
        }
    }
}
