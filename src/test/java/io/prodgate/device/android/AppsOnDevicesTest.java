package io.prodgate.device.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apps on devices that are attached. */
@Timeout(120)
class AppsOnDevicesTest extends SdkTrial {
    @Test
    void anAppThatIsInTheWayIsRemovedOnlyIfItMayBe() throws Exception {
        sdk.attach("PHONE1", "device");
        Device device = open(wanted(1)).getFirst();
        Path apk = folder.resolve("app.apk");
        device.install(apk, Optional.empty());
        sdk.answer(
                "PHONE1",
                "install -r " + apk,
                1,
                "adb: failed to install app.apk: Failure [INSTALL_FAILED_UPDATE_INCOMPATIBLE: signatures do not"
                        + " match]\n");
        assertThatThrownBy(() -> device.install(apk, Optional.empty()))
                .isInstanceOfSatisfying(
                        DeviceException.class,
                        e -> assertThat(e.word()).contains("INSTALL_FAILED_UPDATE_INCOMPATIBLE"));
        assertThat(sdk.calls("-s PHONE1 shell pm uninstall")).isEmpty();
        sdk.answer("PHONE1", "shell pm path " + APP, 0, "package:/data/app/base.apk\n");
        assertThatThrownBy(() -> device.install(apk, Optional.of(APP))).isInstanceOf(DeviceException.class);
        assertThat(sdk.calls("-s PHONE1 shell pm uninstall")).containsExactly("-s PHONE1 shell pm uninstall " + APP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adb: failed to install app.apk: Failure"
                        + " [INSTALL_FAILED_INSUFFICIENT_STORAGE]|INSTALL_FAILED_INSUFFICIENT_STORAGE|make room",
                "Failure [INSTALL_PARSE_FAILED_NO_CERTIFICATES: no v2]|INSTALL_PARSE_FAILED_NO_CERTIFICATES|not signed",
                "adb: failed to install app.apk: cmd: Can't find service: package||start it again",
                "error: device offline||adb -s PHONE1 shell",
            })
    void androidsOwnWordsAreKept(String said, String word, String todo) throws Exception {
        sdk.attach("PHONE1", "device");
        Device device = open(wanted(1)).getFirst();
        Path apk = folder.resolve("app.apk");
        sdk.answer("PHONE1", "install -r " + apk, 1, said + "\n");
        assertThatThrownBy(() -> device.install(apk, Optional.of(APP)))
                .isInstanceOfSatisfying(DeviceException.class, e -> {
                    assertThat(e.word().orElse(null)).isEqualTo(word);
                    assertThat(e.todo()).contains(todo);
                    assertThat(e.getMessage()).contains(said);
                });
    }

    @Test
    void noAnswerIsNotTheSameAsNotInstalled() throws Exception {
        sdk.attach("PHONE1", "device");
        Device device = open(wanted(1)).getFirst();
        assertThat(device.has(APP)).isFalse();
        sdk.answer("PHONE1", "shell pm path " + APP, 20, "");
        assertThatThrownBy(() -> device.has(APP)).isInstanceOf(DeviceException.class);
    }
}
