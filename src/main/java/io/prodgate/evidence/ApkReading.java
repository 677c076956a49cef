package io.prodgate.evidence;

import java.util.List;
import java.util.Optional;

/**
 * What an Android package (APK) says about itself, read from the file without running it.
 *
 * @param file its name without folders
 * @param bytes its size
 * @param sha256 of the file, lower-case hex
 * @param packageName the application's id: {@code com.example.tickets}
 * @param versionName what users see, if it has one
 * @param versionCode what updates are compared by
 * @param minSdk the lowest Android API level it installs on
 * @param targetSdk the API level it is written for
 * @param abis machine code it brings, by ABI ({@code arm64-v8a}); none means that it runs on every device
 * @param debuggable whether a debugger may be attached
 * @param testOnly whether Android installs it for tests only
 * @param signing who signed it, and whether that holds
 * @param network which connections Android lets it make
 * @param hosts addresses and host names found in it, those that matter to the plan first
 * @param hostsLeftOut how many more were found than are told here
 */
public record ApkReading(
        String file,
        long bytes,
        String sha256,
        String packageName,
        Optional<String> versionName,
        long versionCode,
        int minSdk,
        int targetSdk,
        List<String> abis,
        boolean debuggable,
        boolean testOnly,
        Signing signing,
        NetworkPolicy network,
        List<FoundHost> hosts,
        int hostsLeftOut)
        implements Evidence {
    public ApkReading {
        abis = List.copyOf(abis);
        hosts = List.copyOf(hosts);
    }

    /** The same with other hosts told. */
    public ApkReading withHosts(List<FoundHost> told, int leftOut) {
        return new ApkReading(
                file,
                bytes,
                sha256,
                packageName,
                versionName,
                versionCode,
                minSdk,
                targetSdk,
                abis,
                debuggable,
                testOnly,
                signing,
                network,
                told,
                leftOut);
    }

    /**
     * The signatures of an APK.
     *
     * @param verified whether every Android version that the APK installs on would accept them
     * @param schemes those that hold: {@code v1}, {@code v2}, {@code v3}, {@code v3.1}
     * @param signers whose certificates they are
     * @param problems the first of what is wrong with them
     */
    public record Signing(boolean verified, List<String> schemes, List<Signer> signers, List<String> problems) {
        public Signing {
            schemes = List.copyOf(schemes);
            signers = List.copyOf(signers);
            problems = List.copyOf(problems);
        }
    }

    /**
     * One signing certificate.
     *
     * @param sha256 of its DER form, lower-case hex
     * @param subject distinguished name (RFC 2253)
     * @param androidDebug whether it is the kind that Android's tools make up for debug builds
     * @param schemes the signatures it is used in
     * @param replacedBy SHA-256 of the certificate that has taken its place, if the APK proves that and is signed with that one too
     */
    public record Signer(
            String sha256, String subject, boolean androidDebug, List<String> schemes, Optional<String> replacedBy) {
        public Signer {
            schemes = List.copyOf(schemes);
        }
    }

    /**
     * Which connections Android lets the app make.
     *
     * @param source where it stands: {@code network-security-config}, {@code usesCleartextTraffic}, {@code targetSdkVersion}
     * @param cleartext whether unencrypted connections are allowed where {@code domains} says nothing else
     * @param userCertificates whether authorities that a device's owner installed are trusted there
     * @param domains what holds for single domains
     */
    public record NetworkPolicy(
            String source, boolean cleartext, boolean userCertificates, List<DomainPolicy> domains) {
        public NetworkPolicy {
            domains = List.copyOf(domains);
        }
    }

    /**
     * What holds for one domain.
     *
     * @param domain in lower case
     * @param subdomains whether names below it are meant too
     * @param cleartext whether unencrypted connections are allowed
     * @param userCertificates whether authorities that a device's owner installed are trusted
     */
    public record DomainPolicy(String domain, boolean subdomains, boolean cleartext, boolean userCertificates) {}

    /**
     * An address in the APK's code or data.
     *
     * @param origin as it was found: {@code https://api.example.com}, {@code 10.0.2.2:8080}, {@code api.example.com}
     * @param host the name or IP address in it, in lower case
     * @param where entries of the APK that it was found in, the first few
     */
    public record FoundHost(String origin, String host, List<String> where) {
        public FoundHost {
            where = List.copyOf(where);
        }

        /** Whether it was found as a bare name, with neither scheme nor port: perhaps no address at all. */
        public boolean bare() {
            return origin.equals(host);
        }
    }
}
