package io.prodgate.report;

import io.prodgate.evidence.ApkReading;
import io.prodgate.report.Fact.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An Android package as people read it. */
final class ApkFact {
    private static final int HOSTS = 30;
    private static final int POLICIES = 20;

    private ApkFact() {}

    static Fact of(ApkReading reading) {
        List<Detail> details = new ArrayList<>();
        details.add(Fact.detail("sha256 of the file", reading.sha256()));
        details.add(Fact.detail("signed by", signers(reading.signing())));
        details.add(Fact.detail(
                "signature problems", String.join("\n", reading.signing().problems())));
        details.add(Fact.detail(
                "runs on",
                "Android API %d and newer, written for %d; %s"
                        .formatted(reading.minSdk(), reading.targetSdk(), machines(reading.abis()))));
        details.add(Fact.detail("connections", network(reading.network())));
        details.add(Fact.detail("hosts found", hosts(reading)));
        boolean sound = reading.signing().verified();
        return new Fact(
                Fact.line("%s: %s %s (version code %d), %s, %s%s%s"
                        .formatted(
                                reading.file(),
                                reading.packageName(),
                                reading.versionName().orElse("without a version name"),
                                reading.versionCode(),
                                Figures.count(reading.bytes(), "byte"),
                                sound
                                        ? "signed ("
                                                + String.join(
                                                        ", ", reading.signing().schemes()) + ")"
                                        : "not validly signed",
                                reading.debuggable() ? ", debuggable" : "",
                                reading.testOnly() ? ", for tests only" : "")),
                !sound,
                details.stream().filter(detail -> !detail.value().isEmpty()).toList());
    }

    private static String machines(List<String> abis) {
        return abis.isEmpty() ? "any ABI (no machine code)" : "ABIs " + String.join(", ", abis);
    }

    private static String signers(ApkReading.Signing signing) {
        return signing.signers().stream()
                .map(signer -> "%s%s\nsha256 %s\nin %s%s"
                        .formatted(
                                signer.subject(),
                                signer.androidDebug() ? " (Android's debug certificate)" : "",
                                signer.sha256(),
                                String.join(", ", signer.schemes()),
                                signer.replacedBy()
                                        .map(newer -> "\nreplaced by sha256 " + newer + ", as the APK proves")
                                        .orElse("")))
                .collect(Collectors.joining("\n"));
    }

    private static String network(ApkReading.NetworkPolicy network) {
        List<String> lines = new ArrayList<>();
        lines.add("in general: " + rules(network.cleartext(), network.userCertificates()) + ", by " + network.source());
        network.domains().stream()
                .limit(POLICIES)
                .map(domain -> "%s%s: %s"
                        .formatted(
                                domain.domain(),
                                domain.subdomains() ? " and below" : "",
                                rules(domain.cleartext(), domain.userCertificates())))
                .forEach(lines::add);
        if (network.domains().size() > POLICIES) {
            lines.add("and " + Figures.number(network.domains().size() - POLICIES) + " more");
        }
        return String.join("\n", lines);
    }

    private static String rules(boolean cleartext, boolean userCertificates) {
        return (cleartext ? "cleartext allowed" : "encrypted only")
                + (userCertificates ? ", authorities installed by users trusted" : "");
    }

    private static String hosts(ApkReading reading) {
        List<String> lines = reading.hosts().stream()
                .limit(HOSTS)
                .map(host -> host.origin() + " in " + String.join(", ", host.where()))
                .collect(Collectors.toCollection(ArrayList::new));
        int rest = Math.max(0, reading.hosts().size() - HOSTS) + reading.hostsLeftOut();
        if (rest > 0) {
            lines.add("and " + Figures.number(rest) + " more");
        }
        return String.join("\n", lines);
    }
}
