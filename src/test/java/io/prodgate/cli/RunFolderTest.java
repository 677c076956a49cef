package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prodgate.testing.SteppingTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    private Path folder;

    @Test
    void aNewFolderIsCreatedWithAllAboveIt() throws CommandException {
        RunFolder created = RunFolder.create(Optional.of(folder.resolve("a/b")), "run-1");
        assertThat(created.path()).isEmptyDirectory();
        assertThat(created.journal()).isEqualTo(folder.resolve("a/b/events.jsonl"));
    }

    @Test
    void aFolderWithOtherFilesIsTaken() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThat(RunFolder.create(Optional.of(folder), "run-1").path()).isEqualTo(folder);
    }

    @Test
    void aFolderThatHoldsARunIsRefused() throws Exception {
        Files.writeString(folder.resolve("events.jsonl"), "");
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> RunFolder.create(Optional.of(folder), "run-1"))
                .withMessageContaining("holds another run")
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(2));
    }

    @Test
    void aFileInTheWayIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> RunFolder.create(Optional.of(file), "run-1"))
                .withMessageContaining(file + " is a file");
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> RunFolder.create(Optional.of(file.resolve("below")), "run-1"))
                .withMessageContaining(file.toString())
                .withMessageContaining("--out");
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsNamed() {
        // Nobody, not even root, creates folders there.
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> RunFolder.create(Optional.of(Path.of("/proc/prodgate")), "run-1"))
                .withMessageContaining("cannot write into the folder /proc/prodgate")
                .withMessageContaining("--out");
    }

    @Test
    void runsAreNamedByTimeAndChance() {
        SteppingTime time = new SteppingTime(Instant.parse("2026-01-02T03:04:05.678Z"));
        Random random = new Random(7);
        String first = RunId.next(time, random);
        assertThat(first).matches("20260102-030405-[0-9a-f]{4}");
        assertThat(RunId.next(time, random)).isNotEqualTo(first);
    }
}
