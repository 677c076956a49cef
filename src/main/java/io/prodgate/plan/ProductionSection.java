package io.prodgate.plan;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code production}. */
final class ProductionSection {
    static final Duration DEFAULT_SETTLE = Duration.ofMinutes(2);

    // RFC 9110 section 5.6.2: token.
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");

    private final Path folder;
    private final PlanErrors errors;

    ProductionSection(Path folder, PlanErrors errors) {
        this.folder = folder;
        this.errors = errors;
    }

    /** What stands in a plan that has no production, so that binding can go on. */
    static Plan.Production unknown() {
        return new Plan.Production(
                "",
                Sections.NO_URL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                DEFAULT_SETTLE,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    Plan.Production read(Keys keys) {
        Plan.Production production = new Plan.Production(
                Sections.requiredLine(keys, "name"),
                url(keys),
                Sections.line(keys, "revision").filter(revision -> notBlank(keys, revision)),
                deployedAt(keys),
                keys.rate("rate-limit"),
                keys.duration("settle").orElse(DEFAULT_SETTLE),
                HeadersSection.read(keys, errors),
                path(keys, "ca"),
                keys.mapping("client-certificate", this::clientCertificate).flatMap(certificate -> certificate),
                keys.texts("hosts").stream().map(host -> host(keys, host)).toList(),
                keys.text("terraform"));
        keys.done();
        return production;
    }

    private static boolean notBlank(Keys keys, String revision) {
        if (revision.isBlank()) {
            keys.error("revision", "'revision' is empty", "leave the key out if the revision is not known");
        }
        return !revision.isBlank();
    }

    private static URI url(Keys keys) {
        URI url = Sections.requiredUrl(keys, "url");
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            keys.error("url", "production's URL has a query or a fragment", "leave out what follows '?' or '#'");
        }
        return url;
    }

    private static Optional<Instant> deployedAt(Keys keys) {
        return keys.text("deployed-at").flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
            } catch (DateTimeException e) {
                keys.error(
                        "deployed-at",
                        "expected an instant, found '" + Excerpt.of(text) + "'",
                        "write it like 2026-03-01T12:00:00Z or 2026-03-01T13:00:00+01:00");
                return Optional.empty();
            }
        });
    }

    private Optional<Plan.ClientCertificate> clientCertificate(Keys keys) {
        for (String key : List.of("certificate", "key")) {
            if (!keys.has(key)) {
                keys.error(
                        key,
                        "'" + key + "' is missing",
                        "a client certificate needs 'certificate' and 'key', both PEM files");
            }
        }
        Optional<Path> certificate = path(keys, "certificate");
        Optional<Path> key = path(keys, "key");
        keys.done();
        return certificate.flatMap(chain -> key.map(own -> new Plan.ClientCertificate(chain, own)));
    }

    private Optional<Path> path(Keys keys, String key) {
        return keys.text(key).flatMap(text -> {
            try {
                Path file = folder.resolve(text);
                if (Files.isRegularFile(file) && Files.isReadable(file)) {
                    return Optional.of(file);
                }
                keys.error(
                        key,
                        "there is no readable file '" + Excerpt.of(text) + "'",
                        "paths are relative to the plan's folder");
            } catch (InvalidPathException e) {
                keys.error(key, "'" + Excerpt.of(text) + "' is not a path", "paths are relative to the plan's folder");
            }
            return Optional.empty();
        });
    }

    private static String host(Keys keys, String host) {
        if (!HOST.matcher(host).matches()) {
            keys.error(
                    "hosts",
                    "'" + Excerpt.of(host) + "' is not a host name",
                    "write the name alone: login.example.com");
        }
        return host.toLowerCase(Locale.ROOT);
    }
}
