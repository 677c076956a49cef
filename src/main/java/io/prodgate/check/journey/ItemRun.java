package io.prodgate.check.journey;

import io.prodgate.check.Attempt;
import io.prodgate.check.journey.servicedesk.NoteBoard;
import io.prodgate.check.journey.servicedesk.ServiceDesks;
import io.prodgate.check.journey.servicedesk.WantedNote;
import io.prodgate.check.request.Step;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.plan.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The way of one item in one attempt: sent, waited for, counted. */
final class ItemRun {
    private final Journey journey;
    private final Item item;
    private final Optional<Forgery> forgery;
    private final Attempt attempt;
    private final Notes notes;
    private final int mostFacts;
    private Optional<Values> values = Optional.empty();

    /**
     * How notes are looked for in an attempt.
     *
     * @param board what all of its items find
     */
    record Notes(ServiceDesks serviceDesks, NoteBoard board) {}

    /**
     * The way of an item.
     *
     * @param forgery what is made wrong with it, if anything
     * @param mostFacts how much of its evidence is kept
     */
    ItemRun(Journey journey, Item item, Optional<Forgery> forgery, Attempt attempt, Notes notes, int mostFacts) {
        this.journey = journey;
        this.item = item;
        this.forgery = forgery;
        this.attempt = attempt;
        this.notes = notes;
        this.mostFacts = mostFacts;
    }

    String name() {
        return item.name() + forgery.map(how -> " " + how.word()).orElse("");
    }

    ItemEnd run() throws InterruptedException {
        Step step = forgery.map(how -> how.of(journey.send())).orElse(journey.send());
        Asking asking = new Asking(attempt, journey.place(), item.values(attempt.values()), new Trail(mostFacts));
        Books books = new Books(attempt.ledger(), name(), step.line() + " (" + name() + ")", attempt.time());
        Optional<Looking> looking = journey.until().map(until -> looking(until, books, asking));
        ItemEnd end = run(step, books, asking, looking);
        values = Optional.of(asking.values());
        boolean simulated =
                item.isSimulated() || looking.filter(Looking::simulated).isPresent();
        return end.proven(asking.steps(), simulated);
    }

    /** What references stand for when it has run, with what was captured on the way. */
    Values values() {
        return values.orElse(attempt.values());
    }

    private ItemEnd run(Step step, Books books, Asking asking, Optional<Looking> looking) throws InterruptedException {
        Optional<ItemEnd> before = looking.isPresent() ? looking.get().before() : Optional.empty();
        if (before.isPresent()) {
            return before.get();
        }
        return switch (new Dispatch(journey, step, name(), books, asking).begin()) {
            case Dispatch.Ended(ItemEnd end) -> end;
            case Dispatch.UnderWay(Books.Taken taken, boolean sure) ->
                looking.isPresent()
                        ? follow(taken, sure, books, asking, journey.until().orElseThrow(), looking.get())
                        : ItemEnd.of(
                                name(), End.ARRIVED, taken.sent().earliest(), "answered as expected", asking.trail());
        };
    }

    private Looking looking(Journey.Until until, Books books, Asking asking) {
        return switch (until.look()) {
            case Look.AtAnswer look -> new AnswerLooking(look, until, name(), journey.place(), books, asking);
            case Look.ForNote(WantedNote note, var _) ->
                new NoteLooking(note, until, name(), books, asking, notes.serviceDesks(), notes.board());
        };
    }

    private JobLooking job(Journey.Job job, Journey.Until until, Books books, Asking asking, Looking looking) {
        Looking atJob = new AnswerLooking(job.look(), until, name(), journey.place(), books, asking, Way.JOB);
        return new JobLooking(job, atJob, looking, asking);
    }

    private ItemEnd follow(
            Books.Taken taken, boolean sure, Books books, Asking asking, Journey.Until until, Looking looking)
            throws InterruptedException {
        Optional<JobLooking> job = journey.job().map(asked -> job(asked, until, books, asking, looking));
        ItemEnd end = taken.arrival().isPresent()
                ? before(taken, taken.arrival().get(), until.within(), asking)
                : new Waiting(
                                until,
                                name(),
                                books,
                                asking,
                                job.<Looking>map(j -> j).orElse(looking),
                                taken,
                                sure)
                        .await();
        if (end.end() == End.ARRIVED && job.isPresent()) {
            end = job.get().of(end, taken.sent());
        }
        if (end.end() != End.ARRIVED) {
            return end;
        }
        Instant arrived = end.sent().plus(end.arrival().map(Arrival::most).orElse(Duration.ZERO));
        if (until.look() instanceof Look.ForNote(var _, Duration quiet)) {
            return new QuietTime(looking, asking, taken.sent(), until.pace().first(), arrived.plus(quiet)).of(end);
        }
        if (journey.results().isEmpty()) {
            return end;
        }
        return new Counting(
                        journey.results().get(), asking, arrived, taken.sent().deadline(until.within()))
                .of(end);
    }

    /** It arrived in an earlier attempt. */
    private ItemEnd before(Books.Taken taken, Arrival arrival, Duration within, Asking asking) {
        return new ItemEnd(
                name(),
                arrival.least().compareTo(within) < 0 ? End.ARRIVED : End.LATE,
                taken.sent().earliest(),
                Optional.of(arrival),
                OptionalInt.empty(),
                "seen before",
                asking.trail().facts());
    }
}
