package io.prodgate.check.request;

import io.prodgate.evidence.Time;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import io.prodgate.traffic.Request;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts requests together: fills in what steps refer to, and signs. */
final class StepRequests {
    private final String place;
    private final Values values;
    private final Time time;

    /**
     * Requests of one check.
     *
     * @param place where the check stands in the plan: it is part of what tells its messages from others
     */
    StepRequests(String place, Values values, Time time) {
        this.place = place;
        this.values = values;
        this.time = time;
    }

    /**
     * The request of a step.
     *
     * @throws URISyntaxException if its target is no URL; the message does not quote values
     * @throws IOException if a file to send cannot be read
     * @throws Signature.UnusableKeyException if a key is not written as the plan says
     * @throws Values.MissingValueException if a reference has no value
     */
    Request of(Step step) throws URISyntaxException, IOException, Signature.UnusableKeyException {
        Optional<byte[]> body = step.content().bytes(values);
        URI url = step.target().resolve(values);
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        step.headers()
                .forEach(header ->
                        headers.add(Map.entry(header.name(), header.value().fill(values))));
        if (headers.stream().noneMatch(header -> header.getKey().equalsIgnoreCase("content-type"))) {
            step.content().type().ifPresent(type -> headers.add(Map.entry("Content-Type", type)));
        }
        if (step.signature().isPresent()) {
            Signature signature = step.signature().get();
            byte[] signed = body.orElse(new byte[0]);
            headers.addAll(signature.headers(signed, values, time.now(), origin(step.method() + " " + url)));
            body = body.map(signature::sent);
        }
        return new Request(
                step.method(), url, headers, body, step.timeout(), step.credential(), step.wantsLimit(values));
    }

    /** Tells a message from all others of the run, and is the same however often it is sent. */
    private String origin(String line) {
        return String.join("\n", place, known("run", "id"), known("item", "name"), line, "");
    }

    private String known(String namespace, String name) {
        return values.find(new Template.Reference(namespace, name, Optional.empty()))
                .orElse("");
    }
}
