package io.prodgate.check.journey;

import io.prodgate.check.journey.FakeProduction.Said;
import io.prodgate.traffic.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;

/** What tests of journeys that end in a note on a request of ServiceDesk Plus have in common. */
abstract class NoteTrials {
    /** One after the other, so that the clock goes on in one way only. */
    static final String TICKETS = """
        for-each:
          - { name: network, ticket: 10001, subject: No network on the third floor }
          - { name: database, ticket: 10002, subject: Queries on the warehouse hang }
        parallel: 1
        send:
          post: /webhook
          json: { ticket: '${item.ticket}' }
          expect: { status: 202 }
        until:
          servicedesk-note: ${item.ticket}
          author: Enhancer
          within: 60s
        expect: { notes: 1, success: 100% }
        """;

    static final String ABOUT = "note: { words-of: '${item.subject}' }\n";
    static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    Trial trial(String journey) {
        return new Trial(folder, journey);
    }

    static String withContent(String content) {
        return TICKETS.replace("  within: 60s\n", "  within: 60s\n  " + content);
    }

    /** Answers of ServiceDesk in place of the true ones while a condition holds. */
    static void disturb(Trial trial, Function<Request, Optional<Said>> disturbance, FakeServiceDesk desk) {
        trial.production.first(
                "GET",
                "/api/v3/requests/",
                request -> disturbance.apply(request).orElseGet(() -> desk.answer(request)));
    }
}
