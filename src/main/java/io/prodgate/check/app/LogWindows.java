package io.prodgate.check.app;

import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.FlowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The log of a device while a Maestro process ran several flows: to each flow the part of its own time. */
final class LogWindows {
    private static final int LIMITED = 429;

    /** A window stays open for so long after its flow's end: what the app logs comes late. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private final DeviceLog whole;
    private final List<FlowRun> runs;

    LogWindows(DeviceLog whole, List<FlowRun> runs) {
        this.whole = whole;
        this.runs = List.copyOf(runs);
    }

    /** The part of a flow. */
    DeviceLog of(int index) {
        if (runs.size() == 1) {
            return whole;
        }
        FlowRun run = runs.get(index);
        Instant from = run.started();
        Instant until = from.plus(run.duration()).plus(LATE);
        boolean crashed = crashed(index);
        return new DeviceLog(
                whole.device(),
                whole.crash().filter(text -> crashed),
                whole.answers().stream()
                        .filter(answer -> within(answer.at(), from, until))
                        .toList(),
                within(whole.troubles(), from, until),
                within(whole.lines(), from, until),
                from,
                whole.complete(),
                whole.crashed().filter(at -> crashed));
    }

    /**
     * Whether the crash is a flow's. By the clocks alone nobody knows at the border between two: a flow after which others ran gets it
     * only if Maestro saw a crash in it.
     */
    private boolean crashed(int index) {
        boolean last = runs.subList(index + 1, runs.size()).stream().allMatch(run -> run.end() == FlowRun.End.NOT_RUN);
        return last || runs.get(index).crash().isPresent();
    }

    private static List<DeviceLog.Line> within(List<DeviceLog.Line> lines, Instant from, Instant until) {
        return lines.stream().filter(line -> within(line.at(), from, until)).toList();
    }

    private static boolean within(Instant at, Instant from, Instant until) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    /** Whether production limited the app. */
    static boolean limited(DeviceLog log) {
        return log.answers().stream().anyMatch(answer -> answer.status() == LIMITED);
    }
}
