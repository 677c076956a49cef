package io.prodgate.diagnosis;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.PaceWait;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What became of the items of a journey, in the words of rules. */
final class Items {
    private static final int MOST_NAMED = 3;

    private Items() {}

    /**
     * Tells the symptoms; nothing if the attempt followed no items.
     *
     * @param misses how many attempts missed an expectation for certain, this one included
     */
    static void describe(List<Evidence> evidence, int misses, BiConsumer<String, String> symptom) {
        List<ItemResult> items = evidence.stream()
                .filter(ItemResult.class::isInstance)
                .map(ItemResult.class::cast)
                .toList();
        if (items.isEmpty()) {
            return;
        }
        List<ItemResult> others = items.stream()
                .filter(item -> item.end() != ItemResult.End.ARRIVED)
                .toList();
        others.stream().map(item -> item.end().wireName()).distinct().forEach(end -> symptom.accept("item-end", end));
        symptom.accept("items", inWords(items, others));
        symptom.accept("certain", String.valueOf(Signs.missedForCertain(evidence)));
        symptom.accept("item-misses", String.valueOf(misses));
        long waits = evidence.stream()
                .filter(fact -> fact instanceof PaceWait pause && pause.taken())
                .count();
        symptom.accept("waits", String.valueOf(waits));
    }

    private static String inWords(List<ItemResult> items, List<ItemResult> others) {
        if (others.isEmpty()) {
            return "all of " + items.size() + " items";
        }
        String named = others.stream()
                .limit(MOST_NAMED)
                .map(item -> item.item() + " (" + item.end().wireName()
                        + (item.detail().isEmpty() ? "" : ": " + item.detail()) + ")")
                .collect(Collectors.joining(", "));
        String more = others.size() > MOST_NAMED ? ", and " + (others.size() - MOST_NAMED) + " more" : "";
        return others.size() + " of " + items.size() + " items: " + named + more;
    }

    /** True if the attempt followed items and missed an expectation, whatever became of those nobody knows about. */
    static boolean missed(List<Evidence> evidence) {
        return Signs.followsItems(evidence) && Signs.missedForCertain(evidence);
    }
}
