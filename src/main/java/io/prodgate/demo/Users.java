package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Time;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The users of the app, who have an account without a name. Safe for use by several threads. */
final class Users {
    private final Identifiers identifiers;
    private final Time time;
    private final Map<String, User> byToken = new ConcurrentHashMap<>();

    Users(Identifiers identifiers, Time time) {
        this.identifiers = identifiers;
        this.time = time;
    }

    /**
     * A user.
     *
     * @param tickets how many the user has sent
     */
    record User(String id, Instant created, AtomicInteger tickets) {
        /** As the API shows it to the user. */
        ObjectNode json() {
            return Json.mapper()
                    .createObjectNode()
                    .put("id", id)
                    .put("anonymous", true)
                    .put("created_at", created.toString())
                    .put("tickets", tickets.get());
        }
    }

    /**
     * Somebody who has just come.
     *
     * @param token what the user is known by from now on
     */
    record SignedUp(User user, String token) {}

    /** Something only users are answered. */
    @FunctionalInterface
    interface UserEndpoint {
        /** Answers a user's call. */
        Answer answer(Call call, User user) throws InterruptedException;
    }

    /** Makes a user that nobody was before. */
    SignedUp signUp() {
        User user = new User(identifiers.next("user-"), time.now(), new AtomicInteger());
        String token = identifiers.next("anonymous-");
        byToken.put(token, user);
        return new SignedUp(user, token);
    }

    /** Lets calls with a user's bearer token in; all others are told 401. */
    Endpoint only(UserEndpoint endpoint) {
        return call -> {
            Optional<User> user = call.bearer().flatMap(token -> Optional.ofNullable(byToken.get(token)));
            return user.isPresent() ? endpoint.answer(call, user.get()) : Tenants.notAuthenticated();
        };
    }
}
