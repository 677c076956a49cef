package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import io.prodgate.journal.Journal;
import io.prodgate.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code history}, {@code report} and {@code --history} over runs that were really made. */
class HistoryTest {
    @TempDir
    private Path folder;

    private final Shell shell = Shell.inEarnest(Map.of());

    @Test
    void eachRunKnowsThoseBeforeIt() throws IOException {
        run("hello", "one");
        run("goodbye", "two");
        Shell.Result third = run("goodbye", "three");

        assertThat(third.exitCode()).isEqualTo(ExitCode.CLOSED);
        assertThat(third.out()).contains("not passed: 2 runs in a row, since");
        assertThat(folder.resolve("three/report.md")).content().contains("2 runs in a row, since");
        assertThat(folder.resolve("three/report.html")).content().contains("2 runs in a row, since");
        assertThat(Json.mapper()
                        .readTree(folder.resolve("three/report.json").toFile())
                        .at("/checks/0/age/runs")
                        .asInt())
                .isEqualTo(2);
        assertThat(Files.readAllLines(history())).hasSize(3);
        JsonNode listed = Json.mapper()
                .readTree(shell.run("history", "--history", history().toString(), "--json")
                        .out());
        JsonNode shop = listed.path("productions").path(0);
        assertThat(shop.path("runs")).hasSize(3);
        assertThat(shop.path("standing").path(0).path("check").asText()).isEqualTo("words");
        assertThat(shop.path("standing").path(0).path("runs").asInt()).isEqualTo(2);
        assertThat(shop.path("unsteady").path(0).path("failed").asInt()).isEqualTo(2);

        String journal = Files.readString(folder.resolve("three").resolve(Journal.FILE_NAME));
        assertThat(journal).contains("\"history-read\"");
        assertThat(shell.run("verify", folder.resolve("one").toString(), "--revision", "r1")
                        .exitCode())
                .as("a chain that goes on after the run's end holds")
                .isZero();
    }

    @Test
    void theJournalsThemselvesAreAHistoryToo() throws IOException {
        run("hello", "one");
        run("goodbye", "two");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(folder.resolve("two").resolve(Journal.FILE_NAME), copy.resolve(Journal.FILE_NAME));

        Shell.Result told = shell.run("history", folder.toString(), "--color", "never");

        assertThat(told.exitCode()).isZero();
        assertThat(told.out())
                .contains("shop: 2 runs", "not-approved  1 failed", "approved      1 passed")
                .contains("words  failed (production), new, since");
    }

    @Test
    void aRunThatIsResumedIsRememberedOnce() throws IOException {
        run("hello", "one");
        assertThat(shell.run(
                                "resume",
                                folder.resolve("one").toString(),
                                "--history",
                                history().toString())
                        .exitCode())
                .isZero();

        assertThat(Files.readAllLines(history())).hasSize(1);
    }

    @Test
    void aDamagedHistoryIsRefusedBeforeAnythingIsRun() throws IOException {
        Files.writeString(history(), "{\"run\":\"a\"}\n");
        Shell.Result refused = run("hello", "one");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains(history() + ":1:", "a run needs an id, a production");
        assertThat(folder.resolve("one")).doesNotExist();

        Files.writeString(history(), "\n[1, 2\n");
        assertThat(run("hello", "one").err()).contains(history() + ":2:");
        Files.writeString(
                history(),
                "{\"run\":\"a\",\"production\":\"b\",\"started\":\"2026-01-01T00:00:00Z\",\"duration\":1,\"verdict\":\"approved\",\"part\":false,\"outcomes\":{\"failed\":null},\"unsettled\":[],\"numbers\":[]}\n");
        assertThat(run("hello", "one").err()).contains(history() + ":1:", "each outcome needs a number");
        Files.writeString(
                history(),
                "{\"run\":\"a\",\"production\":\"b\",\"started\":\"2026-01-01T00:00:00Z\",\"duration\":1,\"verdict\":\"approved\",\"part\":false,\"outcomes\":{},\"unsettled\":[],\"numbers\":[],\"later\":1}\n");
        assertThat(run("hello", "one").err())
                .contains("this version knows no key 'later'; if a newer prodgate wrote it, use that one");
        Files.write(history(), new byte[] {(byte) 0xC3, (byte) 0x28});
        assertThat(run("hello", "one").err()).contains("is no text in UTF-8");
    }

