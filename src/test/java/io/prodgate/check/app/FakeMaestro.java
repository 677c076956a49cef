package io.prodgate.check.app;

import io.prodgate.device.maestro.Flow;
import io.prodgate.device.maestro.FlowOrder;
import io.prodgate.device.maestro.FlowRunner;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Maestro that ends flows as a test says, and keeps the orders it got. */
final class FakeMaestro implements FlowRunner {
    private final Time time;
    private final Script script;
    private final List<FlowOrder> orders = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /** Says how flows end. */
    interface Script {
        /**
         * How a flow ends.
         *
         * @param number the how-manieth time it is begun, from 1
         */
        How play(Flow flow, String serial, int number) throws InterruptedException;
    }

    /**
     * How a flow ends.
     *
     * @param failure how that is told
     * @param takes how long it took
     * @param outputs what it put out
     */
    record How(FlowRun.End end, Optional<FlowRun.Failure> failure, Duration takes, Map<String, String> outputs) {
        static How passes() {
            return passes(Map.of());
        }

        static How passes(Map<String, String> outputs) {
            return new How(FlowRun.End.PASSED, Optional.empty(), Duration.ofSeconds(1), outputs);
        }

        /** The app did not do what the flow asserts. */
        static How fails() {
            return new How(FlowRun.End.FAILED, Optional.of(FlowRun.Failure.VERDICT), Duration.ofSeconds(1), Map.of());
        }

        /** The driver dies: all flows after it in the process are not run. */
        static How breaks() {
            return new How(
                    FlowRun.End.FAILED, Optional.of(FlowRun.Failure.STACK_TRACE), Duration.ofSeconds(1), Map.of());
        }

        private boolean endsProcess() {
            return failure.filter(FlowRun.Failure.STACK_TRACE::equals).isPresent();
        }
    }

    FakeMaestro(Time time, Script script) {
        this.time = time;
        this.script = script;
    }

    /** What was to be run, in the order it came. */
    List<FlowOrder> orders() {
        return List.copyOf(orders);
    }

    /** The names of the flows of each order with its device: {@code emulator-5554: a b}. */
    List<String> told() {
        return orders.stream()
                .map(order -> order.serial() + ": "
                        + String.join(
                                " ", order.flows().stream().map(Flow::name).toList()))
                .toList();
    }

    @Override
    public List<FlowRun> run(FlowOrder order, FlowProgress progress) throws InterruptedException {
        orders.add(order);
        List<FlowRun> runs = new ArrayList<>();
        boolean ended = false;
        for (Flow flow : order.flows()) {
            if (ended) {
                runs.add(run(flow, order.serial(), How.breaks()));
                continue;
            }
            progress.at(flow.name(), "launchApp");
            How how = script.play(flow, order.serial(), counts.merge(flow.name(), 1, Integer::sum));
            runs.add(run(flow, order.serial(), how));
            ended = how.endsProcess();
        }
        return runs;
    }

    private FlowRun run(Flow flow, String serial, How how) {
        Instant started = time.now();
        return new FlowRun(
                flow.name(),
                flow.path(),
                serial,
                how.end(),
                how.failure(),
                how.end() == FlowRun.End.PASSED ? "" : message(how),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(how.end() == FlowRun.End.PASSED ? 0 : 1),
                "",
                how.outputs(),
                List.of(),
                started,
                how.takes());
    }

    private static String message(How how) {
        return how.endsProcess()
                ? "maestro.android.DeviceServerDiedException: Device server died during 'tap' on emulator-5554: "
                        + "StatusRuntimeException: UNAVAILABLE"
                : "Assertion is false: \"Ticket sent\" is visible";
    }
}
