package io.prodgate.verdict;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Reads the keys of seals from PEM (RFC 7468), as {@code openssl genpkey -algorithm ed25519} and {@code openssl pkey -pubout} write
 * them.
 */
public final class SealKeys {
    private static final String MAKE =
            "; make one with: openssl genpkey -algorithm ed25519 -out gate.key && openssl pkey"
                    + " -in gate.key -pubout -out gate.pub";

    private SealKeys() {}

    /**
     * The private key, PKCS#8.
     *
     * @throws KeyException if it is none of Ed25519; tells nothing of it
     */
    public static PrivateKey privateKey(String pem) throws KeyException {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(decoded(pem, "PRIVATE KEY")));
        } catch (GeneralSecurityException e) {
            throw new KeyException("it holds no private key of Ed25519" + MAKE);
        }
    }

    /**
     * The public key, SubjectPublicKeyInfo.
     *
     * @throws KeyException if it is none of Ed25519
     */
    public static PublicKey publicKey(String pem) throws KeyException {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(decoded(pem, "PUBLIC KEY")));
        } catch (GeneralSecurityException e) {
            throw new KeyException("it holds no public key of Ed25519" + MAKE);
        }
    }

    private static byte[] decoded(String pem, String label) throws KeyException {
        String begin = "-----BEGIN " + label + "-----";
        int at = pem.indexOf(begin);
        int end = pem.indexOf("-----END " + label + "-----", Math.max(at, 0));
        if (at < 0 || end < 0) {
            throw new KeyException("it has no '" + begin + "'" + MAKE);
        }
        try {
            return Base64.getMimeDecoder().decode(pem.substring(at + begin.length(), end));
        } catch (IllegalArgumentException e) {
            throw new KeyException("what stands below '" + begin + "' is not base64" + MAKE);
        }
    }

    /** There is no such key in it. */
    public static final class KeyException extends Exception {
        private static final long serialVersionUID = 1;

        KeyException(String message) {
            super(message);
        }
    }
}
