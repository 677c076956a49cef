package io.prodgate.report;

import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.FlowRun;
import io.prodgate.report.Fact.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What devices, their logs and Maestro said, as people read it. */
final class DeviceFacts {
    private DeviceFacts() {}

    static Fact flow(FlowRun flow) {
        List<Detail> details = new ArrayList<>();
        details.add(new Detail("started", Figures.instant(flow.started())));
        flow.step().ifPresent(step -> details.add(Fact.detail("step", step)));
        flow.stepStarted().ifPresent(at -> details.add(new Detail("step began", Figures.instant(at))));
        details.add(Fact.detail("Maestro said", flow.message()));
        flow.error().ifPresent(error -> details.add(Fact.detail("error of the step", error)));
        flow.dialog().ifPresent(dialog -> details.add(Fact.detail("dialog on the screen", dialog)));
        flow.crash().ifPresent(crash -> details.add(Fact.detail("crash report", crash)));
        details.add(Fact.detail("standard error", flow.standardError()));
        details.add(Fact.detail(
                "outputs",
                new TreeMap<>(flow.outputs())
                        .entrySet().stream()
                                .map(output -> output.getKey() + "=" + output.getValue())
                                .collect(Collectors.joining("\n"))));
        details.add(Fact.detail("files", String.join("\n", flow.files())));
        String exit = flow.exitCode().map(code -> ", exit code " + code).orElse("");
        String how = flow.failure()
                .map(failure -> " (" + failure.wireName() + exit + ")")
                .orElse("");
        return new Fact(
                Fact.line("flow %s on %s: %s%s, %s"
                        .formatted(
                                flow.flow(),
                                flow.device(),
                                flow.end().wireName(),
                                how,
                                Figures.duration(flow.duration()))),
                flow.end() != FlowRun.End.PASSED,
                filled(details));
    }

    static Fact reading(DeviceReading reading) {
        List<Detail> details = new ArrayList<>();
        reading.name().ifPresent(name -> details.add(Fact.detail("name", name)));
        reading.sdk().ifPresent(sdk -> details.add(new Detail("API level", String.valueOf(sdk))));
        reading.skew().ifPresent(skew -> details.add(new Detail("clock ahead by", Figures.duration(skew))));
        reading.proxy().ifPresent(proxy -> details.add(Fact.detail("proxy", proxy)));
        reading.dialog().ifPresent(dialog -> details.add(Fact.detail("dialog on the screen", dialog)));
        details.add(Fact.detail(
                "reaches", reading.reached().stream().map(DeviceFacts::reached).collect(Collectors.joining("\n"))));
        return new Fact(
                Fact.line("%s %s is %s%s"
                        .formatted(
                                reading.emulator() ? "emulator" : "device",
                                reading.serial(),
                                reading.state().wireName(),
                                reading.trouble().map(trouble -> ": " + trouble).orElse(""))),
                reading.state() != DeviceReading.State.DEVICE
                        || reading.trouble().isPresent(),
                filled(details));
    }

    private static String reached(DeviceReading.Reached reached) {
        String name = reached.resolved()
                .map(resolved -> resolved ? "name found, " : "name not found, ")
                .orElse("");
        String said = name
                + reached.connected()
                        .map(connected -> connected ? "connected" : "no connection")
                        .orElse("connection not tried");
        return reached.host() + ": " + said + (reached.detail().isEmpty() ? "" : " (" + reached.detail() + ")");
    }

    static Fact log(DeviceLog log) {
        List<Detail> details = new ArrayList<>();
        log.crash().ifPresent(crash -> details.add(Fact.detail("crash", crash)));
        details.add(Fact.detail(
                "HTTP answers",
                log.answers().stream()
                        .map(answer -> Figures.instant(answer.at()) + " " + answer.text())
                        .collect(Collectors.joining("\n"))));
        details.add(Fact.detail("connection troubles", lines(log.troubles())));
        details.add(Fact.detail("warnings and errors", lines(log.lines())));
        return new Fact(
                Fact.line("log of %s since %s: %s%s"
                        .formatted(
                                log.device(),
                                Figures.instant(log.from()),
                                heart(log).orElse("nothing of note"),
                                log.complete() ? "" : " (not complete)")),
                log.crash().isPresent(),
                filled(details));
    }

    private static Optional<String> heart(DeviceLog log) {
        List<String> parts = new ArrayList<>();
        log.crash().ifPresent(crash -> parts.add("the app crashed"));
        if (!log.answers().isEmpty()) {
            parts.add(Figures.count(log.answers().size(), "HTTP answer"));
        }
        if (!log.troubles().isEmpty()) {
            parts.add(Figures.count(log.troubles().size(), "connection trouble"));
        }
        if (!log.lines().isEmpty()) {
            parts.add(Figures.count(log.lines().size(), "warning"));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    private static String lines(List<DeviceLog.Line> lines) {
        return lines.stream()
                .map(line -> Figures.instant(line.at()) + " " + line.level() + "/" + line.tag() + ": " + line.text())
                .collect(Collectors.joining("\n"));
    }

    private static List<Detail> filled(List<Detail> details) {
        return details.stream().filter(detail -> !detail.value().isEmpty()).toList();
    }
}
