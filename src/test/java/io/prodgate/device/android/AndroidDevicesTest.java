package io.prodgate.device.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import io.prodgate.device.WantedDevices;
import io.prodgate.device.WantedDevices.EmulatorPlan;
import io.prodgate.device.emulator.Acceleration;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Evidence;
import io.prodgate.testing.SteppingTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against programs of an SDK that are shell scripts. */
@Timeout(120)
class AndroidDevicesTest {
    private static final String APP = "com.example.shop";
    private static final String IMAGE = "system-images;android-34;google_apis;x86_64";

    @TempDir
    private Path folder;

    private final SteppingTime time = SteppingTime.atNoon();
    private final List<Evidence> seen = new CopyOnWriteArrayList<>();
    private FakeSdk sdk;
    private AndroidDevices devices;

    @BeforeEach
    void start() throws IOException {
        sdk = new FakeSdk(folder);
        devices = accelerated(true);
    }

    @AfterEach
    void end() throws IOException {
        devices.close();
        sdk.close();
    }

    @Test
    void nothingIsDoneBeforeADeviceIsAskedFor() throws Exception {
        devices.endLeftOver();
        devices.close();
        assertThat(sdk.calls()).isEmpty();
    }

    @Test
    void anAttachedDeviceIsPreparedAndPutBackAsItWas() throws Exception {
        sdk.attach("PHONE1", "device");
        Device device = open(wanted(1)).getFirst();
        assertThat(device.serial()).isEqualTo("PHONE1");
        assertThat(sdk.calls("-s PHONE1 shell settings put"))
                .containsExactly("-s PHONE1 shell settings put global animator_duration_scale 0"
                        + " && settings put global hide_error_dialogs 1"
                        + " && settings put global transition_animation_scale 0"
                        + " && settings put global window_animation_scale 0");
        assertThat(sdk.calls("-s PHONE1 shell input keyevent 82")).hasSize(1);
        device.close();
        devices.close();
        assertThat(sdk.calls().getLast())
                .isEqualTo("-s PHONE1 shell settings put global animator_duration_scale 1.0"
                        + " && settings delete global hide_error_dialogs"
                        + " && settings put global transition_animation_scale 1.0"
                        + " && settings put global window_animation_scale 1.0");
    }

    @Test
    void whatARunThatWasKilledLeftBehindIsPutBackByTheNext() throws Exception {
        sdk.attach("PHONE1", "device");
        Leases killed = new Leases(Leases.folder(sdk.environment()), port(), time);
        Lease lease = killed.take("PHONE1").orElseThrow();
        lease.noteSettings(java.util.Map.of("window_animation_scale", "0.5"));
        lease.release();
        open(wanted(1));
        devices.close();
        assertThat(sdk.calls("-s PHONE1 shell settings put").getFirst())
                .isEqualTo("-s PHONE1 shell settings put global window_animation_scale 0.5");
    }

    @Test
    void eachDeviceIsInOneHandOnlyAndComesBack() throws Exception {
        sdk.attach("PHONE1", "device");
        sdk.attach("PHONE2", "device");
        List<Device> both = open(wanted(2));
        assertThat(both).extracting(Device::serial).containsExactly("PHONE1", "PHONE2");
        assertThatThrownBy(() -> devices.open(wanted(1), time.now().plusSeconds(5), seen::add))
                .isInstanceOf(DeviceException.class);
        both.getLast().close();
        assertThat(open(wanted(2))).extracting(Device::serial).containsExactly("PHONE2");
    }

    @Test
    void aDeviceThatAnotherRunUsesIsLeftToIt() throws Exception {
        sdk.attach("PHONE1", "device");
        try (AndroidDevices other = accelerated(true)) {
            other.open(wanted(1), time.now(), seen::add);
            assertThatThrownBy(() -> open(wanted(1)))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("another run of prodgate");
        }
        assertThat(open(wanted(1))).hasSize(1);
    }

