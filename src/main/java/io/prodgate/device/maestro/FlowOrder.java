package io.prodgate.device.maestro;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Flows to run by one Maestro process on one device, in this order.
 *
 * @param serial of the device
 * @param flows one or more
 * @param variables for {@code -e}
 * @param folder for everything Maestro writes; created, and ours alone
 * @param perFlow how long one flow may take
 * @param whole how long the process may take
 * @param keepDriver whether Maestro's driver is still on the device from the process before
 */
public record FlowOrder(
        String serial,
        List<Flow> flows,
        Map<String, String> variables,
        Path folder,
        Duration perFlow,
        Duration whole,
        boolean keepDriver) {
    public FlowOrder {
        flows = List.copyOf(flows);
        variables = Map.copyOf(variables);
    }
}
