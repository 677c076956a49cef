package io.prodgate.lab.app;

import io.prodgate.lab.Json;
import io.prodgate.lab.android.Android;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Asks production, and says what came of it in the words that the app shows. */
final class Asker {
    private static final int NOT_AUTHENTICATED = 401;
    private static final int TOO_MANY = 429;

    private final Android android;
    private final Production production;

    /**
     * A call.
     *
     * @param process whose lines in the log are about it
     */
    record Question(
            int process, String method, String path, Optional<Map<String, String>> body, Map<String, String> headers) {}

    /**
     * What came of it.
     *
     * @param document what production answered, if it did what it was asked for
     * @param error what the app shows otherwise
     * @param stranger whether production does not know the user any more
     */
    record Outcome(Optional<Map<?, ?>> document, String error, boolean stranger) {
        private static Outcome error(String words) {
            return new Outcome(Optional.empty(), words, false);
        }
    }

    Asker(Android android) {
        this.android = android;
        this.production = new Production(android);
    }

    /** Asks, and waits for the answer. */
    Outcome ask(Question question) {
        Optional<String> address =
                android.identity().production().or(() -> android.packages().production(Apps.TICKETS));
        if (address.isEmpty()) {
            return Outcome.error("No connection to the server");
        }
        try {
            return outcome(production.call(
                    question.process(),
                    question.method(),
                    address.get() + question.path(),
                    question.body().map(Json::write),
                    question.headers()));
        } catch (SSLException e) {
            return Outcome.error("No secure connection to the server");
        } catch (IOException e) {
            return Outcome.error("No connection to the server");
        }
    }

    private static Outcome outcome(Production.Answer answer) {
        if (answer.status() / 100 == 2) {
            return new Outcome(Optional.of(document(answer)), "", false);
        }
        if (answer.status() == TOO_MANY) {
            return Outcome.error(
                    answer.retryAfter().matches("\\d+")
                            ? "Too many requests. Try again in " + answer.retryAfter() + " seconds."
                            : "Too many requests");
        }
        String detail = document(answer).get("detail") instanceof String text ? text : "";
        String words = detail.isEmpty() ? "The server answered " + answer.status() : detail;
        return new Outcome(Optional.empty(), words, answer.status() == NOT_AUTHENTICATED);
    }

    private static Map<?, ?> document(Production.Answer answer) {
        try {
            return Json.object(answer.body());
        } catch (IllegalArgumentException e) {
            // Not JSON: a document without anything in it, as the app sees it.
            return Map.of();
        }
    }
}
