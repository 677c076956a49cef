package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.device.maestro.Flow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    Path folder;

    private final List<NamedFlow> flows = new ArrayList<>();

    private NamedFlow flow(String name, int commands) {
        NamedFlow flow = new NamedFlow(
                "app." + name,
                new Flow(
                        name,
                        Path.of(name + ".yaml"),
                        name + ".yaml",
                        "com.example",
                        List.of(),
                        Optional.empty(),
                        commands),
                flows.size());
        flows.add(flow);
        return flow;
    }

    private Path file() {
        return folder.resolve("history.json");
    }

    @Test
    void aFlowTakesTheMiddleOfWhatItTook() {
        NamedFlow flow = flow("a", 5);
        History first = new History(Optional.of(file()));
        for (int seconds : List.of(9, 2, 3)) {
            first.took("a.yaml", Duration.ofSeconds(seconds));
        }

        assertThat(new History(Optional.of(file())).expected(flows).apply(flow)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void inAFirstRunTheMoreCommandsAFlowHasTheLongerItTakes() {
        NamedFlow shorter = flow("a", 3);
        NamedFlow longer = flow("b", 12);
        NamedFlow none = flow("c", 0);

        Function<NamedFlow, Duration> expected = new History(Optional.empty()).expected(flows);

        assertThat(expected.apply(longer)).isEqualTo(Duration.ofSeconds(12));
        assertThat(expected.apply(shorter)).isEqualTo(Duration.ofSeconds(3));
        assertThat(expected.apply(none)).isPositive();
    }

    @Test
    void aNewFlowTakesAsLongForACommandAsTheOthersDo() {
        flow("a", 10);
        flow("b", 10);
        flow("c", 1);
        NamedFlow fresh = flow("new", 4);
        History history = new History(Optional.empty());
        history.took("a.yaml", Duration.ofSeconds(20));
        history.took("b.yaml", Duration.ofSeconds(30));
        history.took("c.yaml", Duration.ofMinutes(4));

        assertThat(history.expected(flows).apply(fresh)).as("3 s each").isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void aFileThatIsNoHistoryIsNone() throws Exception {
        NamedFlow flow = flow("a", 2);
        Files.writeString(file(), "[1, 2");

        assertThat(new History(Optional.of(file())).expected(flows).apply(flow)).isEqualTo(Duration.ofSeconds(2));
    }
}
