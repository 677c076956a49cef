package io.prodgate.traffic;

import io.prodgate.plan.Plan;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The plan's client certificate, shown to production's hosts when they ask for one, and to nobody else. */
final class ClientKeys extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";

    private final List<X509Certificate> chain;
    private final PrivateKey key;
    private final Destinations destinations;

    private ClientKeys(List<X509Certificate> chain, PrivateKey key, Destinations destinations) {
        this.chain = chain;
        this.key = key;
        this.destinations = destinations;
    }

    /**
     * The key managers for a plan: none if it has no client certificate.
     *
     * @throws SetupException if a file cannot be used, or the two do not belong together
     */
    static KeyManager[] of(Optional<Plan.ClientCertificate> certificate, Destinations destinations)
            throws SetupException {
        if (certificate.isEmpty()) {
            return new KeyManager[0];
        }
        List<X509Certificate> chain = Pem.certificates(certificate.get().certificate());
        PrivateKey key = Pem.privateKey(certificate.get().key());
        String keyAlgorithm = key.getAlgorithm();
        String publicAlgorithm = chain.getFirst().getPublicKey().getAlgorithm();
        if (!keyAlgorithm.equals(publicAlgorithm)) {
            throw new SetupException(
                    "the client certificate is for a key of another kind (" + publicAlgorithm + ", the key is "
                            + keyAlgorithm + ")",
                    certificate.get().key().toString(),
                    "give the key that belongs to the first certificate of "
                            + certificate.get().certificate());
        }
        return new KeyManager[] {new ClientKeys(chain, key, destinations)};
    }

    private @Nullable String alias(String @Nullable [] keyTypes, @Nullable String host, int port) {
        boolean wanted = keyTypes == null
                || List.of(keyTypes).contains(key.getAlgorithm())
                || (key.getAlgorithm().equals("RSA") && List.of(keyTypes).contains("RSASSA-PSS"));
        return wanted && host != null && destinations.belongsToProduction(host, port) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        return alias(keyTypes, engine.getPeerHost(), engine.getPeerPort());
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        if (socket instanceof SSLSocket secure && secure.getHandshakeSession() != null) {
            return alias(
                    keyTypes,
                    secure.getHandshakeSession().getPeerHost(),
                    secure.getHandshakeSession().getPeerPort());
        }
        return null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return ALIAS.equals(alias) ? chain.toArray(X509Certificate[]::new) : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return ALIAS.equals(alias) ? key : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
