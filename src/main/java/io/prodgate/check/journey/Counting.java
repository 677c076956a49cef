package io.prodgate.check.journey;

import io.prodgate.check.request.StepAnswer;
import io.prodgate.check.request.StepRun;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Trouble;
import io.prodgate.plan.Actual;
import io.prodgate.traffic.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Counts the results of an item that has arrived, and once more after a quiet time: one too many may come later. */
final class Counting {
    private static final int MOST_SILENT_LOOKS = 3;

    private final Journey.Results results;
    private final Asking asking;
    private final Instant quietUntil;
    private final Instant latest;

    /**
     * The counting for one item.
     *
     * @param arrived when the item's state was there
     * @param latest how long results may take to come at all
     */
    Counting(Journey.Results results, Asking asking, Instant arrived, Instant latest) {
        this.results = results;
        this.asking = asking;
        this.quietUntil = arrived.plus(results.quiet());
        this.latest = latest;
    }

    ItemEnd of(ItemEnd arrived) throws InterruptedException {
        OptionalInt count = OptionalInt.empty();
        String why = "";
        int silent = 0;
        Duration pause = results.pace().first();
        while (true) {
            Instant asked = asking.time().now();
            switch (asking.ask(results.step(), Sending.UNHEEDED)) {
                case StepRun.Answer(StepAnswer answer)
                when answer.met() -> {
                    count = answer.count(results.count());
                    why = "there is nothing to count at " + results.count().written();
                }
                case StepRun.Answer(StepAnswer answer) -> {
                    count = OptionalInt.empty();
                    why = Words.missed(answer);
                }
                case StepRun.NoAnswer(Trouble trouble, var _) -> {
                    count = OptionalInt.empty();
                    why = trouble.message();
                }
                case StepRun.GivenUp(var wait, var _) -> {
                    return uncounted(arrived, wait.word());
                }
                case StepRun.Unusable(var mistake) -> {
                    return uncounted(arrived, mistake.what());
                }
            }
            if (decided(count, asked)) {
                return counted(arrived, count.getAsInt());
            }
            if (count.isEmpty() && !asked.isBefore(quietUntil)) {
                silent++;
                if (silent >= MOST_SILENT_LOOKS) {
                    return uncounted(arrived, why);
                }
            }
            Duration left = Duration.between(asking.time().now(), quietUntil);
            if (!asking.pause(left.isPositive() && left.compareTo(pause) < 0 ? left : pause)) {
                return count.isPresent()
                        ? uncounted(arrived, "the check's time ended before it was quiet for long enough")
                        : uncounted(arrived, why);
            }
            pause = results.pace().after(pause);
        }
    }

    /** After the quiet time what is there counts; only where nothing is there yet more time is granted. */
    private boolean decided(OptionalInt count, Instant asked) {
        if (count.isEmpty() || asked.isBefore(quietUntil)) {
            return false;
        }
        boolean met = results.expectation()
                .judge(Actual.number(count.getAsInt()), reference -> Optional.empty())
                .met();
        return met || count.getAsInt() > 0 || !asked.isBefore(latest);
    }

    private ItemEnd counted(ItemEnd arrived, int count) {
        return new ItemEnd(
                arrived.name(),
                arrived.end(),
                arrived.sent(),
                arrived.arrival(),
                OptionalInt.of(count),
                arrived.detail(),
                asking.trail().facts());
    }

    private ItemEnd uncounted(ItemEnd arrived, String why) {
        asking.trail().explainedBy(asking.trail().last());
        return new ItemEnd(
                arrived.name(),
                End.NOT_JUDGED,
                arrived.sent(),
                arrived.arrival(),
                OptionalInt.empty(),
                "its results could not be counted: " + why,
                asking.trail().facts());
    }
}
