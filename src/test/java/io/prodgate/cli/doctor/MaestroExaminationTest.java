package io.prodgate.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.cli.Surroundings;
import io.prodgate.testing.SteppingTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaestroExaminationTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"2.10.0,OK", "2.0.3,OK", "1.40.0,WARN", "1.39.9,FAIL", "what,FAIL"})
    void theVersionMustBeOneThatIsRead(String version, Finding.Level level) throws Exception {
        program("maestro", "echo " + version);
        program("java", "echo 'openjdk version \"17.0.2\" 2022-01-18' >&2");
        assertThat(findings()).extracting(Finding::level).containsExactly(Finding.Level.OK, level);
    }

    @ParameterizedTest
    @CsvSource({"17.0.2,OK", "25,OK", "21-ea,OK", "11.0.20,FAIL", "1.8.0_392,FAIL", "?,WARN"})
    void itsJavaMustBeYoungEnough(String version, Finding.Level level) throws Exception {
        program("java", "echo 'openjdk version \"" + version + "\" 2022-01-18' >&2");
        assertThat(findings().getFirst().level()).isEqualTo(level);
    }

    @Test
    void whatIsNotThereIsToldWithHowToGetIt() throws Exception {
        assertThat(findings()).allSatisfy(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.FAIL);
            assertThat(finding.todo().orElse("")).contains("install");
        });
    }

    @Test
    void whereThePlanNamesAnotherItIsLookedForThereAndNotOnThePath() throws Exception {
        program("maestro", "echo 1.39.9");
        program("java", "echo 'openjdk version \"17.0.2\" 2022-01-18' >&2");
        Path own = folder.resolve("tools/own-maestro");
        assertThat(findings(own.toString())).last().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.FAIL);
            assertThat(finding.what()).contains("there is no program " + own);
            assertThat(finding.todo().orElse("")).contains("correct 'maestro'");
        });
        Files.createDirectory(folder.resolve("tools"));
        program("tools/own-maestro", "echo 2.10.0");
        program("maestro-2", "echo 2.9.0");
        assertThat(findings(own.toString(), "maestro-2"))
                .extracting(Finding::what)
                .containsExactly("Java 17", "version 2.10.0", "version 2.9.0");
    }

    private List<Finding> findings() throws InterruptedException {
        return findings("maestro");
    }

    private List<Finding> findings(String... programs) throws InterruptedException {
        return new MaestroExamination(
                        List.of(programs),
                        new Surroundings(
                                Map.of("PATH", folder + ":/usr/bin-not-there"),
                                SteppingTime.atNoon(),
                                new Random(1),
                                () -> false))
                .findings();
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
