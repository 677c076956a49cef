package io.prodgate.device.maestro;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Flows to run by one Maestro process on one device, in this order.
 *
 * @param serial of the device
 * @param flows one or more, in the workspace's order
 * @param variables for {@code -e}; values that hold a secret stay out of the process list
 * @param folder for what is kept of Maestro's files, scrubbed of secrets; made if needed, and this order's alone
 * @param root the folder that names of kept files begin below: the run's
 * @param perFlow how long one flow may take
 * @param whole how long the process may take
 */
public record FlowOrder(
        String serial,
        List<Flow> flows,
        Map<String, String> variables,
        Path folder,
        Path root,
        Duration perFlow,
        Duration whole) {
    public FlowOrder {
        flows = List.copyOf(flows);
        variables = Map.copyOf(variables);
    }
}
