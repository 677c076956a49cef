package io.prodgate.traffic;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.Trouble;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** A server's certificate is not accepted, with the reason as a kind and not only as a text. */
final class CertificateRefusedException extends CertificateException {
    private static final long serialVersionUID = 1;
    private final Trouble.Kind kind;
    private final transient X509Certificate[] chain;

    /**
     * A refusal.
     *
     * @param chain as served, the server's own first
     */
    CertificateRefusedException(Trouble.Kind kind, X509Certificate[] chain, CertificateException cause) {
        super(cause.getMessage(), cause);
        this.kind = kind;
        this.chain = chain.clone();
    }

    Trouble.Kind kind() {
        return kind;
    }

    /** The server's own certificate, as served. */
    CertificateChain.Certificate own() {
        return Certificates.describe(chain[0]);
    }

    /** What is wrong with it, for people; the library says only that it found no path. */
    String words() {
        X509Certificate last = chain[chain.length - 1];
        String issuer = last.getIssuerX500Principal().getName();
        if (kind != Trouble.Kind.CERTIFICATE_UNTRUSTED) {
            return "the server's certificate is refused ("
                    + chain[0].getSubjectX500Principal().getName() + ")";
        }
        boolean selfSigned = last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
        if (chain.length == 1) {
            return selfSigned
                    ? "the server's certificate is refused: it is signed by itself"
                    : "the server's certificate is refused: it came without an intermediate certificate, and its issuer "
                            + issuer + " is not trusted";
        }
        return "the server's certificate is refused: its chain ends at " + issuer + ", which is not trusted";
    }
}
