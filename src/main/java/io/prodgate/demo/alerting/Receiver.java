package io.prodgate.demo.alerting;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whom notifications are sent to. */
@FunctionalInterface
public interface Receiver {
    /**
     * Takes one, or does not.
     *
     * @param name of the receiver
     * @param notification in the form of <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhooks</a>
     * @return a status of HTTP
     */
    int take(String name, ObjectNode notification);
}
