package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.util.List;
import java.util.Optional;

/** The tenants' own view of their tickets. */
final class TicketApi {
    private final Tenants tenants;
    private final List<Ticket> tickets;

    TicketApi(Tenants tenants, List<Ticket> tickets) {
        this.tenants = tenants;
        this.tickets = List.copyOf(tickets);
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/tickets", tenants.only(this::list)),
                Route.get("/api/v1/tickets/{ticket}", tenants.only(this::one)));
    }

    private Answer list(Call call, Tenant tenant) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode list = json.putArray("tickets");
        tickets.stream()
                .filter(ticket -> ticket.tenantId().equals(tenant.id()))
                .map(Ticket::json)
                .forEach(list::add);
        return Answer.json(200, json.put("total", list.size()));
    }

    private Answer one(Call call, Tenant tenant) {
        Optional<Ticket> ticket = tickets.stream()
                .filter(candidate -> candidate.ticketId().equals(call.variable("ticket")))
                .findFirst();
        if (ticket.isEmpty()) {
            return Answer.refusal(404, "no such ticket");
        }
        return ticket.get().tenantId().equals(tenant.id())
                ? Answer.json(200, ticket.get().json())
                : Answer.refusal(403, "this ticket belongs to another tenant");
    }
}
