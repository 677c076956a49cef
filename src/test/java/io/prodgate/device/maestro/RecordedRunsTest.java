package io.prodgate.device.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.FlowRun.End;
import io.prodgate.evidence.FlowRun.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every recorded call is read as what it was; the table is {@code maestro-samples.csv}. */
class RecordedRunsTest {
    @ParameterizedTest
    @CsvFileSource(
            resources = "/maestro-samples.csv",
            delimiter = '¦',
            quoteCharacter = '`',
            useHeadersInDisplayName = true)
    void isReadAsWhatItWas(
            String sample, String flows, String flow, String end, String failure, String step, String words)
            throws IOException {
        List<Flow> ordered = Stream.of(flows.split(", ")).map(Sample::flow).toList();
        FlowRun run = Sample.of(sample).read(ordered).stream()
                .filter(one -> one.flow().equals(flow))
                .findFirst()
                .orElseThrow();
        assertThat(run.end().wireName()).isEqualTo(end);
        assertThat(run.failure().map(Failure::wireName)).isEqualTo(Optional.ofNullable(failure));
        assertThat(run.step()).isEqualTo(Optional.ofNullable(step));
        assertThat(run.message() + "\n" + run.error().orElse("")).contains(words == null ? "" : words);
        assertThat(run.message().isEmpty()).isEqualTo(run.end() == End.PASSED);
    }

    @Test
    void theTableHasEverySample() throws IOException {
        Path folder = Sample.ALL;
        Set<String> there;
        try (Stream<Path> samples = Files.list(folder)) {
            there = samples.filter(Files::isDirectory)
                    .map(sample -> sample.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        Set<String> told = Files.readAllLines(Path.of("src/test/resources/maestro-samples.csv")).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf('¦')).strip())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(there);
    }

    @Test
    void everyFlowOfTheOrderHasOneResultInItsOrder() throws IOException {
        List<Flow> flows = Stream.of("Late content", "Login works", "Never heard of")
                .map(Sample::flow)
                .toList();
        try (Stream<Path> samples = Files.list(Sample.ALL)) {
            for (Path sample : samples.filter(Files::isDirectory).toList()) {
                List<FlowRun> runs = new Sample(sample).read(flows);
                assertThat(runs)
                        .extracting(FlowRun::flow)
                        .containsExactly("Late content", "Login works", "Never heard of");
                assertThat(runs.getLast().end()).isIn(End.NOT_RUN, End.UNKNOWN);
            }
        }
    }

    @Test
    void aFlowBehindTheFailureThatEndsItsSequenceWasNotRunAndSaysWhy() throws IOException {
        List<FlowRun> runs = Sample.of("sequence-stop-on-failure").read(Sample.sequence("Checkout shows total", "Pay"));
        assertThat(runs.getFirst().end()).isEqualTo(End.FAILED);
        assertThat(runs.getLast().end()).isEqualTo(End.NOT_RUN);
        assertThat(runs.getLast().message())
                .contains("'Checkout shows total' failed before it")
                .contains("continueOnFailure");
    }

    @Test
    void aCrashIsReadWithTheStepAndTheTimeItWasSeen() throws IOException {
        FlowRun run = Sample.of("android-suite-junit")
                .read(List.of(Sample.flow("App crash")))
                .getFirst();
        assertThat(run.crash().orElseThrow())
                .startsWith("Process: com.example.shop, PID: 4321\njava.lang.NullPointerException");
        assertThat(run.stepStarted().orElseThrow().toEpochMilli()).isEqualTo(1795311915879L);
        assertThat(run.started().toEpochMilli()).isEqualTo(1795311914533L);
        assertThat(run.duration().toMillis()).isEqualTo(19021);
    }

    @Test
    void aCrashOfAnotherAppIsNotThisOnes() throws IOException {
        Flow other = new Flow(
                "App crash", Path.of("/a.yaml"), "a.yaml", "com.example.other", List.of(), Optional.empty(), 1);
        assertThat(Sample.of("android-suite-junit")
                        .read(List.of(other))
                        .getFirst()
                        .crash())
                .isEmpty();
    }
}
