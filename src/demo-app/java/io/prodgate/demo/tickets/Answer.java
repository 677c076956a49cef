package io.prodgate.demo.tickets;

import org.json.JSONException;
import org.json.JSONObject;

/** What production said. */
final class Answer {
    private final int status;
    private final String retryAfter;
    private final String body;

    /**
     * @param status HTTP's
     * @param retryAfter the header of that name, or an empty text
     * @param body as text
     */
    Answer(int status, String retryAfter, String body) {
        this.status = status;
        this.retryAfter = retryAfter;
        this.body = body;
    }

    /** HTTP's status. */
    int status() {
        return status;
    }

    /** When to come back, as production said it, or an empty text. */
    String retryAfter() {
        return retryAfter;
    }

    /** True if production did what it was asked for. */
    boolean good() {
        return status >= 200 && status < 300;
    }

    /** A text of the document, or an empty one if there is no such text, or no document at all. */
    String text(String name) {
        try {
            Object value = new JSONObject(body).opt(name);
            return value instanceof String ? (String) value : "";
        } catch (JSONException e) {
            return "";
        }
    }
}
