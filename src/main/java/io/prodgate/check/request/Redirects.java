package io.prodgate.check.request;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.traffic.Request;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where an answer sends us (RFC 9110 section 15.4). */
final class Redirects {
    private Redirects() {}

    /** The request that an answer asks for, if it is a redirect that can be followed. */
    static Optional<Request> next(Request request, HttpExchange exchange) {
        return switch (exchange.status()) {
            case 301, 302 ->
                location(exchange)
                        .map(url -> moved(request, url, request.method().equals("POST")));
            case 303 ->
                location(exchange)
                        .map(url -> moved(request, url, !request.method().equals("HEAD")));
            case 307, 308 -> location(exchange).map(url -> moved(request, url, false));
            default -> Optional.empty();
        };
    }

    private static Optional<URI> location(HttpExchange exchange) {
        return exchange.header("location").flatMap(location -> {
            try {
                URI url = URI.create(exchange.url()).resolve(new URI(Percent.url(location.strip())));
                return Optional.of(url).filter(u -> u.getHost() != null && Target.isAbsolute(u.toString()));
            } catch (URISyntaxException | IllegalArgumentException malformed) {
                return Optional.empty();
            }
        });
    }

    private static Request moved(Request request, URI url, boolean becomesGet) {
        boolean sameOrigin = Target.origin(request.url()).equals(Target.origin(url));
        List<Map.Entry<String, String>> headers = request.headers().stream()
                .filter(header -> sameOrigin || isHarmless(header.getKey()))
                .filter(header -> !becomesGet || !lower(header.getKey()).startsWith("content-"))
                .toList();
        return new Request(
                becomesGet ? "GET" : request.method(),
                url,
                headers,
                becomesGet ? Optional.empty() : request.body(),
                request.timeout(),
                sameOrigin ? request.credential() : Credential.NONE,
                request.limitExpected(),
                request.mostBytes());
    }

    /** Any header may hold a credential, so only those that cannot go to another origin. */
    private static boolean isHarmless(String header) {
        String name = lower(header);
        return name.startsWith("accept") || name.startsWith("content-") || name.equals("user-agent");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
