package io.prodgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.util.List;
import java.util.Optional;

/** Where the tenants' ServiceDesks send new tickets. */
final class WebhookApi {
    /** Where a webhook's signature is. */
    static final String SIGNATURE = "X-ServiceDesk-Signature";

    private final Tenants tenants;
    private final JobQueue queue;
    private final Metrics metrics;
    private final Tracing tracing;

    WebhookApi(Tenants tenants, JobQueue queue, Metrics metrics, Tracing tracing) {
        this.tenants = tenants;
        this.queue = queue;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    List<Route> routes() {
        return List.of(Route.post("/webhook/servicedesk", call -> tracing.serve("webhook", call, this::take)));
    }

    private Answer take(Call call, Tracing.Serving serving) {
        Optional<JsonNode> document = Ticket.document(call.body());
        if (document.isEmpty()) {
            return unusable(List.of());
        }
        Optional<Tenant> sender =
                tenants.named(document.get().path("tenant_id").asText()).filter(tenant -> signedBy(tenant, call));
        if (sender.isEmpty()) {
            metrics.forged();
            return Answer.refusal(401, "invalid signature");
        }
        List<String> missing = Ticket.missing(document.get());
        if (!missing.isEmpty()) {
            metrics.malformed(sender.get());
            return unusable(missing);
        }
        Job job = queue.add(Ticket.of(document.get()), serving.context());
        serving.tell(job.trace());
        return Answer.json(202, job.json()).with("Location", "/api/v1/jobs/" + job.id());
    }

    private static boolean signedBy(Tenant tenant, Call call) {
        return call.header(SIGNATURE)
                .filter(given -> Signature.right(given, call.body(), tenant.webhookSecret()))
                .isPresent();
    }

    /** 422 as FastAPI says it: what is wrong, and where. */
    private static Answer unusable(List<String> missing) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode detail = json.putArray("detail");
        if (missing.isEmpty()) {
            complaint(detail, "json_invalid", "JSON object required");
        }
        for (String field : missing) {
            complaint(detail, "missing", "Field required").add(field);
        }
        return Answer.json(422, json);
    }

    private static ArrayNode complaint(ArrayNode detail, String type, String message) {
        return detail.addObject()
                .put("type", type)
                .put("msg", message)
                .putArray("loc")
                .add("body");
    }
}
