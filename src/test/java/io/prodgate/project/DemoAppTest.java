package io.prodgate.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.DemoApks;
import io.prodgate.testing.HostileApks;
import io.prodgate.testing.TestTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The demo's app is what the tests of others take it for, told by Android's own tools. */
class DemoAppTest {
    private static final Path SOURCES = Path.of("src/demo-app");

    @TempDir
    Path folder;

    @Test
    void isAnAppOfItsNameForTheDevicesItWasMadeFor() throws Exception {
        assertThat(badging(DemoApks.GOOD))
                .contains(
                        "package: name='" + DemoApks.PACKAGE + "' versionCode='10000' versionName='1.0.0'",
                        "sdkVersion:'24'",
                        "targetSdkVersion:'34'",
                        "launchable-activity: name='" + DemoApks.PACKAGE + ".WelcomeActivity'")
                .doesNotContain("application-debuggable", "native-code");
    }

    @Test
    void goesToTheDemosProductionAndTrustsItsAuthorityOnly() throws Exception {
        Path apk = DemoApks.GOOD.path();
        String config = aapt2("dump", "xmltree", "--file", "res/xml/network_security_config.xml", apk.toString());

        assertThat(aapt2("dump", "strings", apk.toString())).contains("https://localhost:8443");
        assertThat(config).contains("T: 'localhost'", "cleartextTrafficPermitted=false", "src=\"system\"");
        assertThat(config).doesNotContain("\"user\"", "cleartextTrafficPermitted=true");
        try (ZipFile archive = new ZipFile(apk.toFile())) {
            assertThat(new String(
                            archive.getInputStream(archive.getEntry("res/raw/demo_ca.pem"))
                                    .readAllBytes(),
                            UTF_8))
                    .isEqualTo(Files.readString(Path.of("src/main/resources/demo/tls/ca.pem")));
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"UNSIGNED", "V1_ONLY", "DEBUG_SIGNED", "OTHER_CERTIFICATE"})
    void isSignedWithTheDemosKey(DemoApks apk) throws Exception {
        assertThat(signature(apk)).contains("Verifies\n", "certificate SHA-256 digest: " + DemoApks.CERTIFICATE);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNSIGNED", "V1_ONLY"})
    void isRefusedByDevicesWithoutASignatureTheyTake(DemoApks apk) throws Exception {
        assertThat(signature(apk)).contains("DOES NOT VERIFY");
    }

    @Test
    void hasVariantsThatAreSignedOtherwise() throws Exception {
        assertThat(signature(DemoApks.DEBUG_SIGNED)).contains("DN: CN=Android Debug, O=Android, C=US");
        assertThat(signature(DemoApks.OTHER_CERTIFICATE)).contains("Verifies\n").doesNotContain(DemoApks.CERTIFICATE);
        assertThat(signature(DemoApks.OLD_V1_ONLY)).contains("v1 scheme (JAR signing): true", "v2): false");
        assertThat(signature(DemoApks.V2_ONLY)).contains("v2): true", "v3): false");
        assertThat(signature(DemoApks.V3_ONLY)).contains("v2): false", "v3): true");
    }

    @Test
    void hasVariantsThatAreOtherApps() throws Exception {
        assertThat(badging(DemoApks.DEBUGGABLE)).contains("application-debuggable");
        assertThat(badging(DemoApks.ARM64_ONLY)).contains("native-code: 'arm64-v8a'");
        assertThat(aapt2("dump", "strings", DemoApks.STAGING.path().toString()))
                .contains("https://" + DemoApks.STAGING_HOST)
                .doesNotContain("localhost");
        assertThat(config(DemoApks.CLEARTEXT)).contains("cleartextTrafficPermitted=true");
        assertThat(config(DemoApks.USER_AUTHORITIES)).contains("src=\"user\"");
        try (ZipFile archive = new ZipFile(DemoApks.STAGING_IN_CODE.path().toFile())) {
            assertThat(archive.getInputStream(archive.getEntry("classes2.dex")).readAllBytes())
                    .containsSequence(DemoApks.STAGING_HOST.getBytes(UTF_8));
        }
    }

    @Test
    void hasHostileVariantsThatArchiveToolsStillOpen() throws Exception {
        Path apk = DemoApks.GOOD.path();

        assertThat(size(HostileApks.bomb(apk, folder, "classes.dex", 50_000_000), "classes.dex"))
                .isEqualTo(50_000_000);
        assertThat(size(HostileApks.lyingBomb(apk, folder, "classes.dex", 50_000_000), "classes.dex"))
                .isEqualTo(100);
        try (ZipFile archive = new ZipFile(
                HostileApks.withEntries(apk, folder, List.of("../escaped")).toFile())) {
            assertThat(archive.getEntry("../escaped")).isNotNull();
        }
    }

    @Test
    void saysWhatIsMissingWhenItCannotBeBuilt() throws Exception {
        Process make = new ProcessBuilder("src/demo-app/make", "--production", "localhost")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(make.getInputStream().readAllBytes(), UTF_8))
                .contains("production is an address", "'localhost'");
        assertThat(make.waitFor()).isEqualTo(2);
    }

    @Test
    void everyWordItShowsIsAResourceThatItHas() throws Exception {
        List<String> declared = matches(Pattern.compile("<string name=\"(\\w+)\""), SOURCES.resolve("res"));

        assertThat(matches(Pattern.compile("R\\.string\\.(\\w+)"), SOURCES.resolve("java")))
                .isSubsetOf(declared);
        assertThat(matches(Pattern.compile("\"@string/(\\w+)\""), SOURCES)).isSubsetOf(declared);
    }

    private static List<String> matches(Pattern pattern, Path below) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(below)) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.(java|xml)"))
                    .toList()) {
                pattern.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult result) -> result.group(1))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static long size(Path apk, String entry) throws IOException {
        try (ZipFile archive = new ZipFile(apk.toFile())) {
            return archive.getEntry(entry).getSize();
        }
    }

    private static String badging(DemoApks apk) throws Exception {
        return aapt2("dump", "badging", apk.path().toString());
    }

    private static String config(DemoApks apk) throws Exception {
        return aapt2(
                "dump",
                "xmltree",
                "--file",
                "res/xml/network_security_config.xml",
                apk.path().toString());
    }

    private static String signature(DemoApks apk) throws Exception {
        Path tool = TestTool.find("apksigner", "apksigner");
        return told(List.of(
                tool.toString(),
                "verify",
                "--verbose",
                "--print-certs",
                apk.path().toString()));
    }

    private static String aapt2(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(TestTool.find("aapt2", "aapt").toString());
        command.addAll(List.of(arguments));
        return told(command);
    }

    private static String told(List<String> command) throws Exception {
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(tool.getInputStream().readAllBytes(), UTF_8);
        tool.waitFor();
        return text;
    }
}
