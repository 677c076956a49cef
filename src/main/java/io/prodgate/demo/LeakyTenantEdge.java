package io.prodgate.demo;

/** A wall with a hole: a tenant who asks for another tenant's ticket gets it. */
final class LeakyTenantEdge implements Edge {
    private final Ticket leaked = Ticket.resource("platform/tickets/globex.json");

    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        Answer answer = behind.answer(call);
        boolean others = answer.status() == 403 && call.path().equals("/api/v1/tickets/" + leaked.ticketId());
        return others ? Answer.json(200, leaked.json()) : answer;
    }
}
