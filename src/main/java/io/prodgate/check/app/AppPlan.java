package io.prodgate.check.app;

import io.prodgate.device.WantedDevices;
import io.prodgate.plan.Position;
import io.prodgate.plan.Template;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an app entry of the plan says about its flows.
 *
 * @param at where it stands in the plan
 * @param file the plan's, as the user named it
 * @param entry its id
 * @param flows in the order of the workspace
 * @param files all that they are made of, absolute
 * @param clearing what becomes of the app's data before a flow
 * @param sequencesKeepData whether data are kept between the flows of the execution order
 * @param devices how many, which, and how emulators are started
 * @param maestro how Maestro is called
 * @param variables for {@code -e}, in the plan's order
 * @param freshUser where the id of a flow's user is found, if users have to be new
 * @param flowTimeout how long one flow may take
 * @param allowance how long a flow may be on a device over all its attempts
 * @param batch how many flows one Maestro process runs at most
 * @param cost requests to production
 * @param production its address
 * @param probe what is asked before flows and after a failure
 * @param history the file with what earlier runs told, if it can be kept anywhere
 */
record AppPlan(
        Position at,
        Path file,
        String entry,
        List<NamedFlow> flows,
        List<Path> files,
        Clearing clearing,
        boolean sequencesKeepData,
        DeviceWish devices,
        MaestroWish maestro,
        Map<String, Template> variables,
        Optional<FreshUser> freshUser,
        Duration flowTimeout,
        Duration allowance,
        int batch,
        Cost cost,
        URI production,
        URI probe,
        Optional<Path> history) {
    AppPlan {
        flows = List.copyOf(flows);
        files = List.copyOf(files);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /**
     * Which devices.
     *
     * @param count how many at the same time
     * @param serials those to use, if the plan names some
     * @param emulator how emulators are started; empty if none may be
     */
    record DeviceWish(int count, List<String> serials, Optional<WantedDevices.EmulatorPlan> emulator) {
        DeviceWish {
            serials = List.copyOf(serials);
        }

        /** {@code 2 devices}, {@code emulator-5554 and emulator-5556}. */
        String inWords() {
            if (!serials.isEmpty()) {
                return String.join(" and ", serials);
            }
            return count == 1 ? "one device" : count + " devices";
        }
    }

    /**
     * The devices that the flows want.
     *
     * @param abis the processor architectures of the APK's native code, as far as they are known
     * @param minimumSdk the APK's, as far as it is known
     */
    WantedDevices wanted(List<String> abis, int minimumSdk) {
        return new WantedDevices(
                devices.count(), devices.serials(), devices.emulator(), List.of(production), abis, minimumSdk);
    }

    /** A flow's file by a path from the same place as the plan's own: one that a person there can type. */
    String typed(NamedFlow named) {
        Path whole = file.toAbsolutePath().normalize();
        Path below = Optional.ofNullable(whole.getParent())
                .orElse(whole)
                .relativize(named.flow().file().toAbsolutePath().normalize());
        return file.resolveSibling(below).normalize().toString();
    }

    /** The flows of the execution order, in that order. */
    List<NamedFlow> sequence() {
        return flows.stream()
                .filter(NamedFlow::inSequence)
                .sorted(java.util.Comparator.comparingInt(
                        named -> named.flow().sequence().orElseThrow().index()))
                .toList();
    }

    /** The flow whose check has that id. */
    NamedFlow flow(String id) {
        return flows.stream()
                .filter(named -> named.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no flow " + id));
    }
}
