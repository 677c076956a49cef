package io.prodgate.check.alert;

import io.prodgate.check.AskedSystem;
import io.prodgate.check.alert.AlertPlan.Told;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads where what people are told of an alert can be read. */
final class ToldReader {
    private final Plan plan;
    private final boolean posted;
    private final boolean rings;

    /**
     * Reads for one alert.
     *
     * @param posted whether we post it
     * @param rings whether it is watched until it rings
     */
    ToldReader(Plan plan, boolean posted, boolean rings) {
        this.plan = plan;
        this.posted = posted;
        this.rings = rings;
    }

    Told read(Keys keys) {
        List<Inbox> inboxes = new ArrayList<>();
        keys.mapping("slack", this::channel).flatMap(found -> found).ifPresent(inboxes::add);
        keys.mapping("pagerduty", this::services).flatMap(found -> found).ifPresent(inboxes::add);
        if (!keys.has("slack") && !keys.has("pagerduty")) {
            keys.error(
                    "slack",
                    "it does not say where",
                    "write 'slack: { channel: C… }' or 'pagerduty: { services: [P…] }'");
        }
        boolean resolved = keys.flag("resolved", false);
        if (keys.has("resolved") && !posted) {
            keys.error(
                    "resolved",
                    "'resolved' is for alerts that are posted",
                    "write 'told' into a check with 'until: resolved'");
        }
        keys.done();
        return new Told(inboxes, resolved);
    }

    private Optional<Inbox> channel(Keys keys) {
        String id = keys.text("channel").orElse("");
        if (id.isBlank()) {
            keys.error("channel", "'channel' is missing", "write its id: 'channel: C1234567890'");
        }
        Optional<AskedSystem> system = withToken(keys, "slack");
        keys.done();
        return system.map(asked -> new Inbox.Channel(new AlertPlan.Channel(asked, id)));
    }

    private Optional<Inbox> services(Keys keys) {
        List<String> ids = keys.texts("services");
        Optional<Duration> escalates = AlertReader.positive(keys, "escalates");
        if (escalates.isPresent() && !rings) {
            keys.error("escalates", "nothing rings here", "write it where 'until: firing' or 'post' is");
        }
        Optional<AskedSystem> system = withToken(keys, "pagerduty");
        keys.done();
        return system.map(asked -> new Inbox.Services(new AlertPlan.Services(asked, ids, escalates)));
    }

    private Optional<AskedSystem> withToken(Keys keys, String usual) {
        Optional<AskedSystem> system = AskedSystem.read(keys, plan, usual);
        if (system.filter(asked -> asked.entry().token().isEmpty()
                        && asked.entry().headers().isEmpty())
                .isPresent()) {
            keys.error(
                    "system",
                    "the system '" + system.get().name() + "' has no token, and without one nothing can be read there",
                    "add 'token: ${secret.NAME}' to it");
        }
        return system;
    }
}
