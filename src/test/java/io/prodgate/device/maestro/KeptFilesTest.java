package io.prodgate.device.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {
    private static final Instant AT = Instant.parse("2026-11-22T01:00:00Z");
    private static final Flow FLOW = Sample.flow("Sign up");

    @TempDir
    Path folder;

    private PrivateFolder left;
    private Path ofFlow;

    @BeforeEach
    void make() throws IOException {
        left = PrivateFolder.in(folder);
        ofFlow = Files.createDirectories(left.debug().resolve("Sign up"));
    }

    private FlowRun keep(boolean screenshots, boolean videos) {
        FlowOrder order = new FlowOrder(
                "emulator-5554",
                List.of(FLOW),
                Map.of(),
                folder.resolve("run/artifacts/app/1"),
                folder.resolve("run"),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1));
        MaestroEnd end =
                new MaestroEnd(Optional.of(1), Optional.empty(), false, "", "", Map.of(), AT, AT.plusSeconds(1));
        DebugFolder debug = new DebugFolder(left.debug());
        List<FlowRun> runs = new FlowReader(order, debug, FlowReport.read(left.report()), end).read();
        MaestroSettings settings =
                new MaestroSettings("maestro", JsonNodeFactory.instance.objectNode(), screenshots, videos, folder);
        return new KeptFiles(order, settings, new Redactor(List.of("hidden-value")))
                .keep(left, debug, end, runs)
                .getFirst();
    }

    private Path kept(String name) {
        return folder.resolve("run/artifacts/app/1/1-Sign_up").resolve(name);
    }

    @Test
    void aSecretThatTheCutGoesThroughIsMaskedWhole() throws IOException {
        String before = "x".repeat(KeptFiles.LARGEST_TEXT - 5);
        Files.writeString(ofFlow.resolve("device.log"), before + "hidden-value and more " + "y".repeat(1000));
        keep(true, false);
        String text = Files.readString(kept("device.log"));
        assertThat(text).doesNotContain("hidde").contains("***").endsWith("left out the rest …\n");
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Files.writeString(folder.resolve("outside.txt"), "of somebody else");
        Files.createSymbolicLink(ofFlow.resolve("inside.txt"), folder.resolve("outside.txt"));
        Files.createSymbolicLink(left.debug().resolve("Elsewhere"), folder);
        assertThat(keep(true, true).files()).isEmpty();
    }

    @Test
    void picturesAndRecordingsAreKeptAsAskedFor() throws IOException {
        Files.write(ofFlow.resolve("step.png"), new byte[] {1});
        Files.write(ofFlow.resolve("all.mp4"), new byte[] {1});
        Files.write(ofFlow.resolve("unknown.bin"), new byte[] {1});
        assertThat(keep(false, false).files()).isEmpty();
        assertThat(keep(true, false).files()).containsExactly("artifacts/app/1/1-Sign_up/step.png");
    }

    @Test
    void recordingsAreKeptIfAskedFor() throws IOException {
        Files.write(ofFlow.resolve("all.mp4"), new byte[] {1});
        assertThat(keep(false, true).files()).containsExactly("artifacts/app/1/1-Sign_up/all.mp4");
    }

    @Test
    void thePrivateFolderIsForNobodyElseAndGoneInTheEnd() throws IOException {
        assertThat(Files.getPosixFilePermissions(left.path())).hasSize(3);
        Files.createSymbolicLink(left.work().resolve("link"), folder);
        left.close();
        assertThat(left.path()).doesNotExist();
        assertThat(folder).exists();
    }
}
