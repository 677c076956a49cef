package io.prodgate.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Puts the journals of shards together to one of a whole run. Whatever keeps them from being one is told in it, and it has no end then:
 * nothing that is missing is ever a pass.
 */
public final class Merge {
    private final TreeMap<Integer, Part> parts = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * The journal of a shard.
     *
     * @param named how the user names it
     * @param sha256 of its file
     * @param finished whether the shard came to its end
     * @param entries what it holds
     */
    private record Part(
            String named, String sha256, RunHead head, ShardHead shard, boolean finished, List<Entry> entries) {
        Instant started() {
            return entries.getFirst().at();
        }

        Instant ended() {
            return entries.getLast().at();
        }
    }

    /**
     * A shard as it was read.
     *
     * @param folder its run's
     * @param sha256 of its journal's file
     * @param journal what it holds
     * @param run what that tells
     */
    public record Shard(Path folder, String sha256, JournalReader journal, RunResult run) {
        /**
         * Reads one; several threads may read several.
         *
         * @param sha256 of its journal's file
         * @throws JournalException if it cannot be read, or tells nothing of a run
         */
        public static Shard read(Path folder, String sha256) {
            JournalReader journal = JournalReader.read(folder);
            return new Shard(folder, sha256, journal, Fold.of(journal.entries()));
        }
    }

    /** Takes a shard in. */
    public void add(Shard read) {
        Path folder = read.folder();
        JournalReader journal = read.journal();
        RunResult run = read.run();
        RunHead head = run.head();
        if (head.shard().isEmpty()) {
            problems.add(folder + " is no shard: it is the whole run " + head.id());
            return;
        }
        ShardHead shard = head.shard().get();
        journal.damage().ifPresent(damage -> problems.add("shard " + shard.told() + " was cut or changed: " + damage));
        Part part = new Part(folder.toString(), read.sha256(), head, shard, run.finished(), journal.entries());
        Part before = parts.putIfAbsent(shard.index(), part);
        if (before != null) {
            problems.add("shard " + shard.told() + " is there twice: " + before.named() + " and " + folder);
        }
    }

    /** Says that a folder that was named cannot be taken in at all. */
    public void unreadable(Path folder, String why) {
        problems.add(folder + " cannot be read: " + why);
    }

    /** Whether anything was taken in. */
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /**
     * Writes the journal of the whole run.
     *
     * @param folder that exists and has no journal
     * @param runId of the whole run
     * @throws JournalException if it cannot be written
     */
    public void write(Path folder, String runId) {
        Part first = parts.firstEntry().getValue();
        parts.values().forEach(part -> compare(first, part));
        missing(first.shard());
        List<Part> whole = parts.values().stream()
                .filter(part -> difference(first, part).isEmpty())
                .toList();
        RunHead head = first.head().merged(runId, checks(whole));
        List<Event.ShardsMerged.Source> sources = parts.values().stream()
                .map(part -> new Event.ShardsMerged.Source(
                        part.shard().told(), part.head().id(), part.sha256()))
                .toList();
        Instant started =
                whole.stream().map(Part::started).min(Comparator.naturalOrder()).orElseThrow();
        Instant ended =
                whole.stream().map(Part::ended).max(Comparator.naturalOrder()).orElseThrow();
        Stream<Entry> done = whole.stream()
                .flatMap(part -> part.entries().stream())
                .filter(entry -> ofAChecks(entry.event()))
                .sorted(Comparator.comparing(Entry::at));
        Stream<Entry> end =
                problems.isEmpty() ? Stream.of(new Entry(0, ended, new Event.RunFinished())) : Stream.empty();
        write(
                folder.resolve(Journal.FILE_NAME),
                Stream.of(
                                Stream.of(
                                        new Entry(0, started, new Event.RunStarted(head)),
                                        new Entry(0, started, new Event.ShardsMerged(sources, problems))),
                                done,
                                end)
                        .flatMap(entries -> entries));
    }

    private void compare(Part first, Part part) {
        difference(first, part)
                .ifPresent(what -> problems.add("shard " + part.shard().told() + " (" + part.named()
                        + ") does not belong to shard " + first.shard().told() + ": " + what));
        if (!part.finished()) {
            problems.add("shard " + part.shard().told() + " (" + part.named() + ") did not come to its end");
        }
        if (part.shard().positions().size() != part.head().checks().size()) {
            problems.add("shard " + part.shard().told() + " (" + part.named() + ") has other checks than it says");
        }
    }

