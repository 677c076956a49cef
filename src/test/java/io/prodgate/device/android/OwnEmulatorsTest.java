package io.prodgate.device.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import io.prodgate.device.WantedDevices;
import io.prodgate.device.WantedDevices.EmulatorPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Emulators that we start ourselves. */
@Timeout(120)
class OwnEmulatorsTest extends SdkTrial {
    @Test
    void emulatorsFillUpWhatIsMissingAndEndWithUs() throws Exception {
        sdk.attach("PHONE1", "device");
        sdk.avd("mine");
        List<Device> all = open(withEmulators(3, Optional.empty()));
        assertThat(all).extracting(Device::serial).startsWith("PHONE1").hasSize(3);
        assertThat(sdk.calls("emulator -avd mine"))
                .hasSize(2)
                .allSatisfy(call -> assertThat(call)
                        .contains("-no-window", "-no-snapshot-save", "-read-only")
                        .doesNotContain("-wipe-data"));
        List<Long> running = sdk.runningEmulators();
        assertThat(running).hasSize(2);
        devices.close();
        assertThat(sdk.runningEmulators()).isEmpty();
        assertThat(sdk.calls("-s PHONE1 emu"))
                .as("only what we started is stopped")
                .isEmpty();
    }

    @Test
    void theAvdIsCreatedFromTheImageThePlanNames() throws Exception {
        sdk.image(IMAGE);
        open(withEmulators(1, Optional.of(IMAGE)));
        assertThat(sdk.calls("avdmanager"))
                .containsExactly("avdmanager create avd --name prodgate-android-34-google_apis-x86_64 --package "
                        + IMAGE + " --device pixel");
        assertThat(sdk.calls("emulator -avd prodgate-"))
                .singleElement()
                .satisfies(call ->
                        assertThat(call).contains("-wipe-data", "-no-snapshot").doesNotContain("-read-only"));
    }

    @Test
    void anImageThatIsNotInstalledIsNamedWithTheCommandToGetIt() {
        assertThatThrownBy(() -> open(withEmulators(1, Optional.of(IMAGE))))
                .isInstanceOfSatisfying(
                        DeviceException.class, e -> assertThat(e.todo()).contains("sdkmanager '" + IMAGE + "'"));
    }

    @Test
    void withoutAccelerationNothingIsJudgedUnlessThePlanSaysSo() throws Exception {
        devices = accelerated(false);
        sdk.avd("mine");
        assertThatThrownBy(() -> open(withEmulators(1, Optional.empty())))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("too slow to judge an app by");
        WantedDevices slow = wanted(
                1,
                List.of(),
                Optional.of(new EmulatorPlan(
                        Optional.empty(), Optional.empty(), Duration.ofHours(2), true, List.of("-memory", "2048"))));
        assertThat(open(slow)).hasSize(1);
        assertThat(sdk.calls("emulator -avd").getFirst()).endsWith("-accel off -memory 2048");
    }

    @Test
    void anEmulatorThatDiesIsStartedAgainAndThenGivenUpWithItsLastWords() throws Exception {
        sdk.avd("mine");
        sdk.emulators("dies-once");
        assertThat(open(withEmulators(1, Optional.empty()))).hasSize(1);
        devices.close();
        devices = accelerated(true);
        sdk.emulators("dies");
        assertThatThrownBy(() -> open(withEmulators(1, Optional.empty())))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("the emulator ended with exit code 1")
                .hasMessageContaining("requires hardware acceleration");
        assertThat(sdk.calls("emulator -avd"))
                .as("once more for the first, then three times")
                .hasSize(5);
    }

    @Test
    void anEmulatorThatNeverBootsIsGivenUpInTime() throws Exception {
        sdk.avd("mine");
        sdk.emulators("silent");
        WantedDevices wanted = wanted(
                1,
                List.of(),
                Optional.of(new EmulatorPlan(
                        Optional.empty(), Optional.empty(), Duration.ofSeconds(20), false, List.of())));
        assertThatThrownBy(() -> open(wanted))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("adb does not list it");
    }

    @Test
    void anEmulatorOfARunThatWasKilledIsEndedByTheNextOne() throws Exception {
        sdk.avd("mine");
        open(withEmulators(1, Optional.empty()));
        assertThat(sdk.runningEmulators()).hasSize(1);
        Path copy = Files.createDirectories(folder.resolve("state/user2/prodgate/devices"));
        try (var leases = Files.list(Leases.folder(sdk.environment()))) {
            for (Path lease : leases.toList()) {
                Files.copy(lease, copy.resolve(lease.getFileName()));
            }
        }
        assertThat(new Leases(copy, port(), time).endEmulators())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("emulator-");
        assertThat(sdk.runningEmulators()).isEmpty();
        assertThat(new Leases(copy, port(), time).endEmulators()).isEmpty();
    }

    @Test
    void aSickEmulatorIsRestartedTwiceAndThenLeftOut() throws Exception {
        sdk.avd("mine");
        Device device = open(withEmulators(1, Optional.empty())).getFirst();
        List<Long> first = sdk.runningEmulators();
        assertThat(device.mend()).isTrue();
        assertThat(sdk.runningEmulators()).hasSize(1).isNotEqualTo(first);
        assertThat(device.mend()).isTrue();
        assertThat(device.mend()).isFalse();
        assertThat(sdk.runningEmulators()).isEmpty();
        device.close();
        assertThatThrownBy(() -> open(wanted(1))).isInstanceOf(DeviceException.class);
    }
}
