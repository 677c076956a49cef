package io.prodgate.traffic;

import io.prodgate.evidence.Trouble;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Remembers the chain of one handshake and what {@link Trust} says to it, without breaking the handshake off. Only for looking:
 * nothing is ever sent over a connection that was opened with this.
 */
final class ServedChain extends X509ExtendedTrustManager {
    private final Trust trust;
    private volatile List<X509Certificate> chain = List.of();
    private volatile Optional<Trouble.Kind> problem = Optional.empty();

    ServedChain(Trust trust) {
        this.trust = trust;
    }

    List<X509Certificate> chain() {
        return chain;
    }

    Optional<Trouble.Kind> problem() {
        return problem;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] served, String authType, Socket socket) {
        chain = List.of(served);
        try {
            trust.checkServerTrusted(served, authType, socket);
        } catch (CertificateRefusedException e) {
            problem = Optional.of(e.kind());
        } catch (CertificateException e) {
            problem = Optional.of(Trouble.Kind.CERTIFICATE_UNTRUSTED);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] served, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("only for looking at chains over sockets");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] served, String authType) throws CertificateException {
        throw new CertificateException("only for looking at chains over sockets");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] served, String authType, Socket socket)
            throws CertificateException {
        trust.checkClientTrusted(served, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] served, String authType, SSLEngine engine)
            throws CertificateException {
        trust.checkClientTrusted(served, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] served, String authType) throws CertificateException {
        trust.checkClientTrusted(served, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
