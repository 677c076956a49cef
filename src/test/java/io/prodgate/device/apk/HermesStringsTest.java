package io.prodgate.device.apk;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.ApkReading.FoundHost;
import io.prodgate.testing.TinyApk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles of JavaScript as Hermes' own compiler writes them. */
class HermesStringsTest {
    private static final Path BUNDLES = Path.of("src/test/resources/hermes");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"bytecode-84.bundle", "bytecode-99.bundle"})
    void tellsStringsFromEachOther(String bundle) throws Exception {
        assertThat(hosts(Files.readAllBytes(BUNDLES.resolve(bundle))))
                .contains(
                        "https://api.example.com",
                        "https://staging.example.com",
                        "http://localhost:8081",
                        "https://long.example.com",
                        "https://verylong.example.com",
                        "https://wide.example.com",
                        "cdn.example.com")
                .hasSize(7);
    }

    @Test
    void aFormThatIsNotKnownIsLookedThroughAsAnyFile() throws Exception {
        byte[] bytes = Files.readAllBytes(BUNDLES.resolve("bytecode-99.bundle"));
        // Thousands of functions: the tables would lie behind the end.
        bytes[41] = 0x7f;

        assertThat(hosts(bytes)).contains("https://staging.example.com");
    }

    private Set<String> hosts(byte[] bundle) throws Exception {
        Path apk = TinyApk.release().file("assets/index.android.bundle", bundle).unsigned(folder.resolve("app.apk"));
        return new ApkReader(Set.of())
                .read(apk).hosts().stream().map(FoundHost::origin).collect(Collectors.toSet());
    }
}
