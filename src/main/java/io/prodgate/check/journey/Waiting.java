package io.prodgate.check.journey;

import io.prodgate.evidence.ItemResult.End;
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
    private final Looking looking;
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
    Waiting(
            Journey.Until until,
            String name,
            Books books,
            Asking asking,
            Looking looking,
            Books.Taken taken,
            boolean sure) {
        this.until = until;
        this.name = name;
        this.books = books;
        this.asking = asking;
        this.looking = looking;
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
        return switch (looking.look(sent)) {
            case Seen.There(Instant looked, Instant at) -> Optional.of(there(looked, at));
            case Seen.NotYet(Instant looked, String what) -> notYet(looked, what, deadline);
            case Seen.Failed(String what, OptionalInt results) -> {
                keep(Optional.empty());
                yield Optional.of(end(End.FAILED, Optional.empty(), results, what));
            }
            case Seen.Silent(String why) -> {
                last = why;
                yield Optional.empty();
            }
            case Seen.Hopeless(String why) -> Optional.of(open("it could not be asked for: " + why));
        };
    }

    private Optional<ItemEnd> notYet(Instant looked, String what, Instant deadline) {
        last = what;
        missing = Optional.of(looked);
        if (looked.isBefore(deadline)) {
            return Optional.empty();
        }
        keep(Optional.empty());
        if (!sure) {
            looking.unknown();
        }
        String detail = "not there after " + Words.seconds(sent.least(looked)) + "; last seen: " + last;
        return Optional.of(end(sure ? End.LATE : End.UNKNOWN, Optional.empty(), OptionalInt.empty(), detail));
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
                    OptionalInt.empty(),
                    missing.map(at -> "not yet after " + Words.seconds(arrival.least()))
                            .orElse(""));
        }
        String came = "it came after at most " + Words.seconds(arrival.most());
        if (arrival.least().compareTo(within) >= 0) {
            keep(Optional.of(arrival));
            return end(
                    End.LATE,
                    Optional.of(arrival),
                    OptionalInt.empty(),
                    came + " and not before " + Words.seconds(arrival.least()) + "; granted were "
                            + Words.seconds(within));
        }
        return open(came + "; whether within " + Words.seconds(within)
                + " is not known, since it could not be looked for in between");
    }

    private ItemEnd open(String detail) {
        keep(Optional.empty());
        looking.unknown();
        return end(sure ? End.NOT_JUDGED : End.UNKNOWN, Optional.empty(), OptionalInt.empty(), detail);
    }

    private void keep(Optional<Arrival> arrival) {
        if (sure || arrival.isPresent()) {
            books.taken(new Books.Taken(sent, asking.captured(), arrival, missing, asking.steps()));
        } else {
            books.inTheAir(sent);
        }
    }

    private ItemEnd end(End end, Optional<Arrival> arrival, OptionalInt results, String detail) {
        return new ItemEnd(
                name,
                end,
                sent.earliest(),
                arrival,
                results,
                detail,
                asking.trail().facts());
    }
}