    private static Optional<String> difference(Part first, Part part) {
        return other("the plan", first, part, RunHead::planSha256)
                .or(() -> other(
                        "what the plan refers to",
                        first,
                        part,
                        head -> head.shard().map(ShardHead::values)))
                .or(() -> other("the revision", first, part, RunHead::revision))
                .or(() -> other(
                        "terraform's state", first, part, head -> head.gate().terraform()))
                .or(() -> other("the choice of checks", first, part, RunHead::selection))
                .or(() -> other(
                        "the number of shards",
                        first,
                        part,
                        head -> head.shard().map(ShardHead::of)))
                .or(() -> other(
                        "how the checks are divided (--timings)",
                        first,
                        part,
                        head -> head.shard().map(ShardHead::division)));
    }

    private static Optional<String> other(String what, Part first, Part part, Function<RunHead, Object> value) {
        return value.apply(first.head()).equals(value.apply(part.head()))
                ? Optional.empty()
                : Optional.of(what + " is another one");
    }

    private void missing(ShardHead any) {
        List<Integer> missing = IntStream.rangeClosed(1, any.of())
                .filter(index -> !parts.containsKey(index))
                .boxed()
                .toList();
        if (!missing.isEmpty()) {
            problems.add((missing.size() == 1 ? "shard " : "shards ")
                    + String.join(
                            ", ",
                            missing.stream().limit(20).map(String::valueOf).toList())
                    + (missing.size() > 20 ? " and " + (missing.size() - 20) + " more" : "") + " of " + any.of()
                    + (missing.size() == 1 ? " is missing" : " are missing"));
        }
    }

    /** In the plan's order. */
    private List<CheckHead> checks(List<Part> whole) {
        TreeMap<Integer, CheckHead> ordered = new TreeMap<>();
        Set<String> ids = new HashSet<>();
        for (Part part : whole) {
            int known = Math.min(
                    part.shard().positions().size(), part.head().checks().size());
            for (int number = 0; number < known; number++) {
                CheckHead check = part.head().checks().get(number);
                boolean twice = !ids.add(check.id());
                if (ordered.putIfAbsent(part.shard().positions().get(number), check) != null || twice) {
                    problems.add("check " + check.id() + " is in two shards");
                }
            }
        }
        int wanted = whole.getFirst().shard().checks();
        if (problems.isEmpty() && ordered.size() != wanted) {
            problems.add("the shards have " + ordered.size() + " of " + wanted + " checks");
        }
        return List.copyOf(ordered.values());
    }

    private static boolean ofAChecks(Event event) {
        return switch (event) {
            case Event.CheckStarted _, Event.WriteNoted _, Event.AttemptFinished _, Event.CheckFinished _ -> true;
            case Event.RunStarted _,
                    Event.StageStarted _,
                    Event.RunInterrupted _,
                    Event.RunPaused _,
                    Event.RunFinished _,
                    Event.RunResumed _,
                    Event.ShardsMerged _,
                    Event.ProofsKept _,
                    Event.DecisionMade _,
                    Event.SignedOff _,
                    Event.MessageNoted _,
                    Event.HistoryRead _ -> false;
        };
    }

    /** What shards kept is redacted already. */
    private static void write(Path file, Stream<Entry> entries) {
        try {
            Files.createFile(file);
            try (FileOutputStream out = new FileOutputStream(file.toFile());
                    OutputStream buffered = new BufferedOutputStream(out, 1 << 16)) {
                String digest = Line.NO_PREVIOUS;
                long number = 0;
                for (Entry entry : (Iterable<Entry>) entries::iterator) {
                    number++;
                    JsonNode tree = Json.mapper().valueToTree(entry.event());
                    byte[] line = Line.write(new Entry(number, entry.at(), entry.event()), tree, digest);
                    buffered.write(line);
                    buffered.write('\n');
                    digest = Line.digest(line);
                }
                buffered.flush();
                out.getFD().sync();
            }
        } catch (IOException e) {
            throw new JournalException("cannot write the journal " + file + ": " + e.getMessage(), e);
        }
    }
}
