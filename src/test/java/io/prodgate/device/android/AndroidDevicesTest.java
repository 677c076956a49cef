package io.prodgate.device.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that are attached. */
@Timeout(120)
class AndroidDevicesTest extends SdkTrial {
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
}
