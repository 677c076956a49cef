package io.prodgate.plan;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one entry of {@code systems}. */
final class SystemSection {
    private static final List<String> RUN_TIME = List.of(Namespace.SECRET.word());

    private SystemSection() {}

    static Plan.SystemEntry read(Keys keys) {
        URI url = Sections.requiredUrl(keys, "url");
        Optional<Template> token = keys.template("token", RUN_TIME);
        Optional<Rate> rate = keys.rate("rate-limit");
        Map<String, Template> headers = HeadersSection.read(keys, keys.errors());
        boolean cloud = keys.oneOf("edition", Map.of("on-premises", false, "cloud", true))
                .orElse(false);
        Optional<Plan.Refresh> refresh =
                keys.mapping("refresh", SystemSection::refresh).flatMap(read -> read);
        if (keys.has("refresh") && !cloud) {
            keys.error("refresh", "'refresh' is for the edition that its vendor runs", "add 'edition: cloud'");
        }
        if (keys.has("refresh") && keys.has("token")) {
            keys.error("token", "either 'token' or 'refresh'", "with 'refresh' tokens are got when they are needed");
        }
        keys.done();
        return new Plan.SystemEntry(
                url, token, rate, headers, cloud ? Optional.of(new Plan.CloudEdition(refresh)) : Optional.empty());
    }

    static Optional<Plan.Refresh> refresh(Keys keys) {
        URI url = Sections.requiredUrl(keys, "url");
        Optional<Template> id = required(keys, "client-id");
        Optional<Template> secret = required(keys, "client-secret");
        Optional<Template> token = required(keys, "refresh-token");
        keys.done();
        if (id.isEmpty() || secret.isEmpty() || token.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Plan.Refresh(url, id.get(), secret.get(), token.get()));
    }

    private static Optional<Template> required(Keys keys, String key) {
        if (!keys.has(key)) {
            keys.error(key, "'" + key + "' is missing", "write '" + key + ": ${secret.…}'");
        }
        return keys.template(key, RUN_TIME);
    }
}
