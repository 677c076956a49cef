package io.prodgate.cli.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prodgate.cli.Surroundings;
import io.prodgate.device.DeviceException;
import io.prodgate.device.maestro.MaestroProcess;
import io.prodgate.device.maestro.MaestroSettings;
import io.prodgate.device.maestro.MaestroVersion;
import io.prodgate.evidence.Redactor;
import io.prodgate.process.BoundedProcess;
import io.prodgate.process.CappedBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Maestro, which drives the app, and the Java that it needs. */
final class MaestroExamination implements Examination {
    private static final String SUBJECT = "Maestro";
    private static final int OLDEST_JAVA = 17;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern JAVA_VERSION = Pattern.compile("version \"(?:1\\.)?(\\d{1,3})");

    private final List<String> programs;
    private final Surroundings surroundings;

    /**
     * An examination.
     *
     * @param programs what the plan's apps start as Maestro: names, to be found on the PATH, or absolute paths
     */
    MaestroExamination(List<String> programs, Surroundings surroundings) {
        this.programs = List.copyOf(programs);
        this.surroundings = surroundings;
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        for (String program : programs) {
            findings.add(maestro(program));
        }
        return findings;
    }

    private Finding java() throws InterruptedException {
        String subject = "Java for Maestro";
        String todo = "install a JDK " + OLDEST_JAVA + " or newer, and set JAVA_HOME to it";
        String program = surroundings
                .variable("JAVA_HOME")
                .map(home -> Path.of(home, "bin", "java"))
                .or(() -> MachineExamination.onPath(surroundings, "java"))
                .map(Path::toString)
                .orElse("java");
        if (program.equals("java")) {
            return Finding.fail(subject, "there is no java on the PATH, and JAVA_HOME is not set", todo);
        }
        CappedBytes said = new CappedBytes(1 << 16);
        try {
            new BoundedProcess(surroundings.environment(), Optional.empty(), LIMIT, surroundings.time())
                    .run(List.of(program, "-version"), said);
        } catch (IOException e) {
            return Finding.fail(subject, program + " cannot be started", todo);
        }
        Matcher version = JAVA_VERSION.matcher(said.text());
        if (!version.find()) {
            return Finding.warn(subject, "'" + program + " -version' says no version", todo);
        }
        int number = Integer.parseInt(version.group(1));
        return number >= OLDEST_JAVA
                ? Finding.ok(subject, "Java " + number)
                : Finding.fail(subject, "Java " + number + " is too old", todo);
    }

    private Finding maestro(String named) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("prodgate-doctor-");
            try {
                return maestro(named, folder);
            } finally {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            return Finding.warn(SUBJECT, "no folder can be made for trying it: " + e.getMessage(), "look at the disk");
        }
    }

    private Finding maestro(String named, Path folder) throws InterruptedException {
        // Found by hand: a process is looked for on our own PATH, whatever environment it gets.
        String program = MachineExamination.program(surroundings, named)
                .map(Path::toString)
                .orElse("");
        if (program.isEmpty()) {
            return missing(named);
        }
        MaestroSettings settings =
                new MaestroSettings(program, JsonNodeFactory.instance.objectNode(), false, false, folder);
        try {
            MaestroVersion version = new MaestroProcess(
                            settings, surroundings.environment(), new Redactor(List.of()), surroundings.time())
                    .version();
            return version.major() >= 2
                    ? Finding.ok(SUBJECT, "version " + version)
                    : Finding.warn(
                            SUBJECT,
                            "version " + version + " is read correctly, and no longer what prodgate is made for",
                            "update to 2.x: curl -fsSL https://get.maestro.mobile.dev | bash");
        } catch (DeviceException e) {
            return Finding.fail(SUBJECT, String.valueOf(e.getMessage()), e.todo());
        }
    }

    private static Finding missing(String named) {
        String install = "install it: curl -fsSL https://get.maestro.mobile.dev | bash";
        return named.contains("/")
                ? Finding.fail(
                        SUBJECT,
                        "there is no program " + named + ", which 'maestro' of the plan names",
                        "correct 'maestro', or " + install)
                : Finding.fail(SUBJECT, "there is no " + named + " on the PATH", install);
    }
}
