package io.prodgate.device.maestro;

import io.prodgate.evidence.FlowRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recorded call of Maestro, below {@code src/test/resources/maestro}. */
record Sample(Path folder) {
    /** The folder of all of them. */
    static final Path ALL = Path.of("src/test/resources/maestro");

    private static final Instant STARTED = Instant.parse("2026-11-22T01:00:00Z");

    static Sample of(String name) {
        return new Sample(ALL.resolve(name));
    }

    String text(String file) throws IOException {
        return Files.exists(folder.resolve(file)) ? Files.readString(folder.resolve(file)) : "";
    }

    static Flow flow(String name) {
        return new Flow(
                name,
                Path.of("/flows/" + name + ".yaml"),
                name + ".yaml",
                "com.example.shop",
                List.of(),
                Optional.empty(),
                1);
    }

    /** Flows of these names, in a sequence that ends with the first failure. */
    static List<Flow> sequence(String... names) {
        List<Flow> flows = new ArrayList<>();
        for (String name : names) {
            flows.add(flow(name).at(new Flow.Place(flows.size(), false)));
        }
        return flows;
    }

    static FlowOrder order(List<Flow> flows) {
        return new FlowOrder(
                "emulator-5554",
                flows,
                Map.of(),
                Path.of("/kept"),
                Path.of("/"),
                Duration.ofMinutes(5),
                Duration.ofMinutes(20));
    }

    MaestroEnd end() throws IOException {
        return new MaestroEnd(
                Optional.of(Integer.parseInt(text("exit-code").strip())),
                Optional.empty(),
                false,
                text("stdout"),
                text("stderr"),
                Map.of(),
                STARTED,
                STARTED.plusSeconds(60));
    }

    List<FlowRun> read(List<Flow> flows) throws IOException {
        return read(flows, end());
    }

    List<FlowRun> read(List<Flow> flows, MaestroEnd end) {
        return new FlowReader(
                        order(flows),
                        new DebugFolder(folder.resolve("debug")),
                        FlowReport.read(folder.resolve("report.xml")),
                        end)
                .read();
    }
}
