package io.prodgate.check.app;

import io.prodgate.device.WantedDevices.EmulatorPlan;
import io.prodgate.plan.Keys;
import io.prodgate.plan.PlanNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Binds {@code devices}: how many, which, and how emulators are started. */
final class DevicesReader {
    private static final int MOST = 64;
    private static final Duration BOOT_WITHIN = Duration.ofMinutes(10);
    private static final EmulatorPlan ANY =
            new EmulatorPlan(Optional.empty(), Optional.empty(), BOOT_WITHIN, false, List.of());

    private final Keys own;

    DevicesReader(Keys own) {
        this.own = own;
    }

    AppPlan.DeviceWish read() {
        Optional<PlanNode> node = own.node("devices");
        if (node.isPresent() && node.get() instanceof PlanNode.Mapping) {
            return own.mapping("devices", DevicesReader::wish).orElseThrow();
        }
        return new AppPlan.DeviceWish(own.integer("devices", 1, MOST).orElse(1), List.of(), Optional.of(ANY));
    }

    private static AppPlan.DeviceWish wish(Keys keys) {
        List<String> serials = keys.texts("serials");
        if (new HashSet<>(serials).size() < serials.size()) {
            keys.error("serials", "a device is named twice", "name each once");
        }
        int count = keys.integer("count", 1, MOST).orElse(Math.max(1, serials.size()));
        if (!serials.isEmpty() && count > serials.size()) {
            keys.error(
                    "count",
                    count + " devices are wanted, and " + serials.size() + " are named",
                    "leave 'count' out, or name more under 'serials'");
        }
        Optional<EmulatorPlan> emulator = emulator(keys);
        keys.done();
        return new AppPlan.DeviceWish(count, serials, serials.isEmpty() ? emulator : Optional.empty());
    }

    private static Optional<EmulatorPlan> emulator(Keys keys) {
        Optional<PlanNode> node = keys.node("emulator");
        if (node.isPresent() && node.get() instanceof PlanNode.Mapping) {
            return keys.mapping("emulator", below -> {
                EmulatorPlan plan = new EmulatorPlan(
                        below.text("avd"),
                        below.text("image"),
                        below.duration("boot-within")
                                .filter(Duration::isPositive)
                                .orElse(BOOT_WITHIN),
                        below.flag("slow", false),
                        below.texts("options"));
                below.done();
                return plan;
            });
        }
        return keys.flag("emulator", true) ? Optional.of(ANY) : Optional.empty();
    }
}
