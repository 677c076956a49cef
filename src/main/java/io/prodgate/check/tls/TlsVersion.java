package io.prodgate.check.tls;

import java.util.Arrays;
import java.util.Optional;

/** The versions of TLS, the older first, by the names that Java and OpenSSL give them. */
enum TlsVersion {
    SSL_3("SSLv3"),
    TLS_1_0("TLSv1"),
    TLS_1_1("TLSv1.1"),
    TLS_1_2("TLSv1.2"),
    TLS_1_3("TLSv1.3");

    private final String protocol;

    TlsVersion(String protocol) {
        this.protocol = protocol;
    }

    String protocol() {
        return protocol;
    }

    /** The version of that name. */
    static Optional<TlsVersion> of(String name) {
        return Arrays.stream(values())
                .filter(version -> version.protocol.equalsIgnoreCase(name.strip()))
                .findFirst();
    }
}
