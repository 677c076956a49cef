package io.prodgate.check.request;

import io.prodgate.plan.Template;
import io.prodgate.plan.Template.Literal;
import io.prodgate.plan.Template.Part;
import io.prodgate.plan.Template.Reference;
import io.prodgate.plan.Values;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a request goes.
 *
 * @param base production's URL; its path comes before a relative path
 * @param path as the plan writes it: a path, or an absolute URL
 * @param query added to whatever query the path has
 */
public record Target(URI base, Template path, List<Named> query) {
    public Target {
        query = List.copyOf(query);
    }

    /**
     * The URL with everything filled in. A value that is filled in is encoded, so that it stays within its part of the URL; only
     * where the path begins with a reference the value may be a path or an absolute URL itself,
     * such as a captured Location: then it is resolved like a link (RFC 3986 section 5), so that a path counts from the host.
     *
     * @throws URISyntaxException if that gives no URL; the message does not quote values
     */
    URI resolve(Values values) throws URISyntaxException {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < path.parts().size(); i++) {
            filled.append(filled(path.parts().get(i), i == 0, values));
        }
        String parameters = query.stream()
                .map(field -> Percent.value(field.name()) + "="
                        + Percent.value(field.value().fill(values)))
                .collect(Collectors.joining("&"));
        try {
            URI url = new URI(withQuery(
                    beginsWithReference() ? link(filled.toString()) : absolute(filled.toString()), parameters));
            if (url.getHost() == null) {
                throw new URISyntaxException(path.toString(), "it has no host");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new URISyntaxException(path.toString(), e.getReason());
        }
    }

    private boolean beginsWithReference() {
        return path.parts().getFirst() instanceof Reference;
    }

    private String link(String text) throws URISyntaxException {
        String root = base.toString();
        return URI.create(root.endsWith("/") ? root : root + "/")
                .resolve(new URI(text))
                .toString();
    }

    private static String filled(Part part, boolean first, Values values) {
        return switch (part) {
            case Literal(String text) -> Percent.url(text);
            case Reference reference -> {
                String value = new Template(List.of(reference)).fill(values);
                yield first ? Percent.url(value) : Percent.value(value);
            }
        };
    }

    /** The URL with references unresolved, to be shown. */
    public String shown() {
        String parameters =
                query.stream().map(field -> field.name() + "=" + field.value()).collect(Collectors.joining("&"));
        return withQuery(absolute(path.toString()), parameters);
    }

    /** The scheme, host and port if they are known before the run. */
    public Optional<URI> origin() {
        return beginsWithReference() ? Optional.empty() : literalUrl().map(Target::origin);
    }

    /** The literal beginning as a URL: enough of it to know the host. */
    private Optional<URI> literalUrl() {
        String literal = path.parts().getFirst() instanceof Literal(String text) ? text : "";
        if (!isAbsolute(literal)) {
            return Optional.of(base);
        }
        try {
            URI url = new URI(Percent.url(literal));
            return url.getHost() == null ? Optional.empty() : Optional.of(url);
        } catch (URISyntaxException unfinished) {
            return Optional.empty();
        }
    }

    /** The scheme, host and port of a URL, the scheme's own port left out. */
    public static URI origin(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        boolean ownPort = url.getPort() == -1 || url.getPort() == (scheme.equals("https") ? 443 : 80);
        return URI.create(
                scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + (ownPort ? "" : ":" + url.getPort()));
    }

    static boolean isAbsolute(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    private String absolute(String text) {
        if (isAbsolute(text)) {
            return text;
        }
        String root = base.toString();
        String trimmed = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
        return trimmed + (text.startsWith("/") || text.startsWith("?") ? "" : "/") + text;
    }

    private static String withQuery(String url, String parameters) {
        if (parameters.isEmpty()) {
            return url;
        }
        return url + (url.contains("?") ? "&" : "?") + parameters;
    }
}
