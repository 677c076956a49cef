package io.prodgate.check.tls;

import java.util.Optional;

/**
 * Which versions of TLS may be spoken.
 *
 * @param version the named one
 * @param orNewer whether newer ones are fine too
 */
record ProtocolRule(TlsVersion version, boolean orNewer) {
    /** What the plan gets if it says nothing: older versions are broken (RFC 8996). */
    static final ProtocolRule DEFAULT = new ProtocolRule(TlsVersion.TLS_1_2, true);

    /** Reads {@code >= TLSv1.2}, or {@code TLSv1.3} for exactly that. */
    static Optional<ProtocolRule> parse(String text) {
        String trimmed = text.strip();
        boolean orNewer = trimmed.startsWith(">=");
        return TlsVersion.of(orNewer ? trimmed.substring(2) : trimmed)
                .map(version -> new ProtocolRule(version, orNewer));
    }

    /** True if the protocol of a connection is allowed; one that is not known is not. */
    boolean allows(String protocol) {
        return TlsVersion.of(protocol)
                .map(spoken -> orNewer ? spoken.compareTo(version) >= 0 : spoken == version)
                .orElse(false);
    }

    @Override
    public String toString() {
        return (orNewer ? ">= " : "") + version.protocol();
    }
}
