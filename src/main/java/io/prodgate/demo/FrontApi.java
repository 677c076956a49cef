package io.prodgate.demo;

import io.prodgate.evidence.Json;
import java.util.List;
import java.util.Map;

/** What needs no account: the app's page, health, the description of the API, the metrics. */
final class FrontApi {
    /** What is live; the demo plan expects it. */
    static final String REVISION = "9b1c4e2f7a60d358";

    private final JobQueue queue;
    private final Metrics metrics;

    FrontApi(JobQueue queue, Metrics metrics) {
        this.queue = queue;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/", call -> Answer.html(200, page())),
                Route.get("/health", call -> health()),
                Route.get("/openapi.json", call -> openApi()),
                Route.get("/metrics", call -> metrics()));
    }

    /** The page that the app's frontend is served as. */
    static String page() {
        return Resources.text("platform/index.html");
    }

    /** Health with a revision. */
    static Answer health(String revision, int queueDepth) {
        return Answer.json(
                200,
                Json.mapper()
                        .createObjectNode()
                        .put("status", "ok")
                        .put("revision", revision)
                        .put("queue_depth", queueDepth));
    }

    private Answer health() {
        return health(REVISION, queue.depth());
    }

    private static Answer openApi() {
        return new Answer(200, Map.of("Content-Type", "application/json"), Resources.text("platform/openapi.json"));
    }

    private Answer metrics() {
        return new Answer(200, Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8"), metrics.text());
    }
}
