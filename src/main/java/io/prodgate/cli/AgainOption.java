package io.prodgate.cli;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.Fold;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalException;
import io.prodgate.journal.JournalReader;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.run.Earlier;
import io.prodgate.verdict.FileDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that do only a part of an earlier run again, and keep the rest of its proofs. */
public final class AgainOption {
    @Option(
            names = "--only-failed",
            paramLabel = "RUN",
            description = "Do again what this earlier run could not prove (failed, inconclusive, skipped), and keep its"
                    + " proofs.")
    private @Nullable String failed;

    @Option(
            names = "--only-inconclusive",
            paramLabel = "RUN",
            description = "Do again what this earlier run could not judge (inconclusive, skipped), and keep the rest.")
    private @Nullable String inconclusive;

    /**
     * What a run keeps.
     *
     * @param folder of the earlier run
     * @param before the earlier run
     * @param sha256 of its journal's file
     * @param outcomes that are kept
     */
    record Again(Path folder, RunResult before, String sha256, Set<Outcome> outcomes) {
        /**
         * What is kept, if it is of the same production, by the same plan, and not too old.
         *
         * @throws CommandException if it is not
         */
        Earlier kept(RunHead now, Instant time) throws CommandException {
            RunHead then = before.head();
            Optional<String> other = Stream.of(
                            other("the plan", then, now, RunHead::planSha256),
                            other("what the plan refers to", then, now, RunHead::valuesSha256),
                            other("the revision", then, now, RunHead::revision),
                            other(
                                    "terraform's state",
                                    then,
                                    now,
                                    head -> head.gate().terraform()),
                            other("the choice of checks", then, now, RunHead::selection))
                    .flatMap(Optional::stream)
                    .findFirst();
            if (other.isPresent()) {
                throw CommandException.usage("the proofs of the run " + then.id() + " cannot be kept, since "
                        + other.get() + " is another one now; run all of it. Nothing was run");
            }
            if (!time.isBefore(before.approvalEnd())) {
                throw CommandException.usage(
                        "the proofs of the run " + then.id() + " cannot be kept: they counted until "
                                + before.approvalEnd() + "; run all of it. Nothing was run");
            }
            return Earlier.kept(before, sha256, outcomes, Version.number());
        }

        private static Optional<String> other(String what, RunHead then, RunHead now, Function<RunHead, Object> value) {
            return Objects.equals(value.apply(then), value.apply(now)) ? Optional.empty() : Optional.of(what);
        }
    }

    /**
     * What is to be done again.
     *
     * @return empty if all is
     * @throws CommandException if there is no such run, or it cannot be relied on
     */
    Optional<Again> again() throws CommandException {
        if (failed != null && inconclusive != null) {
            throw CommandException.usage("either --only-failed or --only-inconclusive; the first does both again");
        }
        if (failed != null) {
            return Optional.of(read(failed, EnumSet.of(Outcome.PASSED, Outcome.FLAKY)));
        }
        return inconclusive == null
                ? Optional.empty()
                : Optional.of(read(inconclusive, EnumSet.of(Outcome.PASSED, Outcome.FLAKY, Outcome.FAILED)));
    }

    private static Again read(String named, Set<Outcome> outcomes) throws CommandException {
        Path folder = RunReference.folder(named);
        try {
            JournalReader journal = JournalReader.read(folder);
            if (journal.damage().isPresent()) {
                throw CommandException.usage("nothing can be kept of the run in " + folder
                        + ": its journal holds up to " + journal.damage().get());
            }
            RunResult before = Fold.of(journal.entries());
            if (before.head().shard().isPresent()) {
                throw CommandException.usage(
                        "it is shard " + before.head().shard().get().told() + " of a run: merge all shards first");
            }
            return new Again(folder, before, FileDigest.sha256(folder.resolve(Journal.FILE_NAME)), outcomes);
        } catch (JournalException | IOException e) {
            throw CommandException.usage(e.getMessage() + "; nothing was run");
        }
    }
}
