package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Time;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The real users of the platform: as long as anybody calls it, a tenant's ServiceDesk sends a ticket of its own once a minute, which nobody
 * outside knows of.
 */
final class Customers implements Edge {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final String WEBHOOK = "/webhook/servicedesk";

    private final Ticket ticket;
    private final Tenant tenant;
    private final Time time;
    private long sent;
    private Optional<Instant> last = Optional.empty();

    /**
     * Customers.
     *
     * @param ticket what they write, each time with the next number
     */
    Customers(Tenant tenant, Ticket ticket, Time time) {
        this.tenant = tenant;
        this.ticket = ticket;
        this.time = time;
    }

    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        Optional<Call> own = due();
        if (own.isPresent()) {
            behind.answer(own.get());
        }
        return behind.answer(call);
    }

    private synchronized Optional<Call> due() {
        Instant now = time.now();
        if (last.filter(before -> before.plus(EVERY).isAfter(now)).isPresent()) {
            return Optional.empty();
        }
        last = Optional.of(now);
        sent++;
        ObjectNode json = ticket.json()
                .put("event", "ticket.created")
                .put("ticket_id", Long.toString(Long.parseLong(ticket.ticketId()) + sent));
        byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
        return Optional.of(Call.of(
                "POST",
                WEBHOOK,
                Map.of(
                        "User-Agent",
                        "ServiceDeskPlus/14",
                        WebhookApi.SIGNATURE,
                        Signature.of(body, tenant.webhookSecret())),
                body));
    }
}
