package io.prodgate.device.adb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AndroidSdkTest {
    private static final String IMAGE = "system-images;android-34;google_apis;x86_64";

    @TempDir
    private Path folder;

    @Test
    void theNamedFolderComesBeforeThePathAndThePathBeforeTheUsualPlaces() throws IOException {
        Path usual = program("home/Android/Sdk/platform-tools/adb");
        Map<String, String> home = Map.of("HOME", folder.resolve("home").toString());
        assertThat(new AndroidSdk(home).adb()).contains(usual);
        Path onPath = program("bin/adb");
        Map<String, String> path = Map.of("HOME", home.get("HOME"), "PATH", "/nowhere:" + folder.resolve("bin"));
        assertThat(new AndroidSdk(path).adb()).contains(onPath);
        Path named = program("sdk/platform-tools/adb");
        Map<String, String> all = Map.of(
                "HOME",
                home.get("HOME"),
                "PATH",
                path.get("PATH"),
                "ANDROID_SDK_ROOT",
                folder.resolve("sdk").toString());
        assertThat(new AndroidSdk(all).adb()).contains(named);
    }

    @Test
    void theNewestCommandLineToolsAreTakenIfNoneIsCalledLatest() throws IOException {
        program("sdk/cmdline-tools/11.0/bin/avdmanager");
        Path newer = program("sdk/cmdline-tools/12.0/bin/avdmanager");
        assertThat(sdk().avdManager()).contains(newer);
        Path latest = program("sdk/cmdline-tools/latest/bin/avdmanager");
        assertThat(sdk().avdManager()).contains(latest);
    }

    @Test
    void imagesAreKnownByTheSdksNames() throws IOException {
        Files.createDirectories(folder.resolve("sdk/system-images/android-34/google_apis/x86_64"));
        assertThat(sdk().images()).containsExactly(IMAGE);
        assertThat(sdk().has(IMAGE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"system-images;android-35;google_apis;x86_64", "..;..", "/etc", "system-images;..;..;home", ""})
    void whatIsNoImageIsNotThere(String image) throws IOException {
        Files.createDirectories(folder.resolve("sdk/system-images/android-34/google_apis/x86_64"));
        assertThat(sdk().has(image)).isFalse();
    }

    @Test
    void theToolsSeeNoSecretOfThePlan() {
        AndroidSdk sdk = new AndroidSdk(Map.of(
                "PATH", "/bin", "API_TOKEN", "secret", "ANDROID_AVD_HOME", "/avds", "AWS_SECRET_ACCESS_KEY", "secret"));
        assertThat(sdk.environment()).isEqualTo(Map.of("PATH", "/bin", "ANDROID_AVD_HOME", "/avds"));
    }

    @Test
    void theServersPortIsRespected() {
        assertThat(new AndroidSdk(Map.of()).serverPort()).isEqualTo(5037);
        assertThat(new AndroidSdk(Map.of("ANDROID_ADB_SERVER_PORT", "5038")).serverPort())
                .isEqualTo(5038);
        assertThat(new AndroidSdk(Map.of("ANDROID_ADB_SERVER_PORT", "many")).serverPort())
                .isEqualTo(5037);
    }

    private AndroidSdk sdk() {
        return new AndroidSdk(Map.of("ANDROID_HOME", folder.resolve("sdk").toString()));
    }

    private Path program(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}
