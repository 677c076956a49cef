package io.prodgate.demo.alerting;

import java.time.Instant;

/**
 * Somebody wants to hear nothing of an alert for a while.
 *
 * @param alert its name
 * @param createdBy who
 * @param comment why
 */
public record Silence(String id, String alert, String createdBy, String comment, Instant startsAt, Instant endsAt) {
    /** Whether it holds something back at that time. */
    public boolean active(Instant now) {
        return !now.isBefore(startsAt) && now.isBefore(endsAt);
    }

    boolean holdsBack(Alert one, Instant now) {
        return active(now) && alert.equals(one.labels().get("alertname"));
    }
}
