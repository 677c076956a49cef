package io.prodgate.plan;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** URLs of a plan: absolute, http or https, with a host and without credentials. */
final class Urls {
    private Urls() {}

    /** The URL; what is wrong with it goes into {@code errors}. */
    static Optional<URI> parse(String text, Position at, String path, PlanErrors errors) {
        Optional<URI> url = syntax(text.strip());
        Optional<PlanError> mistake = url.isEmpty()
                ? Optional.of(mistake(
                        at, path, "'" + shown(text) + "' is not a URL", "write https://host/path; blanks become %20"))
                : check(url.get(), text, at, path);
        mistake.ifPresent(errors::add);
        return mistake.isPresent() ? Optional.empty() : url;
    }

    /** The URL in a part of the plan. */
    static Optional<URI> of(PlanNode node, PlanErrors errors) {
        return new Scalars(errors).text(node, "a URL").flatMap(text -> parse(text, node.at(), node.path(), errors));
    }

    private static Optional<URI> syntax(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<PlanError> check(URI url, String text, Position at, String path) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of(mistake(
                    at,
                    path,
                    "'" + shown(text) + "' does not begin with http:// or https://",
                    "write https://host/path"));
        }
        if (text.contains("@")
                && url.getRawAuthority() != null
                && url.getRawAuthority().contains("@")) {
            return Optional.of(mistake(
                    at,
                    path,
                    "a URL with a user name or password in it is refused",
                    "put the credential under 'secrets:' and send it as a header"));
        }
        if (url.getHost() == null) {
            return Optional.of(mistake(
                    at,
                    path,
                    "'" + shown(text) + "' has no valid host name",
                    "host names have letters, digits, '-' and '.'; others are written in their xn-- form"));
        }
        if (url.getPort() > 65_535 || url.getPort() == 0) {
            return Optional.of(
                    mistake(at, path, "'" + shown(text) + "' has no valid port", "ports go from 1 to 65535"));
        }
        return Optional.empty();
    }

    // What stands before an @ may be a password, also where the rest is no URL.
    private static String shown(String text) {
        return Excerpt.of(text.replaceFirst("(?s)^(\\s*[A-Za-z]*:?/*).*@", "$1***@"));
    }

    private static PlanError mistake(Position at, String path, String message, String hint) {
        return new PlanError(at, path, message, Optional.of(hint));
    }
}
