package io.prodgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Redactor;
import io.prodgate.testing.Facts;
import io.prodgate.testing.Runs;
import io.prodgate.testing.SteppingTime;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final String SECRET = "s3cr3t-of-the-plan";

    @TempDir
    Path folder;

    @Test
    void readsBackWhatWasAppended() {
        List<Event> events = someEvents();
        write(events);

        JournalReader read = JournalReader.read(folder);

        assertThat(read.damage()).isEmpty();
        assertThat(read.entries()).extracting(Entry::event).containsExactlyElementsOf(events);
        assertThat(read.entries()).extracting(Entry::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void cutAnywhereItIsReadUpToTheCut() throws IOException {
        write(someEvents());
        byte[] whole = Files.readAllBytes(folder.resolve(Journal.FILE_NAME));

        for (int length = 0; length < whole.length; length++) {
            Path cut = folder.resolve("cut.jsonl");
            Files.write(cut, java.util.Arrays.copyOf(whole, length));
            JournalReader read = JournalReader.read(cut);

            long wholeLines = lines(whole, length);
            assertThat(read.entries()).as("cut at byte %d", length).hasSize((int) wholeLines);
            boolean atLineEnd = length == 0 || whole[length - 1] == '\n';
            assertThat(read.damage().isEmpty()).as("cut at byte %d", length).isEqualTo(atLineEnd);
        }
    }

    @Test
    void seesAnEditInAnyLine() throws IOException {
        write(someEvents());
        Path file = folder.resolve(Journal.FILE_NAME);
        String whole = Files.readString(file);

        Files.writeString(file, whole.replaceFirst("reachable", "reachablE"));

        JournalReader read = JournalReader.read(file);
        assertThat(read.damage())
                .hasValueSatisfying(damage -> assertThat(damage).contains("events.jsonl:2", "changed"));
        assertThat(read.entries()).hasSize(1);
    }

    @Test
    void seesTwoLinesSwapped() throws IOException {
        write(someEvents());
        Path file = folder.resolve(Journal.FILE_NAME);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        java.util.Collections.swap(lines, 1, 2);
        Files.write(file, lines);

        assertThat(JournalReader.read(file).damage()).isPresent();
        assertThat(JournalReader.read(file).entries()).hasSize(1);
    }

    @Test
    void seesALineTakenOut() throws IOException {
        write(someEvents());
        Path file = folder.resolve(Journal.FILE_NAME);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(2);
        Files.write(file, lines);

        assertThat(JournalReader.read(file).entries()).hasSize(2);
        assertThat(JournalReader.read(file).damage()).isPresent();
    }

    @Test
    void neverHoldsASecret() throws IOException {
        write(List.of(new Event.CheckFinished(
                "login", Outcome.SKIPPED, Optional.empty(), Optional.empty(), "the token " + SECRET + " was refused")));

        assertThat(Files.readString(folder.resolve(Journal.FILE_NAME)))
                .doesNotContain(SECRET)
                .contains("***");
    }

    @Test
    void numbersAndChainsEventsOfManyThreads() throws InterruptedException {
        int threads = 16;
        int each = 50;
        try (Journal journal = Journal.create(folder, new Redactor(List.of()), SteppingTime.atNoon())) {
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                String check = "check-" + i;
                writers.add(Thread.ofVirtual().start(() -> {
                    for (int k = 0; k < each; k++) {
                        journal.append(new Event.CheckStarted(check));
                    }
                }));
            }
            for (Thread writer : writers) {
                writer.join();
            }
        }

        JournalReader read = JournalReader.read(folder);
        assertThat(read.damage()).isEmpty();
        assertThat(read.entries())
                .extracting(Entry::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, threads * each).boxed().toList());
    }

    @Test
    void isWrittenByAnInterruptedThreadToo() {
        try (Journal journal = Journal.create(folder, new Redactor(List.of()), SteppingTime.atNoon())) {
            Thread.currentThread().interrupt();
            journal.append(new Event.RunInterrupted("SIGINT"));
            journal.append(new Event.RunFinished());
        } finally {
            Thread.interrupted();
        }

        assertThat(JournalReader.read(folder).entries()).hasSize(2);
    }

    @Test
    void refusesAFolderThatBelongsToAnotherRun() {
        write(someEvents());

        assertThatThrownBy(() -> Journal.create(folder, new Redactor(List.of()), SteppingTime.atNoon()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("belongs to another run")
                .hasMessageContaining("--out");
    }

    @Test
    void saysWhereAJournalWasExpected() {
        assertThatThrownBy(() -> JournalReader.read(folder))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(folder.resolve("events.jsonl").toString());
    }

    @Test
    void foldsToAResultInWhichNoCheckIsLost() {
        write(someEvents().subList(0, 4));

        RunResult result = Fold.of(JournalReader.read(folder).entries());

        assertThat(result.finished()).isFalse();
        assertThat(result.checks()).extracting(check -> check.head().id()).containsExactly("health", "later");
        assertThat(result.checks()).allSatisfy(check -> {
            assertThat(check.outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(check.explanation()).contains("the run ended");
        });
        assertThat(result.checks().getFirst().attempts()).hasSize(1);
    }

    private void write(List<Event> events) {
        SteppingTime time = SteppingTime.atNoon();
        try (Journal journal = Journal.create(folder, new Redactor(List.of(SECRET)), time)) {
            for (Event event : events) {
                journal.append(event);
                time.advance(Duration.ofMillis(250));
            }
        }
    }

    static List<Event> someEvents() {
        Instant noon = Instant.parse("2026-01-02T12:00:00Z");
        CheckHead health = head("health");
        CheckHead later = head("later");
        RunHead run = Runs.head(
                "20260102-120000-abcd",
                "0.1.0",
                "prodgate.yaml",
                "00",
                "11",
                "tickets",
                URI.create("https://api.example.com"),
                Optional.of("abc"),
                Duration.ofMinutes(30),
                noon.plusSeconds(120),
                List.of(),
                List.of(health, later));
        return List.of(
                new Event.RunStarted(run),
                new Event.StageStarted("reachable"),
                new Event.CheckStarted("health"),
                new Event.AttemptFinished(
                        "health",
                        new AttemptRecord(
                                1,
                                noon,
                                Duration.ofMillis(20),
                                List.of(Facts.answer(200), Facts.met()),
                                Optional.empty())),
                new Event.CheckFinished("health", Outcome.PASSED, Optional.empty(), Optional.empty(), ""),
                new Event.RunFinished());
    }

    private static CheckHead head(String id) {
        return Runs.check(
                id,
                Optional.empty(),
                "reachable",
                "http",
                "high",
                true,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static long lines(byte[] whole, int length) {
        return new String(whole, 0, length, StandardCharsets.UTF_8)
                .chars()
                .filter(c -> c == '\n')
                .count();
    }
}
