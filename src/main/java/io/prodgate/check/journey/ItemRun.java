package io.prodgate.check.journey;

import io.prodgate.check.Attempt;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepAnswer;
import io.prodgate.check.request.StepRun;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.traffic.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The way of one item in one attempt: sent, waited for, counted. */
final class ItemRun {
    private final Journey journey;
    private final Item item;
    private final Optional<Forgery> forgery;
    private final Attempt attempt;
    private final int mostFacts;

    /**
     * The way of an item.
     *
     * @param forgery what is made wrong with it, if anything
     * @param mostFacts how much of its evidence is kept
     */
    ItemRun(Journey journey, Item item, Optional<Forgery> forgery, Attempt attempt, int mostFacts) {
        this.journey = journey;
        this.item = item;
        this.forgery = forgery;
        this.attempt = attempt;
        this.mostFacts = mostFacts;
    }

    String name() {
        return item.name() + forgery.map(how -> " " + how.word()).orElse("");
    }

    ItemEnd run() throws InterruptedException {
        Step step = forgery.map(how -> how.of(journey.send())).orElse(journey.send());
        Asking asking = new Asking(attempt, journey.place(), item.values(attempt.values()), new Trail(mostFacts));
        Books books = new Books(attempt.ledger(), name(), step.line() + " (" + name() + ")", attempt.time());
        Optional<ItemEnd> before = thereBefore(books, asking);
        if (before.isPresent()) {
            return before.get();
        }
        return switch (new Dispatch(journey, step, name(), books, asking).begin()) {
            case Dispatch.Ended(ItemEnd end) -> end;
            case Dispatch.UnderWay(Books.Taken taken, boolean sure) -> follow(taken, sure, books, asking);
        };
    }

    /**
     * A state that is there before anything is sent proves nothing by being there afterwards. What the answer to the sending leads
     * to cannot be asked for before.
     */
    private Optional<ItemEnd> thereBefore(Books books, Asking asking) throws InterruptedException {
        Optional<Journey.Until> until = journey.until().filter(waited -> waited.blind() && !waited.mayBeThere());
        if (until.isEmpty() || !(books.known() instanceof Books.ToBeSent)) {
            return Optional.empty();
        }
        boolean there = asking.ask(until.get().step(), Sending.UNHEEDED) instanceof StepRun.Answer(StepAnswer answer)
                && answer.met();
        if (!there) {
            return Optional.empty();
        }
        String what = "what '" + name() + "' is to lead to was there before it was sent";
        asking.trail()
                .add(List.of(new Misconfiguration(
                        what,
                        journey.place(),
                        "let 'until' ask for something of this run: a captured id, or an item with ${run.id};"
                                + " or say 'may-be-there: true'")));
        return Optional.of(
                ItemEnd.of(name(), End.NOT_JUDGED, attempt.time().now(), "not sent: " + what, asking.trail()));
    }

    private ItemEnd follow(Books.Taken taken, boolean sure, Books books, Asking asking) throws InterruptedException {
        if (journey.until().isEmpty()) {
            return ItemEnd.of(name(), End.ARRIVED, taken.sent().earliest(), "answered as expected", asking.trail());
        }
        Journey.Until until = journey.until().get();
        ItemEnd end = taken.arrival().isPresent()
                ? before(taken, taken.arrival().get(), until.within(), asking)
                : new Waiting(until, name(), books, asking, taken, sure).await();
        if (end.end() != End.ARRIVED || journey.results().isEmpty()) {
            return end;
        }
        Instant arrived = end.sent().plus(end.arrival().map(Arrival::most).orElse(Duration.ZERO));
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
