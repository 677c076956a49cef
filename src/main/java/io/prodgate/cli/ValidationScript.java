package io.prodgate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The script that people start who know nothing of prodgate: it asks for what it needs first, and shows what came out, test by test. */
final class ValidationScript {
    /** Where it is among the documents. */
    static final Path FILE = Path.of("scripts", "production-validation-test.sh");

    private static final String RESOURCE = "/report/production-validation-test.sh";

    private ValidationScript() {}

    /** What stands in it. */
    static byte[] bytes() throws IOException {
        try (InputStream in = ValidationScript.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing from this build");
            }
            return in.readAllBytes();
        }
    }

    /** Where files have permissions, it may be run. */
    static void makeExecutable(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            permissions.addAll(EnumSet.of(PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE));
            Files.setPosixFilePermissions(file, permissions);
        }
    }
}
