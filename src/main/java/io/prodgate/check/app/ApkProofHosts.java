package io.prodgate.check.app;

import io.prodgate.evidence.ApkReading.FoundHost;
import io.prodgate.traffic.AddressRange;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which hosts an APK for production must not hold: those of test systems and of developers' machines, and what the plan adds.
 *
 * @param forbidden by the plan: names, {@code *} for any characters, ranges of addresses
 * @param allowed whatever they look like: the same, and production's own
 */
record ApkProofHosts(List<String> forbidden, List<String> allowed) {
    /** For people, what is forbidden without a word of the plan. */
    static final String BUILT_IN =
            "names with staging, dev, test, qa, uat, preprod; tunnels; *.local; local and private addresses";

    private static final Set<String> STAGES = Set.of(
            "dev",
            "devel",
            "develop",
            "development",
            "integration",
            "nonprod",
            "nonproduction",
            "preprod",
            "preproduction",
            "qa",
            "stage",
            "staging",
            "stg",
            "test",
            "testing",
            "tst",
            "uat");
    private static final List<String> ENDS = List.of(
            "*.local",
            "*.localhost",
            "*.localdomain",
            "*.internal",
            "*.intranet",
            "*.lan",
            "*.test",
            "*.home.arpa",
            "*.ngrok.io",
            "*.ngrok.app",
            "*.ngrok.dev",
            "*.ngrok-free.app",
            "*.ngrok-free.dev",
            "*.trycloudflare.com",
            "*.devtunnels.ms",
            "*.loca.lt",
            "*.localtunnel.me",
            "*.serveo.net");
    private static final List<String> LOCAL =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10");
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.0/8", "0.0.0.0", "::1");
    /** React Native falls back to the port of its packager, also in releases, where it never does so. */
    private static final String PACKAGER = "localhost:8081";

    ApkProofHosts {
        forbidden = List.copyOf(forbidden);
        allowed = List.copyOf(allowed);
    }

    /** Whether an address must not be there. */
    boolean forbids(FoundHost found) {
        if (fits(allowed, found)) {
            return false;
        }
        return fits(forbidden, found)
                || stage(found.host())
                || ENDS.stream().anyMatch(pattern -> fits(pattern, found))
                || local(found);
    }

    /**
     * Libraries bring names of local hosts along that nobody connects to: {@code 10.0.2.2} and {@code localhost} alone, and
     * {@code http://localhost/} as the address of nowhere.
     */
    private static boolean local(FoundHost found) {
        if (found.bare()) {
            return false;
        }
        boolean port = found.origin().matches(".*:\\d+");
        return fits(LOCAL, found)
                || (port && fits(LOOPBACK, found) && !found.origin().endsWith(PACKAGER));
    }

    /** {@code staging.example.com}, {@code api-dev2.example.com}, {@code pre-prod.example.com}; not {@code flutter.dev}. */
    private static boolean stage(String host) {
        int end = host.lastIndexOf('.');
        if (end < 0 || Character.isDigit(host.charAt(host.length() - 1))) {
            return false;
        }
        List<String> words = Arrays.stream(host.substring(0, end).split("[._-]"))
                .map(word -> word.replaceFirst("\\d+$", ""))
                .toList();
        for (int i = 0; i < words.size(); i++) {
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            boolean before = (words.get(i).equals("pre") || words.get(i).equals("non")) && next.startsWith("prod");
            if (before || STAGES.contains(words.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(List<String> patterns, FoundHost found) {
        return patterns.stream().anyMatch(pattern -> fits(pattern, found));
    }

    private static boolean fits(String pattern, FoundHost found) {
        String host = found.host().replaceAll("[\\[\\]]", "");
        if (pattern.indexOf('/') >= 0) {
            return AddressRange.parse(pattern)
                    .filter(range -> range.contains(host))
                    .isPresent();
        }
        boolean port = pattern.matches("[^:]+:\\d+");
        String origin = found.origin().replaceFirst("^[a-z]+://", "");
        return glob(pattern.toLowerCase(Locale.ROOT), port ? origin : host);
    }

    /** Whether a text fits a pattern in which a star stands for any characters, in no more steps than both are long, multiplied. */
    static boolean glob(String pattern, String text) {
        int star = -1;
        int mark = 0;
        int p = 0;
        int t = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
