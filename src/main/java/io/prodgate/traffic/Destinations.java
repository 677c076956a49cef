package io.prodgate.traffic;

import io.prodgate.plan.Plan;
import io.prodgate.plan.Rate;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may be asked at all, and as what: production, one of its systems, or nobody the plan knows. */
final class Destinations {
    /** What a host is to the plan. */
    enum Role {
        PRODUCTION,
        SYSTEM,
        STRANGER
    }

    private final String productionAuthority;
    private final boolean productionIsPlain;
    private final Set<String> productionHosts;
    private final Map<String, Optional<Rate>> systems;
    private final Optional<Rate> productionRate;

    Destinations(Plan plan) {
        Plan.Production production = plan.production();
        productionAuthority = Call.authority(production.url());
        productionIsPlain = "http".equalsIgnoreCase(production.url().getScheme());
        productionHosts = Stream.concat(Stream.of(production.url().getHost()), production.hosts().stream())
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        productionRate = production.rateLimit();
        systems = plan.systems().values().stream()
                .collect(Collectors.toUnmodifiableMap(
                        system -> Call.authority(system.url()),
                        Plan.SystemEntry::rateLimit,
                        (one, other) -> one.isPresent() ? one : other));
    }

    /** A system at its exact host and port comes first: it may share production's host, and must not get its secrets. */
    Role role(URI url) {
        String authority = Call.authority(url);
        if (authority.equals(productionAuthority)) {
            return Role.PRODUCTION;
        }
        if (systems.containsKey(authority)) {
            return Role.SYSTEM;
        }
        return belongsToProduction(url.getHost(), Call.port(url)) ? Role.PRODUCTION : Role.STRANGER;
    }

    /**
     * True if production's own headers belong on a request to that URL: they may hold secrets, and a redirect from https to http must
     * not bring them into the open.
     */
    boolean takesProductionHeaders(URI url) {
        return role(url) == Role.PRODUCTION && (productionIsPlain || "https".equalsIgnoreCase(url.getScheme()));
    }

    /** True for production's host and the further hosts it names, with or without a port. */
    boolean belongsToProduction(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        return productionHosts.contains(name) || productionHosts.contains(name + ":" + port);
    }

    /** The limit the plan knows for a host. */
    Optional<Rate> rate(URI url) {
        return switch (role(url)) {
            case PRODUCTION -> productionRate;
            case SYSTEM -> systems.getOrDefault(Call.authority(url), Optional.empty());
            case STRANGER -> Optional.empty();
        };
    }
}
