package io.prodgate.cli.doctor;

import io.prodgate.cli.Surroundings;
import io.prodgate.plan.Plan;
import io.prodgate.system.Terraform;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The machine prodgate runs on: room for results, the tools the plan needs, proxies. */
final class MachineExamination implements Examination {
    private static final long LITTLE_SPACE = 500L << 20;
    private static final long NO_SPACE = 20L << 20;

    private final Plan plan;
    private final Path output;
    private final Surroundings surroundings;

    MachineExamination(Plan plan, Path output, Surroundings surroundings) {
        this.plan = plan;
        this.output = output;
        this.surroundings = surroundings;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(output());
        plan.production().terraform().ifPresent(source -> findings.add(terraform(source)));
        findings.add(proxies());
        return List.copyOf(findings);
    }

    private Finding output() {
        String subject = "output folder " + output;
        Path existing = nearestExisting(output.toAbsolutePath());
        if (!Files.isDirectory(existing)) {
            return Finding.fail(subject, existing + " is not a folder", "name another folder with --out");
        }
        if (!Files.isWritable(existing)) {
            return Finding.fail(
                    subject, "nothing can be written to " + existing, "name another folder with --out of prodgate run");
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            String space = "can be written to, " + (free >> 20) + " MiB free";
            if (free < NO_SPACE) {
                return Finding.fail(subject, space, "make room, or name another folder with --out of prodgate run");
            }
            return free < LITTLE_SPACE
                    ? Finding.warn(subject, space, "make room: artefacts of a run can be large")
                    : Finding.ok(subject, space);
        } catch (IOException e) {
            return Finding.warn(subject, "its free space cannot be told: " + e.getMessage(), "look at the disk");
        }
    }

    private static Path nearestExisting(Path path) {
        Path candidate = path;
        while (Files.notExists(candidate) && candidate.getParent() != null) {
            candidate = candidate.getParent();
        }
        return candidate;
    }

    private Finding terraform(String source) {
        Path folder = beside(plan.file(), source);
        if (!Files.isDirectory(folder)) {
            return Files.isReadable(folder)
                    ? Finding.ok("terraform", "its outputs come from the file " + folder)
                    : Finding.fail("terraform", folder + " cannot be read", "check production.terraform");
        }
        return surroundings
                .variable(Terraform.BINARY_VARIABLE)
                .map(Path::of)
                .filter(Files::isExecutable)
                .or(() -> onPath(surroundings, "terraform"))
                .map(tool -> Finding.ok("terraform", tool + " reads the outputs of " + folder))
                .orElseGet(() -> Finding.fail(
                        "terraform",
                        "it is not on the PATH, and production.terraform names a folder",
                        "install terraform, or name a file with the output of: terraform output -json"));
    }

    private static Path beside(Path plan, String relative) {
        return plan.toAbsolutePath().resolveSibling(relative);
    }

    /** Where a tool is on the PATH. */
    static Optional<Path> onPath(Surroundings surroundings, String tool) {
        return surroundings.variable("PATH").stream()
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator, -1)))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where a program is that has a name, to be found on the PATH, or an absolute path. */
    static Optional<Path> program(Surroundings surroundings, String program) {
        return (program.contains("/") ? Optional.of(Path.of(program)) : onPath(surroundings, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }

    private Finding proxies() {
        List<String> set = new ArrayList<>();
        for (String name : List.of("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY")) {
            surroundings
                    .variable(name.toLowerCase(Locale.ROOT))
                    .or(() -> surroundings.variable(name))
                    .ifPresent(value -> set.add(name + "=" + masked(value)));
        }
        return Finding.ok("proxies", set.isEmpty() ? "none are set" : String.join(", ", set));
    }

    /** Without user and password: everything between the scheme and the last {@code @}. */
    static String masked(String value) {
        int at = value.lastIndexOf('@');
        if (at < 0) {
            return value;
        }
        int scheme = value.indexOf("://");
        return (scheme >= 0 && scheme < at ? value.substring(0, scheme + 3) : "") + "***" + value.substring(at);
    }
}
