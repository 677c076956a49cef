package io.prodgate.check.journey;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an item ended.
 *
 * @param name the item's
 * @param sent when it was sent; when it should have been if it was not
 * @param arrival when the state was there, if it was seen
 * @param results how many were counted, if they were
 * @param detail what was seen last, in words
 * @param trail the evidence, what explains the end last
 * @param steps what proves how far it came
 * @param simulated true if it is none of production's own
 */
record ItemEnd(
        String name,
        End end,
        Instant sent,
        Optional<Arrival> arrival,
        OptionalInt results,
        String detail,
        List<Evidence> trail,
        List<ItemResult.Step> steps,
        boolean simulated) {
    ItemEnd {
        trail = List.copyOf(trail);
        steps = Way.ordered(steps);
    }

    /** The end of an item of production's own, of which nothing else is told. */
    ItemEnd(
            String name,
            End end,
            Instant sent,
            Optional<Arrival> arrival,
            OptionalInt results,
            String detail,
            List<Evidence> trail) {
        this(name, end, sent, arrival, results, detail, trail, List.of(), false);
    }

    /** The same end, with what proves it. */
    ItemEnd proven(List<ItemResult.Step> by, boolean isSimulated) {
        return new ItemEnd(name, end, sent, arrival, results, detail, trail, by, isSimulated);
    }

    static ItemEnd of(String name, End end, Instant sent, String detail, Trail trail) {
        return new ItemEnd(name, end, sent, Optional.empty(), OptionalInt.empty(), detail, trail.facts());
    }

    /** The same item, known to have ended otherwise. */
    ItemEnd as(End other, String why, Trail seen) {
        return new ItemEnd(name, other, sent, arrival, results, why, seen.facts(), steps, simulated);
    }

    /** The same item, of which something else is not proven. */
    ItemEnd unproven(String why) {
        return new ItemEnd(name, End.NOT_JUDGED, sent, arrival, results, why, trail, steps, simulated);
    }

    /** The same item with a further step of its way. */
    ItemEnd with(ItemResult.Step step) {
        List<ItemResult.Step> all = new ArrayList<>(steps);
        all.add(step);
        return proven(all, simulated);
    }

    /** The same item, known to have failed. */
    ItemEnd failed(String why) {
        return new ItemEnd(name, End.FAILED, sent, arrival, results, why, trail, steps, simulated);
    }

    ItemResult fact() {
        return new ItemResult(
                name,
                end,
                sent,
                arrival.map(Arrival::most),
                results.isPresent() ? Optional.of(results.getAsInt()) : Optional.empty(),
                detail,
                steps,
                simulated);
    }

    /** True if it is production's doing that the item did not end as it should. */
    boolean productionFailed() {
        return switch (end) {
            case LATE, FAILED, REFUSED -> true;
            case ARRIVED, UNKNOWN, NOT_JUDGED -> false;
        };
    }

    /** True if nobody can say how it ended. */
    boolean open() {
        return switch (end) {
            case UNKNOWN, NOT_JUDGED -> true;
            case ARRIVED, LATE, FAILED, REFUSED -> false;
        };
    }
}
