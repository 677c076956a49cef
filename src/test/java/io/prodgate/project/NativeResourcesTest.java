package io.prodgate.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A resource that a native binary does not carry is missed only when somebody uses it there: all of them are named. */
class NativeResourcesTest {
    private static final Path RESOURCES = Path.of("src/main/resources");

    @Test
    void everyResourceIsPartOfANativeBinary() throws Exception {
        Properties settings = new Properties();
        settings.load(new StringReader(Files.readString(RESOURCES.resolve("application.properties"))));
        List<String> patterns = List.of(
                settings.getProperty("quarkus.native.resources.includes").split(",", -1));

        try (Stream<Path> files = Files.walk(RESOURCES)) {
            assertThat(files.filter(Files::isRegularFile).map(RESOURCES::relativize))
                    // META-INF and this file are for the build; Quarkus registers Qute's templates by itself.
                    .filteredOn(file -> !file.startsWith("META-INF")
                            && !file.startsWith("templates")
                            && !file.equals(Path.of("application.properties")))
                    .allSatisfy(file -> assertThat(patterns)
                            .anyMatch(pattern -> FileSystems.getDefault()
                                    .getPathMatcher("glob:" + pattern)
                                    .matches(file)));
        }
    }
}
