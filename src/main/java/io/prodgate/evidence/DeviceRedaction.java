package io.prodgate.evidence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What devices, their logs and Maestro said, with every text in it redacted. */
final class DeviceRedaction {
    private static final Pattern HALF = Pattern.compile("\\p{Cs}");

    private DeviceRedaction() {}

    static FlowRun of(FlowRun flow, Redactor redactor) {
        Map<String, String> outputs = new LinkedHashMap<>();
        flow.outputs().forEach((name, value) -> outputs.put(name(name, redactor), redactor.redact(value)));
        return new FlowRun(
                redactor.redact(flow.flow()),
                redactor.redact(flow.file()),
                redactor.redact(flow.device()),
                flow.end(),
                flow.failure(),
                redactor.redact(flow.message()),
                flow.error().map(redactor::redact),
                flow.step().map(redactor::redact),
                flow.stepStarted(),
                flow.dialog().map(redactor::redact),
                flow.crash().map(redactor::redact),
                flow.exitCode(),
                redactor.redact(flow.standardError()),
                outputs,
                flow.files(),
                flow.started(),
                flow.duration(),
                flow.call().map(call -> of(call, redactor)));
    }

    /** Half of a surrogate pair in a name would make JSON that its own writer cannot read. */
    private static String name(String name, Redactor redactor) {
        return HALF.matcher(redactor.redact(name)).replaceAll("\uFFFD");
    }

    private static FlowRun.Call of(FlowRun.Call call, Redactor redactor) {
        Map<String, String> variables = new LinkedHashMap<>();
        call.variables().forEach((name, value) -> variables.put(name(name, redactor), redactor.redact(value)));
        return new FlowRun.Call(redactor.redact(call.path()), variables);
    }

    static DeviceReading of(DeviceReading reading, Redactor redactor) {
        return new DeviceReading(
                redactor.redact(reading.serial()),
                reading.name().map(redactor::redact),
                reading.state(),
                reading.sdk(),
                reading.emulator(),
                reading.skew(),
                reading.proxy().map(redactor::redactUrl),
                reading.reached().stream()
                        .map(reached -> new DeviceReading.Reached(
                                redactor.redact(reached.host()),
                                reached.resolved(),
                                reached.connected(),
                                redactor.redact(reached.detail())))
                        .toList(),
                reading.dialog().map(redactor::redact),
                reading.trouble().map(redactor::redact),
                reading.at());
    }

    static DeviceLog of(DeviceLog log, Redactor redactor) {
        return new DeviceLog(
                redactor.redact(log.device()),
                log.crash().map(redactor::redact),
                log.answers().stream()
                        .map(answer -> new DeviceLog.Answer(
                                answer.at(),
                                answer.status(),
                                answer.url().map(redactor::redactUrl),
                                redactor.redact(answer.text())))
                        .toList(),
                lines(log.troubles(), redactor),
                lines(log.lines(), redactor),
                log.from(),
                log.complete(),
                log.crashed());
    }

    private static List<DeviceLog.Line> lines(List<DeviceLog.Line> lines, Redactor redactor) {
        return lines.stream()
                .map(line -> new DeviceLog.Line(
                        line.at(), line.level(), redactor.redact(line.tag()), redactor.redact(line.text())))
                .toList();
    }
}
