package io.prodgate.device.apk;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells names of hosts from what only looks like them: class names, file names, version numbers, names of XML schemas. */
final class HostNames {
    /** Names that identify a vocabulary and are never connected to. */
    private static final Set<String> VOCABULARIES = Set.of(
            "apache.org",
            "java.sun.com",
            "ns.adobe.com",
            "purl.org",
            "schemas.android.com",
            "schemas.microsoft.com",
            "schemas.xmlsoap.org",
            "w3.org",
            "www.w3.org",
            "xml.apache.org",
            "xml.org",
            "xmlpull.org");

    /** The ends of a name that stands alone: those in wide use which are no extensions of files nor common words of programs. */
    private static final Set<String> ENDS = Set.of(
            "app",
            "at",
            "au",
            "be",
            "biz",
            "br",
            "ca",
            "ch",
            "cloud",
            "cn",
            "co",
            "com",
            "cz",
            "de",
            "dev",
            "dk",
            "edu",
            "es",
            "eu",
            "fi",
            "fr",
            "gov",
            "hu",
            "ie",
            "internal",
            "io",
            "it",
            "jp",
            "kr",
            "lan",
            "local",
            "localhost",
            "mx",
            "net",
            "nl",
            "no",
            "nz",
            "online",
            "org",
            "pl",
            "pt",
            "ro",
            "ru",
            "se",
            "sg",
            "shop",
            "site",
            "solutions",
            "systems",
            "tech",
            "tr",
            "uk",
            "us",
            "xyz",
            "za");

    /** How the names of packages of code begin. */
    private static final Set<String> PACKAGES = Set.of(
            "android",
            "androidx",
            "com",
            "cn",
            "dagger",
            "dalvik",
            "de",
            "edu",
            "fr",
            "io",
            "java",
            "javax",
            "jp",
            "kotlin",
            "kotlinx",
            "me",
            "net",
            "okhttp3",
            "okio",
            "org",
            "retrofit2",
            "ru",
            "sun",
            "uk");

    private static final Pattern ADDRESS =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern ADDRESS_6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");
    private static final Pattern LOCAL_ADDRESS =
            Pattern.compile("127\\..*|10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|169\\.254\\..*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final int LONGEST = 253;

    private final Set<String> known;
    private final String packageName;

    /**
     * Names.
     *
     * @param packageName of the app, which is no host although it may look like one
     * @param known hosts that the app is expected to talk to: they, their neighbours and what is below them are names for certain
     */
    HostNames(String packageName, Set<String> known) {
        this.packageName = packageName;
        this.known = known;
    }

    /** Whether a host behind {@code scheme://} is one that can be connected to. */
    boolean inUrl(String host) {
        if (host.isEmpty() || host.length() > LONGEST || VOCABULARIES.contains(host)) {
            return false;
        }
        return address(host) || labels(host);
    }

    /** Whether a text that stands alone, in lower case, is the name of a host or a local address. */
    boolean alone(String host) {
        if (address(host)) {
            return LOCAL_ADDRESS.matcher(host).matches();
        }
        int dot = host.indexOf('.');
        if (dot < 0 || !inUrl(host) || host.equals(packageName) || host.startsWith(packageName + ".")) {
            return false;
        }
        if (related(host)) {
            return true;
        }
        String end = host.substring(host.lastIndexOf('.') + 1);
        return ENDS.contains(end) && !PACKAGES.contains(host.substring(0, dot));
    }

    /** Whether a text in front of {@code :port} is a host. */
    boolean withPort(String host) {
        return address(host) || host.equals("localhost") || alone(host);
    }

    /** Whether nothing is missing behind it, although it is followed by a placeholder: {@code https://api.example.com%s}. */
    boolean complete(String host) {
        return address(host) || (host.indexOf('.') > 0 && ENDS.contains(host.substring(host.lastIndexOf('.') + 1)));
    }

    static boolean address(String host) {
        return ADDRESS.matcher(host).matches() || ADDRESS_6.matcher(host).matches();
    }

    private boolean related(String host) {
        return known.stream().anyMatch(name -> {
            String domain = domain(name);
            return host.equals(name) || host.equals(domain) || host.endsWith("." + domain);
        });
    }

    /** The part of a name that its neighbours share: all but the first label, and at least two. */
    private static String domain(String name) {
        String behind = name.substring(name.indexOf('.') + 1);
        return behind.indexOf('.') > 0 ? behind : name;
    }

    private static boolean labels(String host) {
        for (String label : host.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    /** In lower case, without the dot that may end a sentence or a name. */
    static String clean(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
