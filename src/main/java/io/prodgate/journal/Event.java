package io.prodgate.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Write;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Something that happened in a run. What is not an event did not happen: the result is a fold over these alone. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.RunStarted.class, name = "run-started"),
    @JsonSubTypes.Type(value = Event.StageStarted.class, name = "stage-started"),
    @JsonSubTypes.Type(value = Event.CheckStarted.class, name = "check-started"),
    @JsonSubTypes.Type(value = Event.WriteNoted.class, name = "write-noted"),
    @JsonSubTypes.Type(value = Event.AttemptFinished.class, name = "attempt-finished"),
    @JsonSubTypes.Type(value = Event.CheckFinished.class, name = "check-finished"),
    @JsonSubTypes.Type(value = Event.RunInterrupted.class, name = "run-interrupted"),
    @JsonSubTypes.Type(value = Event.RunPaused.class, name = "run-paused"),
    @JsonSubTypes.Type(value = Event.RunFinished.class, name = "run-finished"),
    @JsonSubTypes.Type(value = Event.RunResumed.class, name = "run-resumed"),
    @JsonSubTypes.Type(value = Event.ProofsKept.class, name = "proofs-kept"),
    @JsonSubTypes.Type(value = Event.ShardsMerged.class, name = "shards-merged"),
    @JsonSubTypes.Type(value = Event.DecisionMade.class, name = "decision-made"),
    @JsonSubTypes.Type(value = Event.SignedOff.class, name = "signed-off"),
    @JsonSubTypes.Type(value = Event.MessageNoted.class, name = "message-noted"),
    @JsonSubTypes.Type(value = Event.HistoryRead.class, name = "history-read"),
})
public sealed interface Event {
    /** The run began; names every check it means to run. */
    record RunStarted(RunHead run) implements Event {}

    /** A stage began. */
    record StageStarted(String stage) implements Event {}

    /** A check began, or went on after the run was resumed. */
    record CheckStarted(String check) implements Event {}

    /**
     * A check is about to change something in production, or has.
     *
     * @param check its id
     * @param attempt the number of the attempt
     * @param write what, and how far it came
     */
    record WriteNoted(String check, int attempt, Write write) implements Event {}

    /** An attempt ended, met or missed. */
    record AttemptFinished(String check, AttemptRecord attempt) implements Event {}

    /**
     * A check ended.
     *
     * @param check its id
     * @param outcome how
     * @param cause who is to blame, if it is not simply passed
     * @param rule the rule that decided, if one did
     * @param explanation in words; for a skipped check the reason
     */
    record CheckFinished(
            String check, Outcome outcome, Optional<Cause> cause, Optional<String> rule, String explanation)
            implements Event {}

    /** A signal ended the run early. */
    record RunInterrupted(String signal) implements Event {}

    /**
     * The run stopped as some of its checks cannot be judged yet; it is to be resumed.
     *
     * @param until when all of them can
     */
    record RunPaused(Instant until) implements Event {}

    /** The run ended; every check has ended before. */
    record RunFinished() implements Event {}

    /**
     * The run goes on after it had paused, or was ended early by a signal or without a word.
     *
     * @param version of prodgate that goes on
     * @param cut how many bytes of an unfinished line at the journal's end were put aside; 0 if the last line was whole
     */
    record RunResumed(String version, long cut) implements Event {}

    /**
     * What an earlier run proved of the same production by the same plan is kept: the attempts and ends of these checks follow as they
     * stood there.
     *
     * @param run the earlier run's id
     * @param journalSha256 of its journal's file
     * @param ended when it ended: an approval of this run counts from then
     * @param checks the ids of the checks that were not run again
     */
    record ProofsKept(String run, String journalSha256, Instant ended, List<String> checks) implements Event {
        public ProofsKept {
            checks = List.copyOf(checks);
        }
    }

    /**
     * The journal was put together from those of shards; the events of their checks follow, in the order of their times.
     *
     * @param shards whose
     * @param problems why they do not make a whole run: one is missing, two are the same, they do not belong together; then the journal
     *     has no end
     */
    record ShardsMerged(List<Source> shards, List<String> problems) implements Event {
        public ShardsMerged {
            shards = List.copyOf(shards);
            problems = List.copyOf(problems);
        }

        /**
         * A shard's journal.
         *
         * @param shard which part it is: {@code 2/5}
         * @param run the id it had by itself
         * @param journalSha256 of its file
         */
        public record Source(String shard, String run, String journalSha256) {}
    }

    /** A person decided what follows from the run as it is; a run that goes on after that needs another decision. */
    record DecisionMade(Decision decision) implements Event {}

    /** A person signed the verdict of the run as it is, or refused to; a run that goes on after that needs another signature. */
    record SignedOff(Signature signature) implements Event {}

    /**
     * Somebody is to be told something, or was: noted before it is tried, so that nothing is forgotten, and after.
     *
     * @param about what: {@code run 1} for the end of the run's first session that ended it, {@code decision 2}
     * @param recipient by its name in the plan
     * @param state how far it came
     * @param detail what the recipient said, or why it was not taken
     */
    record MessageNoted(String about, String recipient, MessageState state, String detail) implements Event {}

    /**
     * What is known of the runs before this one, told after its end: nothing that the verdict hangs on.
     *
     * @param runs the oldest first
     */
    record HistoryRead(List<PastRun> runs) implements Event {
        public HistoryRead {
            runs = List.copyOf(runs);
        }
    }

    /** How far a message came. */
    enum MessageState {
        /** It is to be sent; whether it was is not known. */
        DUE,
        /** It was taken. */
        SENT,
        /** It was not taken. */
        FAILED;

        /** The name in the journal and in reports: lower case. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
