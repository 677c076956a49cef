package io.prodgate.device.android;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.device.WantedDevices;
import io.prodgate.device.WantedDevices.EmulatorPlan;
import io.prodgate.device.android.DeviceSurvey.Found;
import io.prodgate.device.android.DeviceSurvey.Weight;
import io.prodgate.device.emulator.Acceleration;
import io.prodgate.testing.SteppingTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code prodgate doctor} says of devices, with programs of an SDK that are shell scripts. */
@Timeout(60)
class DeviceSurveyTest {
    private static final String IMAGE = "system-images;android-34;google_apis;x86_64";

    @TempDir
    private Path folder;

    private FakeSdk sdk;

    @BeforeEach
    void start() throws IOException {
        sdk = new FakeSdk(folder);
    }

    @AfterEach
    void end() throws IOException {
        sdk.close();
    }

    @Test
    void enoughDevicesAreFine() throws Exception {
        sdk.attach("PHONE1", "device");
        assertThat(of("devices for 1 flow at a time", wanted(1, Optional.empty()))
                        .weight())
                .isEqualTo(Weight.FINE);
        assertThat(of("device PHONE1", wanted(1, Optional.empty())).weight()).isEqualTo(Weight.FINE);
        assertThat(sdk.calls())
                .as("nothing is changed")
                .allMatch(call -> call.equals("version") || call.equals("devices -l"));
    }

    @ParameterizedTest
    @CsvSource({"35.0.2-12147458,FINE", "29.0.6-debian,FINE", "28.0.2-debian,MISSING", "unknown,ODD"})
    void adbMustBeYoungEnough(String version, Weight weight) throws Exception {
        sdk.version(version);
        assertThat(of("adb", wanted(1, Optional.empty())).weight()).isEqualTo(weight);
    }

    @Test
    void aServerWhereMaestroCannotBeLedMustBeMended() {
        Map<String, String> elsewhere = new HashMap<>(sdk.environment());
        assertThat(new DeviceSurvey(elsewhere, SteppingTime.atNoon()).port())
                .as("a port of its own")
                .isEmpty();
        elsewhere.put("ADB_SERVER_SOCKET", "tcp:localhost:5039");
        assertThat(new DeviceSurvey(elsewhere, SteppingTime.atNoon()).port()).isEmpty();
        elsewhere.put("ADB_SERVER_SOCKET", "localfilesystem:/run/adb");
        assertThat(new DeviceSurvey(elsewhere, SteppingTime.atNoon()).port())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.weight()).isEqualTo(Weight.MISSING);
                    assertThat(found.what()).contains("ADB_SERVER_SOCKET");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline", "unauthorized", "no permissions (user in plugdev group)"})
    void aDeviceThatDoesNotAnswerIsOddAndWhatToDoIsTold(String state) throws Exception {
        sdk.attach("PHONE1", state);
        Found found = of("device PHONE1", wanted(1, Optional.empty()));
        assertThat(found.weight()).isEqualTo(Weight.ODD);
        assertThat(found.what()).contains("Maestro will not get to see it");
        assertThat(found.todo().orElse("")).contains("PHONE1");
    }

    @Test
    void howOneOnTheNetworkIsLetGoIsTold() throws Exception {
        sdk.attach("192.168.1.5:5555", "offline");
        assertThat(of("device 192.168.1.5:5555", wanted(1, Optional.empty())).todo())
                .contains("connect it again, or let go of it: adb disconnect 192.168.1.5:5555");
    }

    @Test
    void emulatorsAreNamedThatWouldBeStarted() throws Exception {
        sdk.image(IMAGE);
        Found found = of("devices for 2 flows at a time", wanted(2, Optional.of(emulator(Optional.of(IMAGE)))));
        assertThat(found.weight()).isEqualTo(Weight.FINE);
        assertThat(found.what())
                .contains("prodgate-android-34-google_apis-x86_64, prodgate-android-34-google_apis-x86_64-2");
        assertThat(sdk.calls("avdmanager")).as("none is created").isEmpty();
    }

    @Test
    void whatEmulatorsLackIsToldWithHowToGetIt() throws Exception {
        WantedDevices wanted = wanted(1, Optional.of(emulator(Optional.of(IMAGE))));
        assertThat(of("devices for 1 flow at a time", wanted).todo().orElse("")).contains("sdkmanager '" + IMAGE + "'");
        assertThat(of("devices for 1 flow at a time", wanted(1, Optional.of(emulator(Optional.empty()))))
                        .what())
                .contains("there is no AVD to start");
        Acceleration none =
                () -> Optional.of(new Acceleration.Missing("there is no /dev/kvm", "use a machine with KVM"));
        assertThat(new DeviceSurvey(sdk.environment(), none, SteppingTime.atNoon()).look(wanted))
                .last()
                .satisfies(found -> {
                    assertThat(found.weight()).isEqualTo(Weight.MISSING);
                    assertThat(found.what()).contains("there is no /dev/kvm");
                    assertThat(found.todo()).contains("use a machine with KVM");
                });
    }

    @Test
    void fewerThanWantedAreOddAndNoneIsTooFew() throws Exception {
        sdk.attach("PHONE1", "device");
        assertThat(of("devices for 2 flows at a time", wanted(2, Optional.empty()))
                        .weight())
                .isEqualTo(Weight.ODD);
        WantedDevices named = new WantedDevices(1, List.of("PHONE9"), Optional.empty(), List.of(), List.of(), 1);
        assertThat(of("devices for 1 flow at a time", named))
                .isEqualTo(new Found(
                        Weight.MISSING,
                        "devices for 1 flow at a time",
                        "not ready: PHONE9",
                        Optional.of("attach what the plan names")));
    }

    private Found of(String subject, WantedDevices wanted) throws InterruptedException {
        return new DeviceSurvey(sdk.environment(), Optional::empty, SteppingTime.atNoon())
                .look(wanted).stream()
                        .filter(found -> found.subject().equals(subject))
                        .findFirst()
                        .orElseThrow();
    }

    private static EmulatorPlan emulator(Optional<String> image) {
        return new EmulatorPlan(Optional.empty(), image, Duration.ofMinutes(5), false, List.of());
    }

    private static WantedDevices wanted(int count, Optional<EmulatorPlan> emulator) {
        return new WantedDevices(count, List.of(), emulator, List.of(), List.of(), 1);
    }
}
