package io.prodgate.traffic;

import io.prodgate.evidence.Trouble;
import java.security.cert.CertificateException;

/** A server's certificate is not accepted, with the reason as a kind and not only as a text. */
final class CertificateRefusedException extends CertificateException {
    private static final long serialVersionUID = 1;
    private final Trouble.Kind kind;

    CertificateRefusedException(Trouble.Kind kind, CertificateException cause) {
        super(cause.getMessage(), cause);
        this.kind = kind;
    }

    Trouble.Kind kind() {
        return kind;
    }
}
