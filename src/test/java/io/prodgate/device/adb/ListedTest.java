package io.prodgate.device.adb;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.DeviceReading.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListedTest {
    /** As adb 29 and 35 print it. */
    private static final String LIST = """
            * daemon not running; starting now at tcp:5037
            * daemon started successfully
            List of devices attached
            emulator-5554          device product:sdk_gphone64_x86_64 model:Pixel_6 device:emu64xa transport_id:1
            0123456789ABCDEF       unauthorized usb:1-1 transport_id:2
            192.168.1.5:5555       offline transport_id:3
            HT7550201234           no permissions (user in plugdev group; are your udev rules wrong?); see [http://developer.android.com/tools/device.html] usb:1-4 transport_id:4
            adb-R3CN90-abcdef._adb-tls-connect._tcp. device product:a model:SM_G991B transport_id:5

            """;

    @Test
    void everyLineIsReadInAdbsOwnWords() {
        assertThat(Listed.read(LIST))
                .containsExactly(
                        new Listed("emulator-5554", "device", Optional.of("Pixel_6")),
                        new Listed("0123456789ABCDEF", "unauthorized", Optional.empty()),
                        new Listed("192.168.1.5:5555", "offline", Optional.empty()),
                        new Listed("HT7550201234", "no permissions", Optional.empty()),
                        new Listed("adb-R3CN90-abcdef._adb-tls-connect._tcp.", "device", Optional.of("SM_G991B")));
    }

    @Test
    void onlyWhatIsReachedOverTheNetworkCanBeDisconnected() {
        assertThat(Listed.read(LIST)).extracting(Listed::tcp).containsExactly(false, false, true, false, true);
    }

    @ParameterizedTest
    @CsvSource({
        "device,DEVICE",
        "offline,OFFLINE",
        "connecting,OFFLINE",
        "unauthorized,UNAUTHORIZED",
        "authorizing,UNAUTHORIZED",
        "recovery,UNKNOWN",
        "no permissions,UNKNOWN",
        "anything,UNKNOWN",
    })
    void onlyDeviceIsReady(String word, State state) {
        assertThat(new Listed("x", word, Optional.empty()).state()).isEqualTo(state);
    }
}
