package io.prodgate.check.journey;

import io.prodgate.check.request.StepAnswer;
import io.prodgate.check.request.StepRun;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Trouble;
import io.prodgate.traffic.Sending;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Looks for the state of one item by a request to production. */
final class AnswerLooking implements Looking {
    private final Look.AtAnswer look;
    private final Journey.Until until;
    private final String name;
    private final String place;
    private final Books books;
    private final Asking asking;
    private final String step;

    /** Looks for what one item leads to. */
    AnswerLooking(Look.AtAnswer look, Journey.Until until, String name, String place, Books books, Asking asking) {
        this(look, until, name, place, books, asking, Way.STATE);
    }

    /**
     * Looks for one item.
     *
     * @param step what it proves
     * @param place where the check stands in the plan, for messages
     */
    AnswerLooking(
            Look.AtAnswer look,
            Journey.Until until,
            String name,
            String place,
            Books books,
            Asking asking,
            String step) {
        this.look = look;
        this.until = until;
        this.name = name;
        this.place = place;
        this.books = books;
        this.asking = asking;
        this.step = step;
    }

    /** What the answer to the sending leads to cannot be asked for before. */
    @Override
    public Optional<ItemEnd> before() throws InterruptedException {
        if (!until.blind() || until.mayBeThere() || !(books.known() instanceof Books.ToBeSent)) {
            return Optional.empty();
        }
        boolean there =
                asking.ask(look.asked(), Sending.UNHEEDED) instanceof StepRun.Answer(StepAnswer answer) && answer.met();
        if (!there) {
            return Optional.empty();
        }
        String what = "what '" + name + "' is to lead to was there before it was sent";
        asking.trail()
                .add(List.of(new Misconfiguration(
                        what,
                        place,
                        "let 'until' ask for something of this run: a captured id, or an item with ${run.id};"
                                + " or say 'may-be-there: true'")));
        return Optional.of(ItemEnd.of(name, End.NOT_JUDGED, asking.time().now(), "not sent: " + what, asking.trail()));
    }

    @Override
    public Seen look(Sent sent) throws InterruptedException {
        return switch (asking.ask(look.asked(), Sending.UNHEEDED)) {
            case StepRun.Answer(StepAnswer answer) -> judged(answer);
            case StepRun.NoAnswer(Trouble trouble, var _) -> new Seen.Silent(trouble.message());
            case StepRun.GivenUp(PaceWait pause, var _) -> new Seen.Hopeless(pause.word());
            case StepRun.Unusable(var mistake) -> new Seen.Hopeless(mistake.what());
        };
    }

    private Seen judged(StepAnswer answer) {
        HttpExchange exchange = answer.exchange();
        Optional<Judgement> failure = failure(answer);
        if (failure.isPresent()) {
            return new Seen.Failed(Words.seen(failure.get()), OptionalInt.empty());
        }
        if (answer.met()) {
            asking.prove(
                    step, exchange.started(), exchange.method() + " answered " + exchange.status() + " as expected");
            return new Seen.There(exchange.started(), exchange.started().plus(answer.duration()));
        }
        String what = Words.missed(answer);
        return aboutTheItem(exchange) ? new Seen.NotYet(exchange.started(), what) : new Seen.Silent(what);
    }

    private Optional<Judgement> failure(StepAnswer answer) {
        boolean trouble = answer.exchange().status() >= 500;
        return answer
                .judge(look.failWhen().stream()
                        .filter(claim -> !trouble || claim.subject().equals("status"))
                        .toList())
                .stream()
                .filter(Judgement::met)
                .findFirst();
    }

    /** A server error, a limit or our own credential refused say nothing about the item. */
    private static boolean aboutTheItem(HttpExchange exchange) {
        boolean refused = exchange.status() == 401 && exchange.credential() == Credential.OURS;
        return exchange.status() < 500 && exchange.status() != 429 && !refused;
    }

    /** The answers are in the trail already. */
    @Override
    public void unknown() {}

    @Override
    public boolean simulated() {
        return false;
    }
}
