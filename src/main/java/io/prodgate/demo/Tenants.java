package io.prodgate.demo;

import java.util.List;
import java.util.Optional;

/**
 * The platform's clients and who may come in as one of them.
 *
 * @param all the clients
 */
record Tenants(List<Tenant> all) {
    /** The tenant whose tickets the demo plan sends; its credentials are in the demo plan and in the documentation. */
    static final Tenant ACME =
            new Tenant("acme", "acme-demo-api-token", "acme-demo-webhook-secret", "acme-demo-servicedesk-token");

    /** The neighbour, whose data nobody else may see. */
    static final Tenant GLOBEX = new Tenant(
            "globex", "globex-demo-api-token", "globex-demo-webhook-secret", "globex-demo-servicedesk-token");

    Tenants {
        all = List.copyOf(all);
    }

    /** Something only tenants are answered. */
    @FunctionalInterface
    interface TenantEndpoint {
        /** Answers a tenant's call. */
        Answer answer(Call call, Tenant tenant) throws InterruptedException;
    }

    /** The tenant of this name. */
    Optional<Tenant> named(String id) {
        return all.stream().filter(tenant -> tenant.id().equals(id)).findFirst();
    }

    /** The tenant whose ServiceDesk has this token. */
    Optional<Tenant> withServiceDeskToken(String token) {
        return all.stream()
                .filter(tenant -> tenant.serviceDeskToken().equals(token))
                .findFirst();
    }

    /** Lets calls with a tenant's bearer token in; all others are told 401. */
    Endpoint only(TenantEndpoint endpoint) {
        return call -> {
            Optional<Tenant> tenant = call.bearer()
                    .flatMap(token -> all.stream()
                            .filter(candidate -> candidate.apiToken().equals(token))
                            .findFirst());
            return tenant.isPresent() ? endpoint.answer(call, tenant.get()) : notAuthenticated();
        };
    }

    /** 401, as RFC 9110 section 15.5.2 wants it: with a challenge. */
    static Answer notAuthenticated() {
        return Answer.refusal(401, "Not authenticated").with("WWW-Authenticate", "Bearer");
    }
}
