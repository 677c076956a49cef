package io.prodgate.evidence;

import java.util.List;
import java.util.Locale;

/** The names that a certificate is for. */
public final class CertificateNames {
    private CertificateNames() {}

    /** True if one of the names covers a host (RFC 9525 section 6.3): a wildcard stands for exactly one whole label, the first. */
    public static boolean cover(List<String> names, String host) {
        String wanted = canonical(host);
        return names.stream().map(CertificateNames::canonical).anyMatch(name -> covers(name, wanted));
    }

    private static boolean covers(String name, String host) {
        if (!name.startsWith("*.")) {
            return name.equals(host);
        }
        int dot = host.indexOf('.');
        // A name without a second dot would be a whole top-level domain, which no client accepts.
        return dot > 0 && host.substring(dot).equals(name.substring(1)) && name.indexOf('.', 2) > 0;
    }

    private static String canonical(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
