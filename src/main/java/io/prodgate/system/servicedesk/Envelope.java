package io.prodgate.system.servicedesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What every answer says of itself in {@code response_status}: {@code {"status_code": 2000, "status": "success"}} or
 * {@code {"status_code": 4000, "status": "failed", "messages": [{"status_code": 4007, "message": "…"}]}}. The same question may be
 * answered with the object, or with a list of one.
 *
 * @param succeeded true only if it says so
 * @param codes of its messages
 * @param message what it says, in its own words
 */
record Envelope(boolean succeeded, List<Integer> codes, String message) {
    private static final int NONE = 0;

    private static final int SUCCESS = 2000;

    /** What was asked for is not there. */
    private static final int NOT_THERE = 4007;

    /** The one who asks may not. */
    private static final int NOT_ALLOWED = 4002;

    Envelope {
        codes = List.copyOf(codes);
    }

    static Envelope of(Optional<JsonNode> status) {
        JsonNode written = status.orElse(MissingNode.getInstance());
        JsonNode one = written.isArray() ? written.path(0) : written;
        int code = one.path("status_code").asInt(NONE);
        if (code == NONE) {
            return new Envelope(false, List.of(), "the answer does not say in 'response_status' whether it is one");
        }
        List<Integer> codes = new ArrayList<>(List.of(code));
        List<String> words = new ArrayList<>();
        one.path("messages").forEach(message -> {
            codes.add(message.path("status_code").asInt());
            words.add(message.path("status_code").asText() + " "
                    + message.path("message").asText("without a word"));
        });
        boolean succeeded = code == SUCCESS && !one.path("status").asText().equals("failed");
        String said = words.isEmpty() ? "" : ": " + words.stream().limit(3).collect(Collectors.joining(", "));
        return new Envelope(succeeded, codes, "response_status " + code + said);
    }

    /** True if it is no envelope at all. */
    boolean missing() {
        return codes.isEmpty();
    }

    boolean notThere() {
        return !succeeded && codes.contains(NOT_THERE);
    }

    boolean notAllowed() {
        return !succeeded && codes.contains(NOT_ALLOWED);
    }
}
