package io.prodgate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.evidence.Disturbance;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisturbanceLogTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final URI PRODUCTION = URI.create("https://api.example.com");

    @TempDir
    private Path folder;

    @Test
    void whatBeganAndEndedIsKnownToTheNextRun() {
        log().begin(disturbance("slow", 0, 600));
        log().end("run", "slow", NOON.plusSeconds(60));
        log().begin(disturbance("slow", 300, 900));
        log().end("run", "slow", NOON.plusSeconds(400));

        assertThat(log().within(Instant.MIN, Instant.MAX))
                .containsExactly(disturbance("slow", 0, 60), disturbance("slow", 300, 400));
        assertThat(log().within(NOON.plusSeconds(61), NOON.plusSeconds(299))).isEmpty();
        assertThat(log().within(NOON.plusSeconds(60), NOON.plusSeconds(299))).hasSize(1);
    }

    @Test
    void ofADisturbanceThatAKilledRunLeftTheLatestEndCounts() {
        log().begin(disturbance("slow", 0, 600));

        assertThat(log().within(NOON.plusSeconds(599), Instant.MAX)).containsExactly(disturbance("slow", 0, 600));
    }

    @Test
    void aLineThatAKillCutOffTellsOfNothingAndIsDropped() throws Exception {
        log().begin(disturbance("slow", 0, 600));
        Files.writeString(file(), "{\"production\":\"htt", StandardOpenOption.APPEND);

        assertThat(log().within(Instant.MIN, Instant.MAX)).hasSize(1);
        log().begin(disturbance("down", 0, 60));
        assertThat(log().within(Instant.MIN, Instant.MAX)).hasSize(2);
        assertThat(file()).content().endsWith("}\n").doesNotContain("htt{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{}",
                "[1]",
                "{\"production\":\"https://api.example.com\",\"run\":\"r\",\"check\":\"c\",\"what\":\"w\",\"from\":\"yesterday\",\"to\":\"x\"}"
            })
    void aLineThatIsNotOursIsRefusedWithItsNumber(String line) throws Exception {
        Files.writeString(file(), "\n" + line + "\n\n");
        log().begin(disturbance("slow", 0, 600));

        assertThatThrownBy(() -> log().within(Instant.MIN, Instant.MAX))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(file() + ":2 is not a line of prodgate's (")
                .hasMessageContaining("Mend it, or remove the file");
    }

    @Test
    void aFolderThatCannotBeWrittenToMeansThatNothingIsDisturbed() throws Exception {
        DisturbanceLog log = new DisturbanceLog(Files.writeString(folder.resolve("a file"), ""), PRODUCTION);

        assertThatThrownBy(() -> log.begin(disturbance("slow", 0, 600)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot note in ");
    }

    private DisturbanceLog log() {
        return new DisturbanceLog(folder, PRODUCTION);
    }

    private Path file() {
        return folder.resolve(DisturbanceLog.FILE_NAME);
    }

    private static Disturbance disturbance(String check, long from, long to) {
        return new Disturbance("the worker is " + check, "run", check, NOON.plusSeconds(from), NOON.plusSeconds(to));
    }
}
