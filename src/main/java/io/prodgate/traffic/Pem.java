package io.prodgate.traffic;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads certificates and private keys from PEM files (RFC 7468). */
final class Pem {
    private static final String BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";
    private static final String END_CERTIFICATE = "-----END CERTIFICATE-----";
    private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";
    private static final String END_KEY = "-----END PRIVATE KEY-----";

    private Pem() {}

    /** All certificates of a file, in order; text between them is passed over. */
    static List<X509Certificate> certificates(Path file) throws SetupException {
        String text = read(file);
        List<X509Certificate> found = new ArrayList<>();
        int at = text.indexOf(BEGIN_CERTIFICATE);
        while (at >= 0) {
            int end = text.indexOf(END_CERTIFICATE, at);
            if (end < 0) {
                throw new SetupException(
                        "the file ends within a certificate", file.toString(), "copy it again, complete");
            }
            found.add(certificate(file, decode(file, text.substring(at + BEGIN_CERTIFICATE.length(), end))));
            at = text.indexOf(BEGIN_CERTIFICATE, end);
        }
        if (found.isEmpty()) {
            throw new SetupException(
                    "the file holds no certificate",
                    file.toString(),
                    "give a PEM file with '" + BEGIN_CERTIFICATE + "'");
        }
        return List.copyOf(found);
    }

    private static X509Certificate certificate(Path file, byte[] der) throws SetupException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new SetupException("a certificate cannot be read", file.toString(), "copy it again, complete", e);
        }
    }

    /** The private key of a file: PKCS#8, RSA, EC or EdDSA, not encrypted. */
    static PrivateKey privateKey(Path file) throws SetupException {
        String text = read(file);
        int at = text.indexOf(BEGIN_KEY);
        int end = text.indexOf(END_KEY, Math.max(at, 0));
        if (at < 0 || end < 0) {
            throw notPkcs8(file, text);
        }
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(decode(file, text.substring(at + BEGIN_KEY.length(), end)));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // Not this algorithm's: the next one is tried, and if none fits that is told below.
                continue;
            } catch (GeneralSecurityException e) {
                throw new SetupException(
                        "this Java cannot read keys for " + algorithm, file.toString(), "use another Java", e);
            }
        }
        throw new SetupException(
                "the private key is neither RSA, EC nor EdDSA, or it is damaged",
                file.toString(),
                "copy it again, or make a new one with 'openssl genpkey'");
    }

    private static SetupException notPkcs8(Path file, String text) {
        String convert = "convert it with: openssl pkcs8 -topk8 -nocrypt -in " + file.getFileName() + " -out key.pem";
        if (text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") || text.contains("Proc-Type: 4,ENCRYPTED")) {
            return new SetupException("the private key is encrypted", file.toString(), convert);
        }
        if (text.contains("-----BEGIN RSA PRIVATE KEY-----") || text.contains("-----BEGIN EC PRIVATE KEY-----")) {
            return new SetupException("the private key is not in the PKCS#8 form", file.toString(), convert);
        }
        return new SetupException(
                "the file holds no private key", file.toString(), "give a PEM file with '" + BEGIN_KEY + "'");
    }

    private static byte[] decode(Path file, String base64) throws SetupException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new SetupException("the PEM text is damaged", file.toString(), "copy it again, complete", e);
        }
    }

    private static String read(Path file) throws SetupException {
        try {
            // Latin-1 takes any byte: comments around the blocks may be in any encoding.
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new SetupException("the file does not exist", file.toString(), "correct the path in the plan", e);
        } catch (IOException e) {
            throw new SetupException("the file cannot be read", file.toString(), "make it readable", e);
        }
    }
}
