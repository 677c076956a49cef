package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.journal.Journal;
import io.prodgate.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code prodgate resume} with real requests, against journals that end where a kill would have ended them. */
class ResumeCommandTest {
    @TempDir
    private Path folder;

    private final RawServer production = RawServer.alwaysSaying("hello");

    @AfterEach
    void close() {
        production.close();
    }

    @Test
    void aRunThatWasCutOffGoesOnAndEndsInItsVerdict() throws IOException {
        Path run = run();
        int first = requests();
        keepUntil(run, "\"type\":\"check-finished\"");

        Shell.Result resumed = resume(run.toString());

        assertThat(resumed.exitCode()).as(resumed.out() + resumed.err()).isZero();
        assertThat(resumed.out()).contains("resumed: 1 of 2 checks had ended before", "APPROVED — gate open");
        assertThat(requests() - first).as("only the other check was run").isEqualTo(1);
        assertThat(run.resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void aFinishedRunIsNotRunAgainAndItsReportsAreDrawnAgain() throws IOException {
        Path run = run();
        int first = requests();
        Files.delete(run.resolve("report.json"));

        Shell.Result resumed = resume(run.toString());

        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.out()).contains("is finished: nothing is left to do", "APPROVED — gate open");
        assertThat(requests()).isEqualTo(first);
        assertThat(run.resolve("report.json")).isNotEmptyFile();
    }

    @Test
    void aPlanThatHasChangedIsRefused() throws IOException {
        Path run = run();
        keepUntil(run, "\"type\":\"check-finished\"");
        Path plan = folder.resolve("plan.yaml");
        Files.writeString(plan, Files.readString(plan) + "# changed\n");

        Shell.Result resumed = resume(run.toString());

        assertThat(resumed.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(resumed.err()).contains("is not the one the run", "begin a new one");
    }

    @Test
    void aValueThatHasChangedIsRefusedAndTheSameValueIsNot() throws IOException {
        Path run = run("--set", "word=hel");
        keepUntil(run, "\"type\":\"check-finished\"");

        Shell.Result without = resume(run.toString());
        assertThat(without.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(without.err()).contains("has another value than when the run", "--set or --var-file");

        Shell.Result with = resume(run.toString(), "--set", "word=hel");
        assertThat(with.exitCode()).as(with.out() + with.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        file.txt         | http: { id: again, post: /, body-file: file.txt }
        schema.json      | http: { id: again, get: /, expect: { schema: schema.json } }
        items/one.json   | journey: { id: again, for-each: items/*.json, send: { post: /, body: '${item.body}' }, until: { get: /, may-be-there: true, within: 1s } }
        """)
    void aFileThatHasChangedIsRefused(String changed, String check) throws IOException {
        for (String file : List.of("file.txt", "schema.json", "items/one.json")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "{}");
        }
        Path run = carryOut(plan(check));
        keepUntil(run, "\"type\":\"check-finished\"");
        Files.writeString(folder.resolve(changed), "{ }");

        Shell.Result resumed = resume(run.toString());
        assertThat(resumed.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(resumed.err()).contains("has another value than when the run", "a file that it names or a check");

        Files.writeString(folder.resolve(changed), "{}");
        assertThat(resume(run.toString()).exitCode()).isNotEqualTo(ExitCode.USAGE);
    }

    @Test
    void aPlanThatHasMovedIsNamed() throws IOException {
        Path run = run();
        keepUntil(run, "\"type\":\"run-started\"");
        Path moved = Files.move(folder.resolve("plan.yaml"), folder.resolve("moved.yaml"));

        Shell.Result missing = resume(run.toString());
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("plan.yaml");

        assertThat(resume(run.toString(), "--plan", moved.toString()).exitCode())
                .isZero();
    }

    @Test
    void anEditedJournalIsRefusedWithItsLine() throws IOException {
        Path run = run();
        Path journal = run.resolve(Journal.FILE_NAME);
        Files.writeString(journal, Files.readString(journal).replaceFirst("check-started", "check-startef"));

        Shell.Result resumed = resume(run.toString());

        assertThat(resumed.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(resumed.err()).contains(journal + ":3: ", "was changed", "nothing was run");
    }

    @Test
    void aRunThatAnotherProcessIsAtWorkOnIsRefused() throws IOException {
        Path run = run();
        try (var held = io.prodgate.journal.ResumedJournal.take(run)) {
            assertThat(held.result().finished()).isTrue();
            Shell.Result resumed = resume(run.toString());
            assertThat(resumed.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(resumed.err()).contains("another prodgate is at work");
        }
    }

    @Test
    void runsAreFoundByFolderJournalNameAndAge() throws Exception {
        Path parent = Files.createDirectories(folder.resolve("runs"));
        for (String id : List.of("20260102-030405-9f3c", "20260103-030405-0001", "20260101-235959-ffff")) {
            Files.createFile(Files.createDirectories(parent.resolve(id)).resolve(Journal.FILE_NAME));
        }
        Files.createDirectories(parent.resolve("20270101-000000-none"));

        assertThat(RunReference.folder("latest", parent)).hasFileName("20260103-030405-0001");
        assertThat(RunReference.folder("20260102-030405-9f3c", parent))
                .isEqualTo(parent.resolve("20260102-030405-9f3c"));
        Path oldest = parent.resolve("20260101-235959-ffff");
        Path journal = oldest.resolve(Journal.FILE_NAME);
        assertThat(RunReference.folder(journal.toString(), parent)).isEqualTo(oldest);
        assertThat(RunReference.folder(oldest.toString(), parent)).isEqualTo(oldest);

        Shell.Result unknown = resume(folder.resolve("nowhere").toString());
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("there is no run", "nowhere");
    }

    private Path run(String... options) throws IOException {
        Path run = carryOut(plan("http: { id: again, get: /, expect: { body: ~ hello } }"), options);
        assertThat(run.resolve("report.json")).content().contains("\"approved\"");
        return run;
    }

    private Path plan(String second) throws IOException {
        return Files.writeString(folder.resolve("plan.yaml"), """
            version: 1
            vars: { word: hello }
            production: { name: hello, url: '%s', rate-limit: 50/s, settle: 0s }
            controls: off
            budget: 1m
            stages:
              - name: first
                checks:
                  - http: { id: greeting, get: /, expect: { status: 200, body: '~ ${var.word}' } }
              - name: second
                checks:
                  - %s
            """.formatted(production.url(), second));
    }

    private Path carryOut(Path plan, String... options) {
        Path run = folder.resolve("run");
        java.util.List<String> arguments =
                new java.util.ArrayList<>(List.of("run", plan.toString(), "--out", run.toString()));
        arguments.addAll(List.of(options));
        Shell.Result result = Shell.inEarnest(Map.of()).run(arguments.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.out() + result.err()).isNotEqualTo(ExitCode.USAGE);
        return run;
    }

    private static Shell.Result resume(String... arguments) {
        return Shell.inEarnest(Map.of())
                .run(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("resume"), java.util.Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    private int requests() {
        return production.heads().size();
    }

    /** Cuts the journal in the line after the first one that holds this. */
    private static void keepUntil(Path run, String text) throws IOException {
        Path journal = run.resolve(Journal.FILE_NAME);
        String all = Files.readString(journal);
        int end = all.indexOf('\n', all.indexOf(text)) + 1;
        Files.writeString(journal, all.substring(0, end + 40));
    }
}
