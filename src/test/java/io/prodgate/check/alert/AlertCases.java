package io.prodgate.check.alert;

import io.prodgate.testing.ProductionRun;
import io.prodgate.testing.SideBySide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Drills that run side by side, each in a {@linkplain AlertWorld world} of its own. */
final class AlertCases implements AutoCloseable {
    private final SideBySide<Ended> cases = new SideBySide<>();
    private final Path folder;

    /**
     * A drill that has ended.
     *
     * @param heard what was told to the team, as JSON
     */
    record Ended(ProductionRun run, List<String> heard) {}

    /** What is done in a world. */
    @FunctionalInterface
    interface Drill {
        ProductionRun in(AlertWorld world, Path folder) throws Exception;
    }

    /** Cases whose files are below a folder. */
    AlertCases(Path folder) {
        this.folder = folder;
    }

    /** Begins a drill in a world whose Prometheus has some rules; without rules it has no Prometheus. */
    void begin(String name, String rules, Drill drill) {
        Path own = folder.resolve(name);
        cases.begin(name, () -> {
            try (AlertWorld world = new AlertWorld(Files.createDirectories(own.resolve("servers")), rules)) {
                return new Ended(drill.in(world, own), world.heard());
            }
        });
    }

    /** The run of a drill, once it has ended. */
    ProductionRun run(String name) throws Exception {
        return ended(name).run();
    }

    /** A drill, once it has ended. */
    Ended ended(String name) throws Exception {
        return cases.ended(name);
    }

    @Override
    public void close() {
        cases.close();
    }
}