    @Test
    void aRunByAClockThatIsAheadHasNoAge() throws IOException {
        Files.writeString(
                history(),
                "{\"run\":\"a\",\"production\":\"b\",\"started\":\"2999-01-01T00:00:00Z\",\"duration\":1,"
                        + "\"verdict\":\"not-approved\",\"part\":false,\"outcomes\":{\"failed\":1},"
                        + "\"unsettled\":[{\"check\":\"c\",\"outcome\":\"failed\"}],\"numbers\":[]}\n");

        assertThat(shell.run("history", "--history", history().toString()).out())
                .contains("c  failed, new, since 2999-01-01 00:00:00 UTC (by a clock that is ahead of the one here)");
    }

    @Test
    void whereThereAreNoRunsItIsSaidWhatToName() {
        assertThat(shell.run("history", folder.toString()).err()).contains("there are no runs in " + folder);
        assertThat(shell.run("history", folder.resolve("none").toString()).err())
                .contains("there is no folder " + folder.resolve("none"));
        assertThat(shell.run("history", folder.toString(), "--history", "x").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("history", "--limit", "0").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void reportsAreDrawnAgainAsTheyWere() throws IOException {
        run("goodbye", "one");
        Path run = folder.resolve("one");
        List<String> names = List.of("report.html", "report.json", "report.md", "junit.xml", "ctrf.json");
        String before = texts(run, names);
        for (String name : names) {
            Files.delete(run.resolve(name));
        }

        assertThat(shell.run("report", run.toString()).exitCode()).isZero();

        assertThat(texts(run, names)).isEqualTo(before);
        assertThat(shell.run("report", run.toString(), "--format", "markdown").out())
                .isEqualTo(Files.readString(run.resolve("report.md")));
        assertThat(shell.run("report", run.toString(), "--format", "tap").out())
                .startsWith("TAP version 14\n1..1\n")
                .contains("not ok 1 - words/words");
        Path elsewhere = folder.resolve("a/b/r.yaml");
        assertThat(shell.run("report", run.toString(), "--format", "yaml", "--out", elsewhere.toString())
                        .out())
                .contains("wrote " + elsewhere);
        assertThat(elsewhere).content().startsWith("\"version\": 1\n");
    }

    @Test
    void ofADamagedJournalIsDrawnWhatItHolds() throws IOException {
        run("hello", "one");
        Path run = folder.resolve("one");
        Path journal = run.resolve(Journal.FILE_NAME);
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, 2));
        Files.writeString(journal, Files.readString(journal) + "{\"number\":3");

        Shell.Result drawn = shell.run("report", run.toString());

        assertThat(drawn.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(drawn.err()).contains("warning: the journal holds up to");
        assertThat(run.resolve("report.json")).content().contains("\"verdict\": \"inconclusive\"");
    }

    @Test
    void nonsenseIsRefused() throws IOException {
        run("hello", "one");
        String run = folder.resolve("one").toString();

        assertThat(shell.run("report", run, "--out", "x").err()).contains("say which with --format");
        assertThat(shell.run("report", run, "--format", "pdf").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("report", run, "--format", "json", "--out", folder.toString())
                        .err())
                .contains("is a folder: name a file");
        assertThat(shell.run("report", "nowhere").err()).contains("there is no run 'nowhere'");
    }

    private Path history() {
        return folder.resolve("history.jsonl");
    }

    private static String texts(Path run, List<String> names) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : names) {
            all.append(Files.readString(run.resolve(name)));
        }
        return all.toString();
    }

    private Shell.Result run(String said, String name) throws IOException {
        try (RawServer production = RawServer.alwaysSaying(said)) {
            Path plan = Files.write(
                    folder.resolve("plan.yaml"),
                    List.of(
                            "version: 1",
                            "production: { name: shop, url: '" + production.url()
                                    + "', revision: r1, rate-limit: 50/s }",
                            "controls: off",
                            "stages:",
                            "  - name: words",
                            "    checks: [ http: { id: words, get: /, expect: { body: ~ hello } } ]"));
            return shell.run(
                    "run",
                    plan.toString(),
                    "--out",
                    folder.resolve(name).toString(),
                    "--history",
                    history().toString());
        }
    }
}
