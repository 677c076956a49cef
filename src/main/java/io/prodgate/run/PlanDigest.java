package io.prodgate.run;

import io.prodgate.check.BoundCheck;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A digest of what a plan says with everything filled in that is known before a run: variables, environment, terraform, files,
 * and what the files hold that its checks read: flows, tickets, schemas. Two readings of the same file have the same digest only if
 * they would prove the same. Secrets and the plan's own place are not in it.
 */
final class PlanDigest {
    private static final int BUFFER = 65_536;

    private final MessageDigest digest = sha256();

    private PlanDigest() {}

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The digest, 64 hexadecimal digits.
     *
     * @param checks those that were chosen
     */
    static String of(Plan plan, List<BoundCheck> checks) {
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
        all.addFiles(plan.file().toAbsolutePath().normalize(), checks);
        return HexFormat.of().formatHex(all.digest.digest());
    }

    private void addFiles(Path plan, List<BoundCheck> checks) {
        Path folder = Optional.ofNullable(plan.getParent()).orElse(plan);
        Set<Path> files = new TreeSet<>();
        checks.forEach(check -> check.check().files().stream()
                .map(file -> file.toAbsolutePath().normalize())
                .forEach(files::add));
        for (Path file : files) {
            add(folder.relativize(file));
            add(content(file));
        }
    }

    private static String content(Path file) {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            return "cannot be read";
        }
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
