package io.prodgate.demo.alerting;

import java.util.Map;

/**
 * What a rule has found.
 *
 * @param labels of the alert, {@code alertname} among them
 * @param annotations filled in
 * @param firing false as long as it is pending
 * @param since milliseconds since 1970
 * @param value that was found last
 */
public record Active(
        Map<String, String> labels, Map<String, String> annotations, boolean firing, long since, double value) {
    public Active {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** {@code firing} or {@code pending}. */
    public String state() {
        return firing ? "firing" : "pending";
    }
}
