package io.prodgate.testing;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * {@link FastMaestro} as a program in a folder: put {@link #folder()} first on the {@code PATH} of what is tested, and
 * {@code maestro} is the stand-in. It depends on nothing else of the environment but {@code JAVA_OPTS}.
 *
 * @param folder has the program, its faults and its log
 */
public record FastMaestroInstallation(Path folder) {
    /** Writes the program into the folder. */
    public static FastMaestroInstallation in(Path folder) throws IOException {
        FastMaestroInstallation installation =
                new FastMaestroInstallation(Files.createDirectories(folder).toAbsolutePath());
        Files.writeString(installation.program(), """
            #!/bin/sh
            # Maestro's stand-in for tests
            export STAND_IN_FAULTS='%s' STAND_IN_LOG='%s'
            set -- -Xint -XX:+UseSerialGC -Xshare:auto -XX:-UsePerfData -Xmx64m -cp '%s' %s "$@"
            case ${JAVA_OPTS-} in
            *[\\"\\']*) # with quotes, as Maestro's own script takes them
              eval "set -- $(printf '%%s' "$JAVA_OPTS" | xargs -n1 | sed 's~[^-[:alnum:]+,./:=@_]~\\\\&~g' | tr '\\n' ' ')" '"$@"'
              exec '%s' "$@" ;;
            esac
            exec '%s' $JAVA_OPTS "$@"
            """.formatted(
                installation.faults(), installation.logFile(), classes(), FastMaestro.class.getName(), java(), java()));
        Files.setPosixFilePermissions(installation.program(), PosixFilePermissions.fromString("rwxr-xr-x"));
        return installation;
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Path classes() {
        try {
            return Path.of(FastMaestro.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The program itself. */
    public Path program() {
        return folder.resolve("maestro");
    }

    /** A {@code PATH} that finds the stand-in first and all else where this process finds it. */
    public String path() {
        return folder + File.pathSeparator + System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    }

    /** Says what goes wrong, in lines of {@link FastMaestroFaults}; mistakes in them are told here. */
    public void faults(List<String> lines) throws IOException {
        Files.write(faults(), lines);
        FastMaestroFaults.read(java.util.Optional.of(faults()));
    }

    /** What the program did so far. */
    public FastMaestroLog log() {
        return new FastMaestroLog(logFile());
    }

    private Path faults() {
        return folder.resolve("faults");
    }

    private Path logFile() {
        return folder.resolve("log");
    }
}
