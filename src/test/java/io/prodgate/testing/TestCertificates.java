package io.prodgate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Certificates made by the {@code openssl} command in a folder of the test's own: an authority, an intermediate, and certificates
 * for {@code localhost} and {@code 127.0.0.1} with every fault that a production's certificate can have.
 */
public final class TestCertificates {
    private static final String LOCAL_NAMES = "DNS:localhost,IP:127.0.0.1";

    private final Path folder;

    private TestCertificates(Path folder) {
        this.folder = folder;
    }

    /** A chain file for a server (or client) and its PKCS#8 key. */
    public record Pair(Path chain, Path key) {}

    /** Makes the authority and the intermediate. */
    public static TestCertificates in(Path folder) {
        TestCertificates made = new TestCertificates(folder);
        made.authority("authority");
        made.signed(
                "intermediate", "authority", "/CN=Test intermediate", "basicConstraints=critical,CA:TRUE", List.of());
        return made;
    }

    /** The authority's certificate, to be trusted. */
    public Path authority() {
        return folder.resolve("authority.pem");
    }

    /** Right in every way, served with its intermediate. */
    public Pair valid() {
        return server("valid", LOCAL_NAMES, List.of(), "intermediate");
    }

    /** Right in every way, for one name of the test's choice. */
    public Pair named(String name) {
        return server("named-" + name, "DNS:" + name, List.of(), "intermediate");
    }

    /** Its validity ended in 2021. */
    public Pair expired() {
        return server("expired", LOCAL_NAMES, dates("20200101000000Z", "20210101000000Z"), "intermediate");
    }

    /** Its validity begins in 2090. */
    public Pair notYetValid() {
        return server("future", LOCAL_NAMES, dates("20900101000000Z", "20910101000000Z"), "intermediate");
    }

    /** For other names than the one it is served under. */
    public Pair wrongName() {
        return server("wrong-name", "DNS:elsewhere.example.com", List.of(), "intermediate");
    }

    /** Served without the intermediate that leads to the authority. */
    public Pair incomplete() {
        return server("incomplete", LOCAL_NAMES, List.of());
    }

    /** Signed by itself. */
    public Pair selfSigned() {
        authority("self-signed");
        return new Pair(folder.resolve("self-signed.pem"), folder.resolve("self-signed.key"));
    }

    /** For a client, signed by the authority. */
    public Pair client() {
        signed("client", "authority", "/CN=client", "extendedKeyUsage=clientAuth", List.of());
        return new Pair(folder.resolve("client.pem"), folder.resolve("client.key"));
    }

    /** A key's file in another form, as {@code openssl} writes it: {@code pkcs1}, {@code encrypted}. */
    public Path keyAs(String form) {
        Path source = folder.resolve("authority.key");
        Path target = folder.resolve(form + ".key");
        List<String> command = form.equals("encrypted")
                ? List.of(
                        "openssl",
                        "pkcs8",
                        "-topk8",
                        "-in",
                        source.toString(),
                        "-out",
                        target.toString(),
                        "-passout",
                        "pass:x")
                : List.of("openssl", "ec", "-in", source.toString(), "-out", target.toString());
        openssl(command);
        return target;
    }

    private static List<String> dates(String from, String to) {
        return List.of("-startdate", from, "-enddate", to);
    }

    private Pair server(String name, String names, List<String> dates, String... alsoServed) {
        signed(name, "intermediate", "/CN=" + name, "subjectAltName=" + names, dates);
        StringBuilder chain = new StringBuilder();
        try {
            chain.append(Files.readString(folder.resolve(name + ".pem")));
            for (String other : alsoServed) {
                chain.append(Files.readString(folder.resolve(other + ".pem")));
            }
            Path file = Files.writeString(folder.resolve(name + "-chain.pem"), chain);
            return new Pair(file, folder.resolve(name + ".key"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void key(String name) {
        openssl(List.of(
                "openssl",
                "genpkey",
                "-algorithm",
                "EC",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-out",
                file(name + ".key")));
    }

    private void authority(String name) {
        key(name);
        openssl(List.of(
                "openssl",
                "req",
                "-new",
                "-x509",
                "-key",
                file(name + ".key"),
                "-out",
                file(name + ".pem"),
                "-days",
                "30",
                "-subj",
                "/CN=Test " + name,
                "-addext",
                "basicConstraints=critical,CA:TRUE",
                "-addext",
                "subjectAltName=" + LOCAL_NAMES));
    }

    /** {@code openssl ca} is the one command that sets the dates of a validity in every version of openssl. */
    private void signed(String name, String issuer, String subject, String extension, List<String> dates) {
        key(name);
        openssl(List.of(
                "openssl", "req", "-new", "-key", file(name + ".key"), "-subj", subject, "-out", file(name + ".csr")));
        try {
            Files.writeString(folder.resolve(name + ".index"), "");
            Path configuration = Files.writeString(
                    folder.resolve(name + ".cnf"),
                    """
                    [ca]
                    default_ca = test
                    [test]
                    database = %s
                    new_certs_dir = %s
                    rand_serial = yes
                    default_md = sha256
                    default_days = 30
                    policy = any
                    x509_extensions = ext
                    unique_subject = no
                    [any]
                    commonName = supplied
                    [ext]
                    %s
                    """.formatted(file(name + ".index"), folder, extension),
                    StandardCharsets.UTF_8);
            List<String> command = new ArrayList<>(List.of(
                    "openssl",
                    "ca",
                    "-batch",
                    "-notext",
                    "-config",
                    configuration.toString(),
                    "-cert",
                    file(issuer + ".pem"),
                    "-keyfile",
                    file(issuer + ".key"),
                    "-in",
                    file(name + ".csr"),
                    "-out",
                    file(name + ".pem")));
            command.addAll(dates);
            openssl(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void openssl(List<String> command) {
        TestTool.find("openssl", "openssl");
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n" + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while openssl ran", e);
        }
    }
}
