package io.prodgate.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Keys to sign APKs with, made by the JDK's keytool when they are first asked for. */
public enum SigningKeys {
    /** As a team has it. */
    PRODUCTION("CN=Tickets, O=Example"),
    /** Another one. */
    OTHER("CN=Somebody else, O=Example"),
    /** As Android's tools make it for developers. */
    DEBUG("C=US, O=Android, CN=Android Debug");

    private static final char[] PASSWORD = "for-tests".toCharArray();

    private final String subject;
    private @Nullable Made made;

    private record Made(PrivateKey key, X509Certificate certificate) {}

    SigningKeys(String subject) {
        this.subject = subject;
    }

    public PrivateKey key() {
        return made().key();
    }

    public X509Certificate certificate() {
        return made().certificate();
    }

    /** SHA-256 of the certificate in lower-case hex. */
    public String sha256() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(certificate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized Made made() {
        Made known = made;
        if (known == null) {
            known = make();
            made = known;
        }
        return known;
    }

    private Made make() {
        try {
            Path folder = Files.createTempDirectory("keys");
            Path store = folder.resolve("key.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "key",
                            "-keyalg",
                            "RSA",
                            "-keysize",
                            "2048",
                            "-validity",
                            "3650",
                            "-dname",
                            subject,
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            new String(PASSWORD))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes());
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD);
            }
            Files.delete(store);
            Files.delete(folder);
            return new Made((PrivateKey) keys.getKey("key", PASSWORD), (X509Certificate) keys.getCertificate("key"));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
