package io.prodgate.check.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.check.Attempt;
import io.prodgate.check.lease.Step;
import java.util.Optional;

/**
 * What keeps pods running: a deployment or a stateful set.
 *
 * @param kind {@code deployment} or {@code statefulset}
 * @param name its name
 */
record Workload(String kind, String name) {
    static final String API = "/apis/apps/v1";

    @Override
    public String toString() {
        return kind + "/" + name;
    }

    String resource() {
        return kind + "s.apps";
    }

    /**
     * Reads it, and sees that all of it is ready: else nobody could tell whether it was restored.
     *
     * @throws Injector.NotMadeException if it is not, or cannot be read
     */
    JsonNode ready(Attempt attempt, Place place) throws Injector.NotMadeException, InterruptedException {
        JsonNode found = place.read(attempt, API, kind + "s/" + name);
        JsonNode replicas = found.path("spec").path("replicas");
        if (!replicas.isInt()) {
            throw new Injector.NotMadeException(this + " does not say how many replicas it has");
        }
        int ready = found.path("status").path("readyReplicas").asInt();
        if (ready < replicas.asInt()) {
            throw new Injector.NotMadeException("of %d replicas of %s %d are ready: nothing is broken that is not well"
                    .formatted(replicas.asInt(), this, ready));
        }
        if (found.path("spec").path("paused").asBoolean()) {
            throw new Injector.NotMadeException(this + " is paused, so it would not follow", "resume its rollout");
        }
        if (found.path("spec").path("updateStrategy").path("type").asText().equals("OnDelete")) {
            throw new Injector.NotMadeException(
                    this + " replaces pods when somebody deletes them (OnDelete), so it would not follow",
                    "break something else");
        }
        return found;
    }

    /** Waits until all its pods are as it says, and ready. */
    Step rolledOut(Place place) {
        return place.waiting("rollout", "status", toString());
    }

    /** Proves that something in it is as it should be. */
    Step says(Place place, String path, String value) {
        return place.step(Optional.of(value), "get", toString(), "--output=jsonpath={" + path + "}");
    }
}
