package io.prodgate.demo;

import io.prodgate.demo.alerting.Alarms;
import io.prodgate.demo.alerting.RuleGroup;
import io.prodgate.demo.alerting.Silence;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Whether alarms reach anybody. */
enum Ringing {
    /** Everybody hears what is meant for them. */
    HEARD,
    /** Whoever is on call has no way left by which they could be told. */
    CUT_OFF,
    /** Somebody has silenced the alert of the queue. */
    SILENCED;

    private static final String PAGER = """
          - name: on-call
            webhook_configs:
              - url: https://127.0.0.1:8444/receivers/on-call
        """;

    /** The alarms of a platform. */
    Alarms alarms(Metrics metrics, Inbox inbox, Time time) {
        return new Alarms(
                metrics::scrapes,
                RuleGroup.read(Resources.text("platform/alerts.yml")),
                alertmanager(),
                silences(time.now()),
                inbox::take,
                time);
    }

    private String alertmanager() {
        String sound = Resources.text("platform/alertmanager.yml");
        return switch (this) {
            case HEARD, SILENCED -> sound;
            case CUT_OFF -> DemoPlan.changed(sound, PAGER, "  - name: on-call\n");
        };
    }

    private List<Silence> silences(Instant now) {
        return switch (this) {
            case HEARD, CUT_OFF -> List.of();
            case SILENCED -> {
                Instant from = now.truncatedTo(ChronoUnit.SECONDS);
                yield List.of(new Silence(
                        "7c1f7b9e-2f0c-4a4e-9d43-0f5b2a6c1d10",
                        "QueueTooDeep",
                        "ada@example.com",
                        "too loud last night, will look at it",
                        from,
                        from.plus(Duration.ofHours(12))));
            }
        };
    }
}
