package io.prodgate.system;

import io.prodgate.traffic.Reply;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Answers the requests of a client with what came back through the door, so that the client itself connects to nobody. */
final class DoorFilter implements ClientRequestFilter {
    /** What the client says of itself; the door says who we are. */
    private static final Set<String> OWN = Set.of("user-agent");

    private final Visit visit;

    DoorFilter(Visit visit) {
        this.visit = visit;
    }

    @Override
    public void filter(ClientRequestContext call) {
        Optional<byte[]> body = Optional.ofNullable(call.getEntity()).map(Bodies::bytes);
        try {
            Reply.Answer answer = visit.send(call.getMethod(), call.getUri(), headers(call), body);
            call.abortWith(Response.status(answer.exchange().status())
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(answer.body())
                    .build());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VisitFailure("interrupted", Optional.empty(), OptionalInt.empty());
        }
    }

    private static List<Map.Entry<String, String>> headers(ClientRequestContext call) {
        return call.getStringHeaders().entrySet().stream()
                .filter(header -> !OWN.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .flatMap(header -> header.getValue().stream().map(value -> Map.entry(header.getKey(), value)))
                .toList();
    }
}
