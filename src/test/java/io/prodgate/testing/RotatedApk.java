package io.prodgate.testing;

import com.android.apksig.ApkSigner;
import com.android.apksig.SigningCertificateLineage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Signs APKs with a key that has taken the place of another one. */
public final class RotatedApk {
    private RotatedApk() {}

    /** With Android's own tool: schemes v2 by the old key and v3 by the new one. */
    public static Path signed(TinyApk apk, Path file, SigningKeys old, SigningKeys now)
            throws IOException, InterruptedException, CertificateEncodingException {
        Path tool = TestTool.find("apksigner", "apksigner");
        Path folder = Files.createTempDirectory(file.toAbsolutePath().getParent(), "rotated");
        Path lineage = folder.resolve("lineage");
        List<String> rotate = new ArrayList<>(List.of(tool.toString(), "rotate", "--out", lineage.toString()));
        rotate.add("--old-signer");
        rotate.addAll(signer(folder, old));
        rotate.add("--new-signer");
        rotate.addAll(signer(folder, now));
        run(folder, rotate);
        List<String> sign = new ArrayList<>(List.of(tool.toString(), "sign", "--lineage", lineage.toString()));
        sign.addAll(signer(folder, old));
        sign.add("--next-signer");
        sign.addAll(signer(folder, now));
        sign.addAll(List.of(
                "--out",
                file.toString(),
                apk.unsigned(folder.resolve("unsigned.apk")).toString()));
        run(folder, sign);
        return file;
    }

    /** So that Androids before this one go by the old key and the others by the new one: schemes v2, v3 and v3.1. */
    public static Path signed(TinyApk apk, Path file, SigningKeys old, SigningKeys now, int sinceSdk) throws Exception {
        SigningCertificateLineage lineage = new SigningCertificateLineage.Builder(
                        new SigningCertificateLineage.SignerConfig.Builder(old.key(), old.certificate()).build(),
                        new SigningCertificateLineage.SignerConfig.Builder(now.key(), now.certificate()).build())
                .build();
        Path unsigned = apk.unsigned(file.resolveSibling("unsigned-" + file.getFileName()));
        new ApkSigner.Builder(List.of(config(old), config(now)))
                .setInputApk(unsigned.toFile())
                .setOutputApk(file.toFile())
                .setMinSdkVersion(24)
                .setV1SigningEnabled(false)
                .setV4SigningEnabled(false)
                .setSigningCertificateLineage(lineage)
                .setMinSdkVersionForRotation(sinceSdk)
                .build()
                .sign();
        return file;
    }

    private static ApkSigner.SignerConfig config(SigningKeys key) {
        return new ApkSigner.SignerConfig.Builder(key.name(), key.key(), List.of(key.certificate())).build();
    }

    private static List<String> signer(Path folder, SigningKeys key) throws IOException, CertificateEncodingException {
        Path secret = Files.write(folder.resolve(key + ".pk8"), key.key().getEncoded());
        Path certificate = Files.writeString(
                folder.resolve(key + ".pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(key.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        return List.of("--key", secret.toString(), "--cert", certificate.toString());
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.get(1) + ": " + said);
        }
    }
}
