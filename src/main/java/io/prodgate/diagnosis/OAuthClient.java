package io.prodgate.diagnosis;

import io.prodgate.evidence.HttpExchange;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request for a token says of its client (RFC 6749 section 2.1). A public client has an identifier alone, the same one in every
 * copy of an app: if that is refused, all users are.
 */
final class OAuthClient {
    private static final Pattern IDENTIFIER = Pattern.compile("(?:^|[&\"{,\\s])client_id(?:=|\"\\s*:)");
    private static final Pattern PROOF = Pattern.compile("(?:^|[&\"{,\\s])client_(?:secret|assertion)(?:=|\"\\s*:)");

    private OAuthClient() {}

    /** {@code public} or {@code confidential}; empty if the request names no client. */
    static Optional<String> of(HttpExchange exchange) {
        String body = exchange.requestBody().orElse("");
        boolean proven = PROOF.matcher(body).find()
                || exchange.requestHeaders().stream()
                        .anyMatch(header -> header.name().equalsIgnoreCase("authorization"));
        if (proven) {
            return Optional.of("confidential");
        }
        return IDENTIFIER.matcher(body).find() ? Optional.of("public") : Optional.empty();
    }
}
