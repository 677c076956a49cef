package io.prodgate.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.cli.Surroundings;
import io.prodgate.testing.SteppingTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubectlExaminationTest {
    @TempDir
    private Path folder;

    @Test
    void whereItIsMissingItIsToldWhoNeedsItAndHowToGetIt() {
        assertThat(findings("no-workers", "walls")).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.FAIL);
            assertThat(finding.what()).isEqualTo("it is not on the PATH, and is needed by no-workers, walls");
            assertThat(finding.todo().orElse("")).contains("install it: https://kubernetes.io/docs/tasks/tools/");
        });
    }

    @Test
    void aFileThatCannotBeStartedOrAFolderIsNoKubectl() throws Exception {
        Path kubectl = Files.createDirectory(folder.resolve("kubectl"));
        assertThat(findings("walls")).hasSize(1);
        Files.delete(kubectl);
        Files.writeString(kubectl, "#!/bin/sh\n");
        assertThat(findings("walls")).hasSize(1);
    }

    @Test
    void nothingIsToldWhereItIsThereOrNobodyNeedsIt() throws Exception {
        assertThat(findings()).isEmpty();
        assertThat(Files.writeString(folder.resolve("kubectl"), "#!/bin/sh\n")
                        .toFile()
                        .setExecutable(true))
                .isTrue();
        assertThat(findings("walls")).isEmpty();
    }

    private List<Finding> findings(String... checks) {
        return new KubectlExamination(
                        List.of(checks),
                        new Surroundings(
                                Map.of("PATH", folder.toString()), SteppingTime.atNoon(), new Random(1), () -> false))
                .findings();
    }
}
