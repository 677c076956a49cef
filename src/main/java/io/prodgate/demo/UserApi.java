package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Time;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Anonymous sign-up, as the app does it at its first start: everybody gets an account of their own. */
final class UserApi {
    private final Identifiers identifiers;
    private final Time time;
    private final Map<String, User> byToken = new ConcurrentHashMap<>();

    private record User(String id, Instant created) {
        private ObjectNode json() {
            return Json.mapper()
                    .createObjectNode()
                    .put("id", id)
                    .put("anonymous", true)
                    .put("created_at", created.toString())
                    .put("tickets", 0);
        }
    }

    UserApi(Identifiers identifiers, Time time) {
        this.identifiers = identifiers;
        this.time = time;
    }

    List<Route> routes() {
        return List.of(Route.post("/api/v1/users/anonymous", this::signUp), Route.get("/api/v1/users/me", this::me));
    }

    private Answer signUp(Call call) {
        User user = new User(identifiers.next("user-"), time.now());
        String token = identifiers.next("anonymous-");
        byToken.put(token, user);
        return Answer.json(201, user.json().put("token", token));
    }

    private Answer me(Call call) {
        return call.bearer()
                .flatMap(token -> Optional.ofNullable(byToken.get(token)))
                .map(user -> Answer.json(200, user.json()))
                .orElseGet(Tenants::notAuthenticated);
    }
}
