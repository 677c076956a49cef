package io.prodgate.check.journey;

import io.prodgate.evidence.ItemResult.End;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/** Looks once more when it was quiet for a while after an item arrived: one too many comes later. */
final class QuietTime {
    private static final int MOST_SILENT_LOOKS = 3;

    private final Looking looking;
    private final Asking asking;
    private final Sent sent;
    private final Duration pause;
    private final Instant until;

    /**
     * The quiet time of one item.
     *
     * @param pause between looks that show nothing
     * @param until when it is over
     */
    QuietTime(Looking looking, Asking asking, Sent sent, Duration pause, Instant until) {
        this.looking = looking;
        this.asking = asking;
        this.sent = sent;
        this.pause = pause;
        this.until = until;
    }

    ItemEnd of(ItemEnd arrived) throws InterruptedException {
        Duration left = Duration.between(asking.time().now(), until);
        if (left.isPositive() && !asking.pause(left)) {
            return unseen(arrived, "the check's time ended before it was quiet for long enough");
        }
        for (int silent = 1; ; silent++) {
            switch (looking.look(sent)) {
                case Seen.There _ -> {
                    return ended(arrived, End.ARRIVED, OptionalInt.of(1), arrived.detail());
                }
                case Seen.Failed(String what, OptionalInt results) -> {
                    return ended(arrived, End.FAILED, results, what);
                }
                case Seen.NotYet(var _, String what) -> {
                    return ended(arrived, End.FAILED, OptionalInt.of(0), "it was there, and is gone: " + what);
                }
                case Seen.Hopeless(String why) -> {
                    return unseen(arrived, why);
                }
                case Seen.Silent(String why) -> {
                    if (silent >= MOST_SILENT_LOOKS || !asking.pause(pause)) {
                        return unseen(arrived, why);
                    }
                }
            }
        }
    }

    private ItemEnd unseen(ItemEnd arrived, String why) {
        looking.unknown();
        return ended(
                arrived,
                End.NOT_JUDGED,
                OptionalInt.empty(),
                "it arrived; whether it stayed the only one could not be seen: " + why);
    }

    private ItemEnd ended(ItemEnd arrived, End end, OptionalInt results, String detail) {
        return new ItemEnd(
                arrived.name(),
                end,
                arrived.sent(),
                arrived.arrival(),
                results,
                detail,
                asking.trail().facts());
    }
}