    @Test
    void onlyThoseThePlanNamesAreTaken() throws Exception {
        sdk.attach("PHONE1", "device");
        sdk.attach("PHONE2", "device");
        assertThat(open(named("PHONE2", "PHONE3"))).extracting(Device::serial).containsExactly("PHONE2");
        assertThat(troubles()).containsExactly("the plan names it, and it is not attached");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shell getprop ro.build.version.sdk|23|too old",
                "shell getprop ro.product.cpu.abilist|armeabi-v7a|processor",
                "shell getprop sys.boot_completed|0|has not finished booting",
                "shell service check input|Service input: not found|service input is not up",
            })
    void aDeviceThatIsNotFitIsLeftAloneAndTheReasonTold(String call, String answer, String reason) throws Exception {
        sdk.attach("PHONE1", "device");
        sdk.attach("PHONE2", "device");
        sdk.answer("PHONE1", call, 0, answer + "\n");
        assertThat(open(wanted(2))).extracting(Device::serial).containsExactly("PHONE2");
        devices.close();
        sdk.attach("PHONE2", "device");
        devices = accelerated(true);
        sdk.answer("PHONE2", call, 0, answer + "\n");
        assertThatThrownBy(() -> open(wanted(1)))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void anotherTakesThePlaceOfOneThatIsNotFit() throws Exception {
        sdk.attach("PHONE1", "device");
        sdk.attach("PHONE2", "device");
        sdk.answer("PHONE1", "shell getprop ro.build.version.sdk", 0, "21\n");
        assertThat(open(wanted(1))).extracting(Device::serial).containsExactly("PHONE2");
    }

    @Test
    void aDeviceThatLivesInAnotherTimeJudgesNothing() throws Exception {
        sdk.attach("PHONE1", "device");
        sdk.clock(time.now().plus(Duration.ofHours(3)));
        assertThatThrownBy(() -> open(wanted(1)))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("180 min apart");
        assertThat(readings().getLast().skew().orElseThrow())
                .isBetween(Duration.ofMinutes(179), Duration.ofMinutes(181));
    }

    @Test
    void aDeviceThatDoesNotReachProductionIsTakenAndSaysSo() throws Exception {
        sdk.attach("PHONE1", "device");
        sdk.answer("PHONE1", "shell nc -w 5 -q 1 shop.example.com 443 </dev/null", 1, "");
        sdk.answer("PHONE1", "shell ping -c 1 -W 5 shop.example.com", 2, "ping: unknown host shop.example.com\n");
        assertThat(open(wanted(1))).hasSize(1);
        assertThat(readings().getFirst().reached()).singleElement().satisfies(reached -> {
            assertThat(reached.host()).isEqualTo("shop.example.com:443");
            assertThat(reached.resolved()).contains(false);
            assertThat(reached.connected()).contains(false);
        });
        assertThat(readings().getFirst().trouble()).isEmpty();
    }

    @Test
    void strangersThatDoNotAnswerAreNobodysBusinessWhereThereAreEnoughOthers() throws Exception {
        sdk.attach("PHONE2", "offline");
        sdk.attach("192.168.1.5:5555", "unauthorized");
        sdk.attach("PHONE1", "device");
        assertThat(open(wanted(1))).extracting(Device::serial).containsExactly("PHONE1");
        assertThat(sdk.calls()).noneMatch(call -> call.startsWith("reconnect") || call.contains("connect 192"));
        assertThat(troubles()).isEmpty();
    }

    @Test
    void whereTooFewAnswerTheOthersAreAskedToComeBack() throws Exception {
        sdk.attach("PHONE2", "offline");
        sdk.attach("PHONE1", "device");
        sdk.healsTo("PHONE1 device", "PHONE2 device");
        assertThat(open(wanted(2))).hasSize(2);
        assertThat(sdk.calls("reconnect offline")).hasSize(1);
        assertThat(troubles()).isEmpty();
    }

    @Test
    void oneThatDoesNotComeBackIsToldAndTheOthersAreTaken() throws Exception {
        sdk.attach("PHONE2", "offline");
        sdk.attach("PHONE1", "device");
        assertThat(open(wanted(2))).extracting(Device::serial).containsExactly("PHONE1");
        assertThat(troubles()).containsExactly("adb lists it as offline: it does not answer");
    }

    @Test
    void oneThatThePlanNamesAndDoesNotAnswerIsNotCalledAbsent() throws Exception {
        sdk.attach("PHONE1", "unauthorized");
        sdk.attach("PHONE2", "device");
        assertThatThrownBy(() -> open(named("PHONE1"))).isInstanceOfSatisfying(DeviceException.class, e -> {
            assertThat(e).hasMessageContaining("does not trust this machine's key");
            assertThat(e.where()).isEqualTo("PHONE1");
            assertThat(e.todo()).contains("unlock PHONE1");
        });
    }

    @Test
    void withoutAnyDeviceItIsToldHowToGetOne() {
        assertThatThrownBy(() -> open(wanted(1)))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("no device is attached");
    }

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

    @Test
    void oneThatWasLeftOutSpoilsNothingForTheOthers() throws Exception {
        sdk.attach("PHONE1", "device");
        Device device = open(wanted(1)).getFirst();
        sdk.detachAll();
        sdk.attach("PHONE1", "offline");
        sdk.attach("PHONE2", "device");
        assertThat(device.mend()).isFalse();
        device.close();
        assertThat(open(wanted(1))).extracting(Device::serial).containsExactly("PHONE2");
    }

    @Test
    void aSickDeviceOfSomebodyIsReconnectedAndThenLeftOut() throws Exception {
        sdk.attach("192.168.1.7:5555", "device");
        Device device = open(wanted(1)).getFirst();
        assertThat(device.mend()).isTrue();
        assertThat(sdk.calls("disconnect")).hasSize(1);
        assertThat(sdk.calls("connect")).hasSize(1);
        sdk.answer("192.168.1.7:5555", "shell getprop sys.boot_completed", 1, "error: closed\n");
        assertThat(device.mend()).isFalse();
        device.close();
        assertThatThrownBy(() -> open(wanted(1))).isInstanceOf(DeviceException.class);
    }

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

    private int port() {
        return Integer.parseInt(String.valueOf(sdk.environment().get("ANDROID_ADB_SERVER_PORT")));
    }

    private AndroidDevices accelerated(boolean accelerated) {
        return new AndroidDevices(
                sdk.environment(),
                () -> accelerated
                        ? Optional.empty()
                        : Optional.of(new Acceleration.Missing("too slow to judge an app by", "get KVM")),
                time);
    }

    private List<Device> open(WantedDevices wanted) throws Exception {
        return devices.open(wanted, time.now().plus(Duration.ofHours(9)), seen::add);
    }

    private List<DeviceReading> readings() {
        return seen.stream()
                .map(DeviceReading.class::cast)
                .filter(reading -> !reading.serial().equals("adb"))
                .toList();
    }

    private List<String> troubles() {
        return readings().stream()
                .flatMap(reading -> reading.trouble().stream())
                .toList();
    }

    private static WantedDevices wanted(int count) {
        return wanted(count, List.of(), Optional.empty());
    }

    private static WantedDevices named(String... serials) {
        return wanted(serials.length, List.of(serials), Optional.empty());
    }

    private static WantedDevices withEmulators(int count, Optional<String> image) {
        return wanted(
                count,
                List.of(),
                Optional.of(new EmulatorPlan(Optional.empty(), image, Duration.ofHours(2), false, List.of())));
    }

    private static WantedDevices wanted(int count, List<String> serials, Optional<EmulatorPlan> emulator) {
        return new WantedDevices(
                count,
                serials,
                emulator,
                List.of(java.net.URI.create("https://shop.example.com/api")),
                List.of("x86_64"),
                24);
    }
}
