package io.prodgate.run;

import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest of what a plan says with everything filled in that is known before a run: variables, environment, terraform, files. Two
 * readings of the same file have the same digest only if they would prove the same. Secrets and the places of files are not in it.
 */
final class PlanDigest {
    private final MessageDigest digest;

    private PlanDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The digest, 64 hexadecimal digits. */
    static String of(Plan plan) {
        PlanDigest all = new PlanDigest();
        Plan.Production production = plan.production();
        all.add(production.name());
        all.add(production.url());
        all.add(production.revision());
        all.add(production.deployedAt());
        all.add(production.rateLimit());
        all.add(production.settle());
        all.add(production.headers());
        all.add(production.hosts());
        all.add(plan.witnesses());
        all.add(plan.budget());
        all.add(plan.parallel());
        plan.systems().forEach((name, system) -> {
            all.add(name);
            all.add(system);
        });
        for (Plan.Stage stage : plan.stages()) {
            all.add(stage.name());
            stage.checks().forEach(all::add);
        }
        all.add(plan.quarantine());
        plan.rules().ifPresent(all::add);
        return HexFormat.of().formatHex(all.digest.digest());
    }

    private void add(Plan.CheckEntry check) {
        add(check.id());
        add(check.kind());
        add(check.own());
    }

    private void add(PlanNode node) {
        switch (node) {
            case PlanNode.Mapping mapping -> {
                add("mapping of " + mapping.entries().size());
                mapping.entries().forEach(entry -> {
                    add(entry.key());
                    add(entry.value());
                });
            }
            case PlanNode.Sequence sequence -> {
                add("sequence of " + sequence.items().size());
                sequence.items().forEach(this::add);
            }
            case PlanNode.Scalar scalar -> add(scalar.template());
        }
    }

    /** A text, with its length before it: no two sequences of texts look alike. */
    private void add(Object value) {
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        digest.update((text.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(text);
    }
}
