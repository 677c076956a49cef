package io.prodgate.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The certificate chain exactly as a server served it.
 *
 * @param host the name that was asked for (SNI)
 * @param port the TCP port
 * @param protocol for example {@code TLSv1.3}
 * @param cipher the cipher suite's IANA name
 * @param certificates the chain as served, the server's own first
 * @param problem why a client would refuse it, empty if it is trusted for {@code host}
 */
public record CertificateChain(
        String host,
        int port,
        String protocol,
        String cipher,
        List<Certificate> certificates,
        Optional<Trouble.Kind> problem)
        implements Evidence {

    public CertificateChain {
        certificates = List.copyOf(certificates);
    }

    /**
     * One certificate of a chain.
     *
     * @param subject distinguished name (RFC 2253)
     * @param issuer distinguished name of who signed it
     * @param names DNS names and IP addresses it is valid for (subject alternative names)
     * @param notBefore start of validity
     * @param notAfter end of validity
     * @param sha256 fingerprint of the DER form, lower-case hex
     */
    public record Certificate(
            String subject, String issuer, List<String> names, Instant notBefore, Instant notAfter, String sha256) {
        public Certificate {
            names = List.copyOf(names);
        }
    }
}
