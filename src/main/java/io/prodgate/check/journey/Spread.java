package io.prodgate.check.journey;

import io.prodgate.plan.Keys;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Binds {@code spread}: the categories of which there has to be at least one item each. */
final class Spread {
    private Spread() {}

    /** Notes the categories that no item has; nothing is sent then. */
    static void check(Keys own, List<Item> items) {
        List<String> wanted = own.texts("spread");
        if (own.has("spread") && wanted.isEmpty()) {
            own.error("spread", "no category is named", "write for example 'spread: [network, database, access]'");
        }
        Map<String, Long> there = items.stream()
                .flatMap(item -> item.category().stream())
                .collect(Collectors.groupingBy(Spread::plain, TreeMap::new, Collectors.counting()));
        List<String> missing = wanted.stream()
                .filter(category -> !there.containsKey(plain(category)))
                .toList();
        if (!missing.isEmpty()) {
            String have = there.isEmpty()
                    ? "no item has a 'category'"
                    : there.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", ", "there are: ", ""));
            own.error(
                    "spread",
                    "there is no item of the category '" + String.join("', '", missing) + "'",
                    have + "; add items, or what is proven is proven of fewer kinds than the plan asks for");
        }
    }

    private static String plain(String category) {
        return category.strip().toLowerCase(Locale.ROOT);
    }
}
