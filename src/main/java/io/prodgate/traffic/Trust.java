package io.prodgate.traffic;

import io.prodgate.evidence.Trouble;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts the authorities of this Java and those of the plan, checks names (RFC 9525), and says of a refused chain why. There is
 * no way to switch the checks off.
 */
final class Trust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager delegate;

    private Trust(X509ExtendedTrustManager delegate) {
        this.delegate = delegate;
    }

    /**
     * Trust in this Java's authorities and those of a PEM file.
     *
     * @throws SetupException if the file cannot be used
     */
    static Trust with(Optional<Path> extraAuthorities) throws SetupException {
        try {
            if (extraAuthorities.isEmpty()) {
                return new Trust(manager(null));
            }
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            List<X509Certificate> all = new ArrayList<>(Pem.certificates(extraAuthorities.get()));
            all.addAll(List.of(manager(null).getAcceptedIssuers()));
            for (int i = 0; i < all.size(); i++) {
                authorities.setCertificateEntry("authority-" + i, all.get(i));
            }
            return new Trust(manager(authorities));
        } catch (GeneralSecurityException | IOException e) {
            throw new SetupException(
                    "the trusted authorities cannot be loaded",
                    extraAuthorities.map(Path::toString).orElse("this Java's trust store"),
                    "check the file and the Java installation",
                    e);
        }
    }

    private static X509ExtendedTrustManager manager(@org.jspecify.annotations.Nullable KeyStore authorities)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("this Java has no X.509 trust manager");
    }

    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }

    private void explained(X509Certificate[] chain, String authType, Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            throw new CertificateRefusedException(reason(chain, authType, e), chain, e);
        }
    }

    private Trouble.Kind reason(X509Certificate[] chain, String authType, CertificateException refusal) {
        if (Troubles.find(refusal, CertificateExpiredException.class).isPresent()) {
            return Trouble.Kind.CERTIFICATE_EXPIRED;
        }
        if (Troubles.find(refusal, CertificateNotYetValidException.class).isPresent()) {
            return Trouble.Kind.CERTIFICATE_NOT_YET_VALID;
        }
        if (isPath(refusal)) {
            return pathReason(chain);
        }
        return chainIsTrusted(chain, authType)
                ? Trouble.Kind.CERTIFICATE_WRONG_NAME
                : Trouble.Kind.CERTIFICATE_UNTRUSTED;
    }

    private static boolean isPath(CertificateException refusal) {
        return Troubles.find(refusal, CertPathBuilderException.class).isPresent()
                || Troubles.find(refusal, CertPathValidatorException.class).isPresent();
    }

    /** A path builder that finds no path does not always say that validity was what it stumbled over. */
    private static Trouble.Kind pathReason(X509Certificate[] chain) {
        try {
            chain[0].checkValidity();
            return Trouble.Kind.CERTIFICATE_UNTRUSTED;
        } catch (CertificateExpiredException e) {
            return Trouble.Kind.CERTIFICATE_EXPIRED;
        } catch (CertificateNotYetValidException e) {
            return Trouble.Kind.CERTIFICATE_NOT_YET_VALID;
        }
    }

    /** Without a connection the delegate checks the chain alone: what then is left to object to is the name. */
    private boolean chainIsTrusted(X509Certificate[] chain, String authType) {
        try {
            ((X509TrustManager) delegate).checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        explained(chain, authType, () -> delegate.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        explained(chain, authType, () -> delegate.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        explained(chain, authType, () -> delegate.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        delegate.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return delegate.getAcceptedIssuers();
    }
}
