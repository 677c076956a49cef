package io.prodgate.bench;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Redactor;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.Event;
import io.prodgate.journal.Journal;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.ShardHead;
import io.prodgate.testing.Facts;
import io.prodgate.testing.Runs;
import io.prodgate.testing.SteppingTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The folders of the shards of a run whose every check passed at once. */
final class ShardFolders {
    private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");

    private ShardFolders() {}

    /** Writes them, and returns the folder they are in. */
    static Path write(Path folder, int shards, int checksOfEach) throws IOException {
        Files.createDirectories(folder);
        for (int index = 1; index <= shards; index++) {
            write(Files.createDirectory(folder.resolve("shard-" + index)), index, shards, checksOfEach);
        }
        return folder;
    }

    private static void write(Path folder, int index, int shards, int checksOfEach) {
        int first = (index - 1) * checksOfEach;
        List<CheckHead> checks = IntStream.range(first, first + checksOfEach)
                .mapToObj(ShardFolders::check)
                .toList();
        ShardHead shard = new ShardHead(
                index,
                shards,
                shards * checksOfEach,
                IntStream.range(first, first + checksOfEach).boxed().toList(),
                "00",
                "11");
        try (Journal journal =
                Journal.create(folder, new Redactor(List.of()), new SteppingTime(START.plusMillis(index)))) {
            journal.append(new Event.RunStarted(head(index, checks, shard)));
            for (CheckHead check : checks) {
                journal.append(new Event.CheckStarted(check.id()));
                journal.append(new Event.AttemptFinished(
                        check.id(),
                        new AttemptRecord(
                                1, START, Duration.ofMillis(30), List.of(Facts.answer(200)), Optional.empty())));
                journal.append(
                        new Event.CheckFinished(check.id(), Outcome.PASSED, Optional.empty(), Optional.empty(), ""));
            }
            journal.append(new Event.RunFinished());
        }
    }

    private static RunHead head(int index, List<CheckHead> checks, ShardHead shard) {
        return new RunHead(
                "run-" + index,
                "0.1.0",
                "prodgate.yaml",
                "00",
                "11",
                "tickets",
                URI.create("https://api.example.com"),
                Optional.empty(),
                Duration.ofMinutes(30),
                START,
                List.of(),
                checks,
                Optional.empty(),
                Optional.of(shard),
                Optional.empty());
    }

    private static CheckHead check(int number) {
        return Runs.check(
                "check-" + number,
                Optional.empty(),
                "all",
                "http",
                "high",
                true,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
