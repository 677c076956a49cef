package io.prodgate.check.journey;

import io.prodgate.check.request.Capture;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepAnswer;
import io.prodgate.check.request.StepRun;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Trouble;
import io.prodgate.traffic.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends one item, once. What may have arrived is not sent again before it is known that it did not; what is on the books from
 * before is taken from there.
 */
final class Dispatch {
    private static final int MOST_TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Journey journey;
    private final Step step;
    private final String name;
    private final Books books;
    private final Asking asking;

    /**
     * The sending of one item.
     *
     * @param step what is sent of it
     */
    Dispatch(Journey journey, Step step, String name, Books books, Asking asking) {
        this.journey = journey;
        this.step = step;
        this.name = name;
        this.books = books;
        this.asking = asking;
    }

    /** What came of it. */
    sealed interface Begun {}

    /**
     * It is under way.
     *
     * @param sure false if it is not known whether it arrived, but what is waited for will show it
     */
    record UnderWay(Books.Taken taken, boolean sure) implements Begun {}

    /** It is over already. */
    record Ended(ItemEnd end) implements Begun {}

    /** What a look-up says. */
    private enum Found {
        ARRIVED,
        NOT_ARRIVED,
        CANNOT_TELL
    }

    Begun begin() throws InterruptedException {
        return switch (books.known()) {
            case Books.ToBeSent() -> send();
            case Books.InTheAir(Sent sent) ->
                journey.withoutEffect()
                        ? send()
                        : doubtful(sent, "the run ended before there was an answer", Optional.empty(), 0);
            case Books.Taken taken -> journey.withoutEffect() ? send() : goOn(taken);
            case Books.Over over ->
                journey.repeat() && over.end() == End.REFUSED
                        ? send()
                        : ended(over.end(), over.sent(), over.detail(), Optional.empty());
        };
    }

    private Begun goOn(Books.Taken taken) {
        Optional<String> masked = step.captures().stream()
                .map(Capture::name)
                .filter(capture -> taken.captured().getOrDefault(capture, "").contains(Redactor.MASK))
                .findFirst();
        if (masked.isPresent() && taken.arrival().isEmpty()) {
            return ended(
                    End.NOT_JUDGED,
                    taken.sent().earliest(),
                    "'" + masked.get() + "' was captured before the run was interrupted, and secrets are not kept",
                    Optional.empty());
        }
        asking.restore(taken.captured());
        asking.proven(taken.steps());
        if (!asking.hasProven(Way.ACCEPTED)) {
            asking.prove(Way.ACCEPTED, taken.sent().earliest(), "sent before this attempt");
        }
        return new UnderWay(taken, true);
    }

    private Begun send() throws InterruptedException {
        return send(1);
    }

    private Begun send(int tries) throws InterruptedException {
        Instant began = asking.time().now();
        StepRun.Outcome outcome = asking.ask(step, books.sending());
        Optional<Evidence> said = asking.trail().last();
        return switch (outcome) {
            case StepRun.Answer(StepAnswer answer) -> answered(answer, said, tries);
            case StepRun.NoAnswer(Trouble trouble, boolean redirected) -> {
                if (trouble.sent() == Trouble.Sent.NOTHING && !redirected) {
                    yield again(began, "not sent: " + trouble.message(), said, tries);
                }
                Sent sent = new Sent(trouble.at().minus(trouble.after()), trouble.at());
                yield doubtful(sent, trouble.message(), said, tries);
            }
            case StepRun.GivenUp(PaceWait pause, boolean redirected) -> {
                // A redirect may say that the request before it was carried out.
                if (redirected) {
                    yield doubtful(new Sent(began, asking.time().now()), pause.word(), said, tries);
                }
                books.notDone();
                yield ended(End.NOT_JUDGED, began, "not sent: " + pause.word(), said);
            }
            case StepRun.Unusable(var mistake) -> ended(End.NOT_JUDGED, began, "not sent: " + mistake.what(), said);
        };
    }

