package io.prodgate.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The certificates that the platform can show, all signed by the demo's own authority for loopback only. They are made
 * by {@code src/main/demo/make-certificates}.
 */
enum ServerCertificate {
    /** For {@code localhost} and {@code 127.0.0.1}, valid until 2125. */
    VALID("server"),
    /** The same, but it ended in 2021. */
    EXPIRED("expired");

    private final String name;

    ServerCertificate(String name) {
        this.name = name;
    }

    /** The demo's authority, PEM: what a client has to trust. */
    static String authority() {
        return Resources.text("tls/ca.pem");
    }

    /** What a server needs to show this certificate; nothing of it reaches the trust of the process. */
    SSLContext serverContext() {
        char[] password = new char[0];
        try {
            // Not PKCS12: its 10,000 rounds of key derivation, on the way in and out, would cost more than all the
            // rest.
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, password);
            store.setKeyEntry(name, key(), password, new Certificate[] {certificate()});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            // No client certificates are asked for, so nobody has to be trusted; null would load the default trust.
            context.init(keys.getKeyManagers(), new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the demo's certificate '" + name + "' cannot be used", e);
        }
    }

    private Certificate certificate() throws GeneralSecurityException {
        byte[] pem = Resources.text("tls/" + name + ".pem").getBytes(StandardCharsets.US_ASCII);
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    private PrivateKey key() throws GeneralSecurityException {
        String base64 = Resources.text("tls/" + name + "-key.pem").replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    }
}
