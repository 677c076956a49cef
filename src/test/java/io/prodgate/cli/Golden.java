package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files with what the command line is expected to print. Run the tests with {@code -Dgolden.write=true} to write them anew. */
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden/cli");

    private Golden() {}

    /** Holds a text against a file; control characters are written as {@code ^[}, so that a person can read them. */
    public static void assertMatches(String file, String actual) {
        String readable = actual.replace("\u001b", "^[").replace("\r\n", "\n");
        Path golden = FOLDER.resolve(file);
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(golden.getParent());
                Files.writeString(golden, readable);
            }
            assertThat(readable).isEqualTo(Files.readString(golden));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
