package io.prodgate.traffic;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells a captive portal, as hotels and guest networks have them, from the host that was asked. Over a verified connection nobody
 * can answer in another's place: only plain http is looked at.
 */
final class Portals {
    /** Network Authentication Required: never sent by the host itself (RFC 6585 section 6). */
    private static final int SIGN_IN = 511;

    private Portals() {}

    /** Who answered in the place of the host of a URL, or where it sends us to; empty if nothing speaks for that. */
    static Optional<String> inPlaceOf(URI url, HttpResponse<?> response) {
        if (!"http".equalsIgnoreCase(url.getScheme())) {
            return Optional.empty();
        }
        if (response.statusCode() == SIGN_IN) {
            return Optional.of("status 511");
        }
        if (response.statusCode() / 100 != 3) {
            return Optional.empty();
        }
        return response.headers()
                .firstValue("location")
                .flatMap(location -> resolved(url, location))
                .filter(there -> there.getHost() != null && !sameSite(url.getHost(), there.getHost()))
                .map(there -> there.getScheme() + "://" + there.getRawAuthority());
    }

    private static Optional<URI> resolved(URI url, String location) {
        try {
            return Optional.of(url.resolve(location));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A site may send us to its www., or from there to itself. Names of two labels in common are taken for one site. */
    private static boolean sameSite(String one, String other) {
        String first = one.toLowerCase(Locale.ROOT);
        String second = other.toLowerCase(Locale.ROOT);
        return first.equals(second) || !first.matches("[0-9.]+") && site(first).equals(site(second));
    }

    private static String site(String host) {
        String[] labels = host.split("\\.");
        return labels.length < 2 ? host : labels[labels.length - 2] + "." + labels[labels.length - 1];
    }
}
