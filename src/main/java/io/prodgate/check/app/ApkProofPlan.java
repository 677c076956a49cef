package io.prodgate.check.app;

import io.prodgate.plan.Expectation;
import io.prodgate.plan.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the plan says about the APK: which it is, and what has to hold for it to be the production build.
 *
 * @param at where it stands in the plan
 * @param written the file as the plan names it
 * @param file where it is
 * @param packageName the application's id, if the plan names it
 * @param versions the version's name, any of them; none: not judged
 * @param versionCode what the version's code has to be
 * @param certificates SHA-256 of certificates it may be signed with, lower-case hex; none: any that is not for debugging
 * @param minSdk what the lowest Android API level has to be
 * @param hosts that have to be found in it
 * @param forbidden which hosts must not be found in it
 * @param allowances what is not held against it
 * @param build what makes it, if prodgate is to do that
 */
record ApkProofPlan(
        Position at,
        String written,
        Path file,
        Optional<String> packageName,
        List<String> versions,
        Optional<Expectation> versionCode,
        List<String> certificates,
        Optional<Expectation> minSdk,
        List<String> hosts,
        ApkProofHosts forbidden,
        Allowances allowances,
        Optional<Build> build) {
    ApkProofPlan {
        versions = List.copyOf(versions);
        certificates = List.copyOf(certificates);
        hosts = List.copyOf(hosts);
    }

    /**
     * What is not held against an APK.
     *
     * @param debuggable that a debugger may be attached, or that it is for tests only
     * @param cleartext that it may connect to production without encryption
     * @param userCertificates that it trusts authorities which a device's owner installed
     */
    record Allowances(boolean debuggable, boolean cleartext, boolean userCertificates) {}

    /**
     * A command that makes the APK.
     *
     * @param line as the plan has it
     * @param command its words
     * @param folder where it runs
     * @param within how long it may take
     */
    record Build(String line, List<String> command, Path folder, Duration within) {
        Build {
            command = List.copyOf(command);
        }
    }

    /**
     * Whether an APK that meets what the plan says about its identity is the release and nothing else: then it is the release that is
     * wrong if it does not hold what it should.
     */
    boolean identifies() {
        return packageName.isPresent() && !certificates.isEmpty();
    }
}
