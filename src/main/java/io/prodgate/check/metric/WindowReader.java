package io.prodgate.check.metric;

import io.prodgate.plan.Durations;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads which time a number is about. */
final class WindowReader {
    private final Keys own;
    private final Plan.Production production;

    WindowReader(Keys own, Plan.Production production) {
        this.own = own;
        this.production = production;
    }

    /**
     * The window of a query.
     *
     * @param lookBack how far the query itself looks back
     */
    Window read(String query, Duration lookBack) {
        Optional<String> written = own.text("window").map(String::strip);
        Duration warmUp = own.duration("warm-up").orElse(Duration.ZERO);
        Optional<Duration> lasts = own.duration("lasts").filter(found -> MetricKind.positive(own, "lasts", found));
        if (written.isEmpty()) {
            if (query.contains(MetricKind.WINDOW)) {
                own.error("window", "the query is about a window, and there is none", "add for example 'window: 24h'");
            }
            withoutBeginning();
            return new Window.Now(lookBack);
        }
        return switch (written.get()) {
            case "since-deploy" -> new Window.SinceDeploy(deployed(), warmUp, lasts);
            case "this-run" -> new Window.ThisRun(warmUp, lasts);
            default -> last(written.get());
        };
    }

    private Window last(String written) {
        withoutBeginning();
        Optional<Duration> length = Durations.parse(written);
        if (length.isEmpty()) {
            own.error(
                    "window",
                    "expected " + Durations.FORMS + ", since-deploy or this-run, found '" + written + "'",
                    "write for example 24h");
        }
        return new Window.Last(length.filter(found -> MetricKind.positive(own, "window", found))
                .orElse(Duration.ofDays(1)));
    }

    private void withoutBeginning() {
        String where = "use it with 'window: since-deploy' or 'window: this-run'";
        if (own.has("warm-up")) {
            own.error("warm-up", "there is nothing that warms up", where);
        }
        if (own.has("lasts")) {
            own.error("lasts", "the window has no beginning of its own from which it could last", where);
        }
    }

    private Instant deployed() {
        return production.deployedAt().orElseGet(() -> {
            own.error("window", "the plan does not say when production was deployed", "add 'production.deployed-at'");
            return Instant.EPOCH;
        });
    }
}
