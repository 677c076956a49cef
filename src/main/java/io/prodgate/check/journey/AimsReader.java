package io.prodgate.check.journey;

import io.prodgate.plan.Expectation;
import io.prodgate.plan.Keys;
import java.util.ArrayList;
import java.util.List;

/** Binds {@code expect}: what is expected of all items together. */
final class AimsReader {
    private final Keys own;

    AimsReader(Keys own) {
        this.own = own;
    }

    /** What the plan expects, and what is expected where it says nothing: that all items arrive, each with one result. */
    List<Journey.Aim> read() {
        List<Journey.Aim> aims = new ArrayList<>();
        own.mapping("expect", keys -> {
            for (Journey.Measure measure : Journey.Measure.values()) {
                keys.node(measure.word())
                        .flatMap(node -> Expectation.read(node, measure.subject(), List.of(), keys.errors()))
                        .ifPresent(expectation -> aims.add(new Journey.Aim(measure, expectation)));
            }
            keys.done();
            return keys;
        });
        boolean judged = aims.stream().anyMatch(aim -> aim.measure() == Journey.Measure.SUCCESS);
        if (!judged) {
            aims.addFirst(
                    new Journey.Aim(Journey.Measure.SUCCESS, Expectation.of("100%", Expectation.Subject.PERCENTAGE)));
        }
        if (own.has("results") && aims.stream().noneMatch(aim -> aim.measure() == Journey.Measure.RESULTS)) {
            aims.add(new Journey.Aim(Journey.Measure.RESULTS, Expectation.of("1", Expectation.Subject.NUMBER)));
        }
        return aims;
    }
}
