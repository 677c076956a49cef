package io.prodgate.traffic;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.Trouble;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** A server's certificate is not accepted, with the reason as a kind and not only as a text. */
final class CertificateRefusedException extends CertificateException {
    private static final long serialVersionUID = 1;
    private final Trouble.Kind kind;
    private final transient X509Certificate own;

    CertificateRefusedException(Trouble.Kind kind, X509Certificate own, CertificateException cause) {
        super(cause.getMessage(), cause);
        this.kind = kind;
        this.own = own;
    }

    Trouble.Kind kind() {
        return kind;
    }

    /** The server's own certificate, as served. */
    CertificateChain.Certificate own() {
        return Certificates.describe(own);
    }
}
