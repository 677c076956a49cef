package io.prodgate.cli.doctor;

import io.prodgate.plan.Secret;
import java.util.List;
import java.util.Map;

/** The plan's secrets: are they there, and could they be sent in a header? */
final class SecretsExamination implements Examination {
    private final Map<String, Secret> secrets;

    SecretsExamination(Map<String, Secret> secrets) {
        this.secrets = secrets;
    }

    @Override
    public List<Finding> findings() {
        if (secrets.isEmpty()) {
            return List.of(Finding.ok("secrets", "the plan has none"));
        }
        return secrets.entrySet().stream()
                .map(secret ->
                        examine("secret " + secret.getKey(), secret.getValue().reveal()))
                .toList();
    }

    private static Finding examine(String subject, String value) {
        if (value.isBlank()) {
            return Finding.fail(subject, "it is empty", "set what it is read from");
        }
        if (value.endsWith("\n") || value.endsWith("\r")) {
            return Finding.fail(
                    subject,
                    "it ends with a line break",
                    "store it without one: a file written by echo has one, printf does not add it");
        }
        if (!value.equals(value.strip())) {
            return Finding.warn(
                    subject, "it begins or ends with a space", "store it without, unless it belongs to the secret");
        }
        if (value.lines().count() > 1) {
            return Finding.warn(subject, "it has several lines", "fine for a key; a header cannot carry it");
        }
        return Finding.ok(subject, "it is there");
    }
}
