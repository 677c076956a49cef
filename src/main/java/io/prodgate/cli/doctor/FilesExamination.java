package io.prodgate.cli.doctor;

import io.prodgate.evidence.Time;
import io.prodgate.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The certificates and keys that the plan names: readable, and valid for a while? */
final class FilesExamination implements Examination {
    private static final Duration SOON = Duration.ofDays(14);

    private final Plan.Production production;
    private final Time time;

    FilesExamination(Plan.Production production, Time time) {
        this.production = production;
        this.time = time;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        production.ca().ifPresent(file -> findings.add(certificates("extra authority", file)));
        production.clientCertificate().ifPresent(client -> {
            findings.add(certificates("client certificate", client.certificate()));
            findings.add(readable("client key", client.key()));
        });
        return findings.isEmpty()
                ? List.of(Finding.ok("certificate files", "the plan names none"))
                : List.copyOf(findings);
    }

    private static Finding readable(String role, Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file)
                ? Finding.ok(role + " " + file, "it can be read")
                : Finding.fail(role + " " + file, "it cannot be read", "check the path and the file's permissions");
    }

    private Finding certificates(String role, Path file) {
        String subject = role + " " + file;
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            return found.stream()
                    .map(X509Certificate.class::cast)
                    .min(java.util.Comparator.comparing(X509Certificate::getNotAfter))
                    .map(first -> validity(subject, first))
                    .orElseGet(() -> Finding.fail(subject, "there is no certificate in it", "store it as PEM"));
        } catch (IOException e) {
            return Finding.fail(subject, "it cannot be read", "check the path and the file's permissions");
        } catch (CertificateException e) {
            return Finding.fail(subject, "it is not a certificate: " + e.getMessage(), "store it as PEM");
        }
    }

    private Finding validity(String subject, X509Certificate certificate) {
        Instant now = time.now();
        Instant end = certificate.getNotAfter().toInstant();
        if (certificate.getNotBefore().toInstant().isAfter(now)) {
            return Finding.fail(
                    subject,
                    "it is valid only from " + certificate.getNotBefore().toInstant(),
                    "check this machine's clock, or use another certificate");
        }
        if (!end.isAfter(now)) {
            return Finding.fail(subject, "it expired on " + end, "renew it");
        }
        long days = Duration.between(now, end).toDays();
        return Duration.between(now, end).compareTo(SOON) < 0
                ? Finding.warn(subject, "it expires in " + days + " days", "renew it")
                : Finding.ok(subject, "valid for " + days + " days");
    }
}
