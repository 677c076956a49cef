package io.prodgate.check.journey;

import io.prodgate.check.request.StepAnswer;
import io.prodgate.check.request.StepRun;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Trouble;
import io.prodgate.traffic.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Waits until the state of one item is there. An item is late only if production said after the time granted that the state is not
 * there: not being able to ask proves nothing.
 */
final class Waiting {
    /** So many looks after the time granted may go without an answer. */
    private static final int MOST_SILENT_LOOKS = 3;

    private final Journey.Until until;
    private final String name;
    private final Books books;
    private final Asking asking;
    private final Sent sent;
    private final boolean sure;
    private Optional<Instant> missing;
    private String last = "nothing was seen of it";

    /**
     * The waiting for one item.
     *
     * @param taken when it was sent, and when it was last looked for
     * @param sure false if it is not known whether it arrived at all
     */
    Waiting(Journey.Until until, String name, Books books, Asking asking, Books.Taken taken, boolean sure) {
        this.until = until;
        this.name = name;
        this.books = books;
        this.asking = asking;
        this.sent = taken.sent();
        this.sure = sure;
        this.missing = taken.missing();
    }

    ItemEnd await() throws InterruptedException {
        Instant deadline = sent.deadline(until.within());
        Duration pause = until.pace().first();
        int silent = 0;
        while (true) {
            Optional<ItemEnd> end = look(deadline);
            if (end.isPresent()) {
                return end.get();
            }
            Instant now = asking.time().now();
            if (!now.isBefore(deadline)) {
                silent++;
                if (silent >= MOST_SILENT_LOOKS) {
                    return open("it could not be asked for: " + last);
                }
            }
            Duration left = Duration.between(now, deadline);
            boolean nearEnd = left.isPositive() && left.compareTo(pause) < 0;
            if (!asking.pause(nearEnd ? left : pause)) {
                return open("the check's time ended before the time granted: " + last);
            }
            pause = until.pace().after(pause);
        }
    }

    /** Looks once; empty if it has to be looked for again. */
    private Optional<ItemEnd> look(Instant deadline) throws InterruptedException {
        return switch (asking.ask(until.step(), Sending.UNHEEDED)) {
            case StepRun.Answer(StepAnswer answer) -> judged(answer, deadline);
            case StepRun.NoAnswer(Trouble trouble, var _) -> {
                last = trouble.message();
                yield Optional.empty();
            }
            case StepRun.GivenUp(PaceWait pause, var _) ->
                Optional.of(open("it could not be asked for: " + pause.word()));
            case StepRun.Unusable(var mistake) -> Optional.of(open("it could not be asked for: " + mistake.what()));
        };
    }

    private Optional<ItemEnd> judged(StepAnswer answer, Instant deadline) {
        HttpExchange exchange = answer.exchange();
        Optional<Judgement> failure = failure(answer);
        if (failure.isPresent()) {
            keep(Optional.empty());
            return Optional.of(end(End.FAILED, Optional.empty(), Words.seen(failure.get())));
        }
        if (answer.met()) {
            return Optional.of(there(exchange.started(), exchange.started().plus(answer.duration())));
        }
        last = Words.missed(answer);
        if (!aboutTheItem(exchange)) {
            return Optional.empty();
        }
        missing = Optional.of(exchange.started());
        if (exchange.started().isBefore(deadline)) {
            return Optional.empty();
        }
        keep(Optional.empty());
        String detail = "not there after " + Words.seconds(sent.least(exchange.started())) + "; last seen: " + last;
        return Optional.of(end(sure ? End.LATE : End.UNKNOWN, Optional.empty(), detail));
    }

    private Optional<Judgement> failure(StepAnswer answer) {
        boolean trouble = answer.exchange().status() >= 500;
        return answer
                .judge(until.failWhen().stream()
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

    /** The state is there: was it in time? */
    private ItemEnd there(Instant looked, Instant seen) {
        Arrival arrival = new Arrival(missing.map(sent::least).orElse(Duration.ZERO), sent.most(seen));
        Duration within = until.within();
        // The look at the end of the time granted may begin a little after it.
        Instant lastLook = sent.earliest().plus(within).plus(until.pace().longest());
        boolean inTime = arrival.most().compareTo(within) <= 0
                || (arrival.least().compareTo(within) < 0 && !looked.isAfter(lastLook));
        if (inTime) {
            keep(Optional.of(arrival));
            return end(
                    End.ARRIVED,
                    Optional.of(arrival),
                    missing.map(at -> "not yet after " + Words.seconds(arrival.least()))
                            .orElse(""));
        }
        String came = "it came after at most " + Words.seconds(arrival.most());
        if (arrival.least().compareTo(within) >= 0) {
            keep(Optional.of(arrival));
            return end(
                    End.LATE,
                    Optional.of(arrival),
                    came + " and not before " + Words.seconds(arrival.least()) + "; granted were "
                            + Words.seconds(within));
        }
        return open(came + "; whether within " + Words.seconds(within)
                + " is not known, since it could not be looked for in between");
    }

    private ItemEnd open(String detail) {
        keep(Optional.empty());
        return end(sure ? End.NOT_JUDGED : End.UNKNOWN, Optional.empty(), detail);
    }

    private void keep(Optional<Arrival> arrival) {
        if (sure || arrival.isPresent()) {
            books.taken(new Books.Taken(sent, asking.captured(), arrival, missing));
        } else {
            books.inTheAir(sent);
        }
    }

    private ItemEnd end(End end, Optional<Arrival> arrival, String detail) {
        return new ItemEnd(
                name,
                end,
                sent.earliest(),
                arrival,
                OptionalInt.empty(),
                detail,
                asking.trail().facts());
    }
}
