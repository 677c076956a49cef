package io.prodgate.device.apk;

import com.android.apksig.ApkVerifier;
import com.android.apksig.SigningCertificateLineage;
import com.android.apksig.apk.ApkFormatException;
import com.android.apksig.util.DataSources;
import io.prodgate.evidence.ApkReading.Signer;
import io.prodgate.evidence.ApkReading.Signing;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Verifies an APK's signatures as Android would, by <a href="https://source.android.com/docs/security/features/apksigning">its schemes</a>. */
final class Signatures {
    /** What of META-INF the library reads into memory. */
    private static final long MOST_SIGNATURE_FILE = 16 << 20;

    private static final int KNOWS_V3 = 28;
    private static final int PROBLEMS = 5;
    private static final int LONGEST_PROBLEM = 300;
    private static final Set<String> READ_WHOLE = Set.of("mf", "sf", "rsa", "dsa", "ec");

    /** The certificate of the "testkey" whose private half is in Android's own sources. */
    private static final String AOSP_TEST_KEY = "a40da80a59d170caa950cf15c18c454d47a39b26989d8b640ecd745ba71bf5dc";

    private Signatures() {}

    /**
     * Verifies.
     *
     * @param minSdk the lowest Android API level that has to accept the APK
     */
    static Signing read(ZipArchive apk, int minSdk) throws IOException, MalformedException {
        for (ZipEntryHead entry : apk.entries()) {
            boolean whole = entry.name().startsWith("META-INF/") && READ_WHOLE.contains(entry.extension());
            if (whole && entry.unpacked() > MOST_SIGNATURE_FILE) {
                throw new MalformedException(entry.name(), "it is larger than any signature file");
            }
        }
        try {
            ApkVerifier.Result result = new ApkVerifier.Builder(DataSources.asDataSource(apk.file()))
                    .setMinCheckedPlatformVersion(Math.max(1, minSdk))
                    .build()
                    .verify();
            return signing(result, minSdk);
        } catch (ApkFormatException | RuntimeException e) {
            // The library answers some hostile files with exceptions of its own making.
            throw new MalformedException(
                    "signature", "it cannot be read: " + shortened(String.valueOf(e.getMessage())));
        } catch (NoSuchAlgorithmException e) {
            throw new MalformedException("signature", "this machine cannot verify it: " + e.getMessage());
        }
    }

    private static Signing signing(ApkVerifier.Result result, int minSdk) {
        Map<String, X509Certificate> certificates = new LinkedHashMap<>();
        Map<String, List<String>> schemes = new LinkedHashMap<>();
        Signers signers = new Signers(certificates, schemes);
        result.getV31SchemeSigners().forEach(signer -> signers.add("v3.1", signer.getCertificate()));
        result.getV3SchemeSigners().forEach(signer -> signers.add("v3", signer.getCertificate()));
        result.getV2SchemeSigners().forEach(signer -> signers.add("v2", signer.getCertificate()));
        result.getV1SchemeSigners().forEach(signer -> signers.add("v1", signer.getCertificate()));
        List<String> holding = holding(result);
        Map<String, String> replaced = replaced(result, certificates);
        // The library does not look at what Androids from 7 to 8.1 know.
        boolean unknown = minSdk < KNOWS_V3 && !holding.contains("v1") && !holding.contains("v2") && !holding.isEmpty();
        Stream<String> problems = Stream.concat(
                unknown
                        ? Stream.of("Android before version 9 does not know its only signature (v3): sign it by v2 too")
                        : Stream.of(),
                result.getAllErrors().stream().map(issue -> shortened(String.valueOf(issue))));
        return new Signing(
                result.isVerified() && !certificates.isEmpty() && !unknown,
                holding,
                certificates.entrySet().stream()
                        .map(entry -> signer(
                                entry.getKey(),
                                entry.getValue(),
                                schemes.getOrDefault(entry.getKey(), List.of()),
                                Optional.ofNullable(replaced.get(entry.getKey()))))
                        .toList(),
                problems.distinct().limit(PROBLEMS).toList());
    }

    /** Old certificates, and the newest that signed the APK too: of a lineage each certificate was signed by the one before. */
    private static Map<String, String> replaced(ApkVerifier.Result result, Map<String, X509Certificate> certificates) {
        Map<String, String> replaced = new LinkedHashMap<>();
        SigningCertificateLineage lineage = result.getSigningCertificateLineage();
        if (!result.isVerified() || lineage == null) {
            return replaced;
        }
        List<String> signing = lineage.getCertificatesInLineage().stream()
                .map(Signatures::fingerprint)
                .filter(certificates::containsKey)
                .toList();
        signing.stream().limit(Math.max(0, signing.size() - 1)).forEach(old -> replaced.put(old, signing.getLast()));
        return replaced;
    }

    private static List<String> holding(ApkVerifier.Result result) {
        List<String> schemes = new ArrayList<>();
        if (result.isVerifiedUsingV1Scheme()) {
            schemes.add("v1");
        }
        if (result.isVerifiedUsingV2Scheme()) {
            schemes.add("v2");
        }
        if (result.isVerifiedUsingV3Scheme()) {
            schemes.add("v3");
        }
        if (result.isVerifiedUsingV31Scheme()) {
            schemes.add("v3.1");
        }
        return schemes;
    }

    private static Signer signer(
            String sha256, X509Certificate certificate, List<String> schemes, Optional<String> replacedBy) {
        String subject = certificate.getSubjectX500Principal().getName();
        String parts = "," + subject.toLowerCase(Locale.ROOT) + ",";
        boolean debug = parts.contains(",cn=android debug,") || sha256.equals(AOSP_TEST_KEY);
        return new Signer(sha256, shortened(subject), debug, schemes, replacedBy);
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has no encoding", e);
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_PROBLEM ? text : text.substring(0, LONGEST_PROBLEM) + "…";
    }

    /** Certificates by their fingerprint, and the schemes that name them. */
    private record Signers(Map<String, X509Certificate> certificates, Map<String, List<String>> schemes) {
        void add(String scheme, X509Certificate certificate) {
            if (certificate == null) {
                return;
            }
            String sha256 = fingerprint(certificate);
            certificates.put(sha256, certificate);
            List<String> named = schemes.computeIfAbsent(sha256, key -> new ArrayList<>());
            if (!named.contains(scheme)) {
                named.add(scheme);
            }
        }
    }
}
