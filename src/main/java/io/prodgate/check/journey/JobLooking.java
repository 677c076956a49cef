package io.prodgate.check.journey;

import io.prodgate.evidence.ItemResult.End;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Looks for the job that an item became beside what is waited for, until it was seen once. An item whose job is not seen is not proven,
 * whatever else comes of it.
 */
final class JobLooking implements Looking {
    private static final int MOST_SILENT_LOOKS = 3;

    private final Journey.Job job;
    private final Looking jobLook;
    private final Looking rest;
    private final Asking asking;

    /**
     * Looks for one item.
     *
     * @param jobLook looks for the job
     * @param rest looks for what is waited for
     */
    JobLooking(Journey.Job job, Looking jobLook, Looking rest, Asking asking) {
        this.job = job;
        this.jobLook = jobLook;
        this.rest = rest;
        this.asking = asking;
    }

    @Override
    public Optional<ItemEnd> before() throws InterruptedException {
        return rest.before();
    }

    @Override
    public Seen look(Sent sent) throws InterruptedException {
        if (!seen() && once(sent) instanceof Seen.Failed failed) {
            return failed;
        }
        return rest.look(sent);
    }

    private boolean seen() {
        return asking.hasProven(Way.JOB);
    }

    /** Looks for the job once; failed as well if it is not there when its time is over. */
    private Seen once(Sent sent) throws InterruptedException {
        return switch (jobLook.look(sent)) {
            case Seen.Failed(String what, OptionalInt results) -> new Seen.Failed("its job failed: " + what, results);
            case Seen.NotYet(Instant looked, String what)
            when !looked.isBefore(sent.deadline(job.within())) ->
                new Seen.Failed(
                        "its job was not seen after " + Words.seconds(sent.least(looked)) + ": " + what,
                        OptionalInt.empty());
            case Seen.There there -> there;
            case Seen.NotYet notYet -> notYet;
            case Seen.Silent silent -> silent;
            case Seen.Hopeless hopeless -> hopeless;
        };
    }

    /** Looks for the job of an item that arrived until it is seen, or its time is over. */
    ItemEnd of(ItemEnd arrived, Sent sent) throws InterruptedException {
        Duration pause = job.pace().first();
        int silent = 0;
        while (!seen()) {
            boolean over = !asking.time().now().isBefore(sent.deadline(job.within()));
            String last = "";
            switch (once(sent)) {
                case Seen.There _ -> {
                    return arrived;
                }
                case Seen.Failed(String what, var _) -> {
                    return arrived.as(End.FAILED, what, asking.trail());
                }
                case Seen.Hopeless(String why) -> {
                    return unseen(arrived, why);
                }
                case Seen.NotYet(var _, String what) -> last = what;
                case Seen.Silent(String why) -> {
                    last = why;
                    silent += over ? 1 : 0;
                }
            }
            if (silent >= MOST_SILENT_LOOKS || !asking.pause(pause)) {
                return unseen(arrived, last);
            }
            pause = job.pace().after(pause);
        }
        return arrived;
    }

    private ItemEnd unseen(ItemEnd arrived, String why) {
        asking.trail().explainedBy(asking.trail().last());
        return arrived.as(End.NOT_JUDGED, "it arrived, and its job could not be seen: " + why, asking.trail());
    }

    @Override
    public void unknown() {
        rest.unknown();
    }

    @Override
    public boolean simulated() {
        return rest.simulated();
    }
}
