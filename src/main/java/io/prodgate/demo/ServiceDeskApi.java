package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The notes of the tenants' requests, in the form of ServiceDesk Plus v3:
 * https://www.manageengine.com/products/service-desk/sdpop-v3-api/requests/request_note.html
 */
final class ServiceDeskApi {
    private static final String NOTES = "/servicedesk/api/v3/requests/{request}/notes";

    private final Tenants tenants;
    private final List<Ticket> tickets;
    private final JobQueue queue;
    private final ServiceDesk serviceDesk;

    ServiceDeskApi(Tenants tenants, List<Ticket> tickets, JobQueue queue, ServiceDesk serviceDesk) {
        this.tenants = tenants;
        this.tickets = List.copyOf(tickets);
        this.queue = queue;
        this.serviceDesk = serviceDesk;
    }

    List<Route> routes() {
        return List.of(Route.get(NOTES, this::list), Route.get(NOTES + "/{note}", this::one));
    }

    /** All notes on a request; as with the original, their texts have to be asked for one by one. */
    private Answer list(Call call) {
        if (sender(call).isEmpty()) {
            return failure(401, 4002, "UNAUTHORISED");
        }
        Optional<ServiceDesk.Request> request = ownRequest(call);
        if (request.isEmpty()) {
            return failure(404, 4007, "request not found");
        }
        ObjectNode json = success();
        ArrayNode notes = json.putArray("notes");
        serviceDesk.notes(request.get()).forEach(note -> notes.add(head(note)));
        json.putObject("list_info")
                .put("has_more_rows", false)
                .put("start_index", 1)
                .put("row_count", notes.size());
        return Answer.json(200, json);
    }

    private Answer one(Call call) {
        if (sender(call).isEmpty()) {
            return failure(401, 4002, "UNAUTHORISED");
        }
        Optional<ServiceDesk.Note> note =
                ownRequest(call).flatMap(request -> serviceDesk.note(request, call.variable("note")));
        if (note.isEmpty()) {
            return failure(404, 4007, "note not found");
        }
        ObjectNode json = success();
        json.set("note", head(note.get()).put("description", note.get().description()));
        return Answer.json(200, json);
    }

    private Optional<Tenant> sender(Call call) {
        return call.header("authtoken").flatMap(tenants::withServiceDeskToken);
    }

    /**
     * A request that was there at the start, one that is opened for a run as a copy of such ({@code 10001-RUN}), or one that its webhook told
     * of. Another tenant's does not exist for the one who asks.
     */
    private Optional<ServiceDesk.Request> ownRequest(Call call) {
        return sender(call)
                .map(tenant -> new ServiceDesk.Request(tenant.id(), call.variable("request")))
                .filter(request -> Stream.concat(
                                tickets.stream(), queue.all().stream().map(Job::ticket))
                        .map(ServiceDesk.Request::of)
                        .anyMatch(known -> known.equals(request) || isCopy(known, request)));
    }

    private static boolean isCopy(ServiceDesk.Request known, ServiceDesk.Request request) {
        return known.tenantId().equals(request.tenantId()) && request.id().startsWith(known.id() + "-");
    }

    private static ObjectNode head(ServiceDesk.Note note) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("id", note.id())
                .put("show_to_requester", false)
                .put("mark_first_response", false);
        json.putObject("request").put("id", note.requestId());
        json.putObject("added_by").put("name", "Ticket enhancement");
        json.putObject("added_time")
                .put("value", Long.toString(note.added().toEpochMilli()))
                .put("display_value", note.added().toString());
        return json;
    }

    private static ObjectNode success() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.putObject("response_status").put("status_code", 2000).put("status", "success");
        return json;
    }

    private static Answer failure(int status, int code, String message) {
        ObjectNode json = Json.mapper().createObjectNode();
        ObjectNode response = json.putObject("response_status");
        response.put("status_code", 4000)
                .put("status", "failed")
                .putArray("messages")
                .addObject()
                .put("status_code", code)
                .put("message", message);
        return Answer.json(status, json);
    }
}
