package io.prodgate.evidence;

/** What an Android package says of itself, with every text in it redacted; hashes and numbers hold no secret. */
final class ApkRedaction {
    private ApkRedaction() {}

    static ApkReading of(ApkReading reading, Redactor redactor) {
        ApkReading.Signing signing = reading.signing();
        return new ApkReading(
                redactor.redact(reading.file()),
                reading.bytes(),
                reading.sha256(),
                redactor.redact(reading.packageName()),
                reading.versionName().map(redactor::redact),
                reading.versionCode(),
                reading.minSdk(),
                reading.targetSdk(),
                reading.abis(),
                reading.debuggable(),
                reading.testOnly(),
                new ApkReading.Signing(
                        signing.verified(),
                        signing.schemes(),
                        signing.signers().stream()
                                .map(signer -> new ApkReading.Signer(
                                        signer.sha256(),
                                        redactor.redact(signer.subject()),
                                        signer.androidDebug(),
                                        signer.schemes(),
                                        signer.replacedBy()))
                                .toList(),
                        signing.problems().stream().map(redactor::redact).toList()),
                new ApkReading.NetworkPolicy(
                        reading.network().source(),
                        reading.network().cleartext(),
                        reading.network().userCertificates(),
                        reading.network().domains().stream()
                                .map(domain -> new ApkReading.DomainPolicy(
                                        redactor.redact(domain.domain()),
                                        domain.subdomains(),
                                        domain.cleartext(),
                                        domain.userCertificates()))
                                .toList()),
                reading.hosts().stream()
                        .map(host -> new ApkReading.FoundHost(
                                redactor.redact(host.origin()),
                                redactor.redact(host.host()),
                                host.where().stream().map(redactor::redact).toList()))
                        .toList(),
                reading.hostsLeftOut());
    }
}