    private Begun answered(StepAnswer answer, Optional<Evidence> said, int tries) throws InterruptedException {
        HttpExchange exchange = answer.exchange();
        if (answer.met()) {
            asking.prove(
                    journey.withoutEffect() ? Way.ANSWERED : Way.ACCEPTED,
                    exchange.started().plus(answer.duration()),
                    "answered " + exchange.status());
            Books.Taken taken = Books.Taken.now(Sent.at(exchange.started()), asking);
            books.taken(taken);
            return new UnderWay(taken, true);
        }
        if (byGateway(exchange.status())) {
            return doubtful(Sent.at(exchange.started()), "answered " + exchange.status(), said, tries);
        }
        End end = journey.withoutEffect() ? End.FAILED : End.REFUSED;
        Books.Over over = new Books.Over(end, exchange.started(), Words.missed(answer));
        books.over(over);
        return ended(over.end(), over.sent(), over.detail(), said);
    }

    /** Made by something in front of the application, which may or may not have had the request. */
    private static boolean byGateway(int status) {
        return status > 501 && status < 600;
    }

    /**
     * It may have arrived.
     *
     * @param why there is doubt
     * @param said what came back instead of an answer
     */
    private Begun doubtful(Sent sent, String why, Optional<Evidence> said, int tries) throws InterruptedException {
        if (journey.lookUp().isPresent()) {
            return switch (lookUp(journey.lookUp().get())) {
                case ARRIVED -> {
                    asking.prove(Way.ACCEPTED, asking.time().now(), "not answered; a look-up showed that it arrived");
                    Books.Taken taken = Books.Taken.now(sent, asking);
                    books.taken(taken);
                    yield new UnderWay(taken, true);
                }
                case NOT_ARRIVED ->
                    again(sent.earliest(), why + "; a look-up showed that it did not arrive", said, tries);
                case CANNOT_TELL -> unknown(sent, why + "; a look-up could not tell whether it arrived", said);
            };
        }
        if (journey.withoutEffect() || journey.repeat() || idempotent()) {
            return onceMore(sent.earliest(), why, said, tries);
        }
        if (journey.until().filter(Journey.Until::blind).isPresent()) {
            return new UnderWay(new Books.Taken(sent, Map.of(), Optional.empty(), Optional.empty(), List.of()), false);
        }
        return unknown(sent, why, said);
    }

    private boolean idempotent() {
        // RFC 9110 section 9.2.2.
        return !step.writes() || step.method().equals("PUT") || step.method().equals("DELETE");
    }

    /** It did not arrive. */
    private Begun again(Instant began, String why, Optional<Evidence> said, int tries) throws InterruptedException {
        books.notDone();
        return onceMore(began, why, said, tries);
    }

    /** Sends it once more, unless that was tried often enough. */
    private Begun onceMore(Instant began, String why, Optional<Evidence> said, int tries) throws InterruptedException {
        if (tries < MOST_TRIES && asking.pause(PAUSE.multipliedBy(Math.max(1, tries)))) {
            return send(tries + 1);
        }
        return ended(End.NOT_JUDGED, began, why, said);
    }

    private Begun unknown(Sent sent, String why, Optional<Evidence> said) {
        books.inTheAir(sent);
        return ended(End.UNKNOWN, sent.earliest(), why, said);
    }

    private Ended ended(End end, Instant sent, String detail, Optional<Evidence> said) {
        asking.trail().explainedBy(said);
        return new Ended(ItemEnd.of(name, end, sent, detail, asking.trail()));
    }

    private Found lookUp(Journey.LookUp lookUp) throws InterruptedException {
        Instant end = asking.time().now().plus(lookUp.within());
        Duration pause = lookUp.pace().first();
        while (true) {
            Found found = switch (asking.ask(lookUp.step(), Sending.UNHEEDED)) {
                case StepRun.Answer(StepAnswer answer) -> {
                    if (answer.met()) {
                        yield Found.ARRIVED;
                    }
                    yield deniesIt(answer) ? Found.NOT_ARRIVED : Found.CANNOT_TELL;
                }
                case StepRun.NoAnswer _, StepRun.GivenUp _, StepRun.Unusable _ -> Found.CANNOT_TELL;
            };
            boolean over = asking.time().now().plus(pause).isAfter(end);
            if (found == Found.ARRIVED || over || !asking.pause(pause)) {
                return found;
            }
            pause = lookUp.pace().after(pause);
        }
    }

    /** An answer about the item, and the answer is no: anything else is no answer to the question. */
    private static boolean deniesIt(StepAnswer answer) {
        int status = answer.exchange().status();
        return status == 404
                || status == 410
                || (status < 300
                        && answer.judgements().stream()
                                .filter(judgement -> !judgement.met())
                                .allMatch(judgement -> judgement.subject().startsWith("$")
                                        && judgement.remark().isEmpty()));
    }
}
