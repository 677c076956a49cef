package io.prodgate.system;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.inject.Singleton;

/**
 * Clients made by Quarkus' REST client: it turns the calls of an interface into requests and answers into records. How a request
 * travels is not left to it: a filter takes each one through the door, so that pace, proxies, trust and evidence are the same for
 * whatever prodgate asks.
 *
 * @see <a href="https://quarkus.io/guides/rest-client">Quarkus REST client</a>
 */
@Singleton
public final class RestSystems implements Systems {
    @Override
    public <T> T client(Class<T> api, Visit visit) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(visit.url())
                .disableDefaultMapper(true)
                .register(new DoorFilter(visit))
                .build(api);
    }
}
