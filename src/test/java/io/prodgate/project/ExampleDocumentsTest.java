package io.prodgate.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.cli.ExampleDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents in {@code docs/examples} are what this version writes of the run beside them; {@code -Dgolden.write=true} writes them. */
class ExampleDocumentsTest {
    private static final Path EXAMPLES = Path.of("docs/examples/documents");

    @TempDir
    private Path folder;

    @Test
    void theyAreDrawnFromTheRunBesideThem() throws IOException {
        Path where = Boolean.getBoolean("golden.write") ? EXAMPLES : folder;
        ExampleDocuments.write(EXAMPLES.resolve("run"), where);

        List<Path> written = documents(where);
        assertThat(written).hasSize(11).isEqualTo(documents(EXAMPLES));
        for (Path file : written) {
            assertThat(where.resolve(file)).hasSameBinaryContentAs(EXAMPLES.resolve(file));
        }
    }

    @Test
    void theSurveyWhoseAnswersAreMadeUpSaysSo() throws IOException {
        Path survey = Path.of("docs/examples/survey");
        ExampleDocuments.writeInternal(survey.resolve("run"), folder);

        for (String ending : List.of(".md", ".html")) {
            Path written = folder.resolve("testing/client-feedback-survey-results" + ending);
            Path kept = survey.resolve("client-feedback-survey-results" + ending);
            if (Boolean.getBoolean("golden.write")) {
                Files.copy(written, kept, StandardCopyOption.REPLACE_EXISTING);
            }
            assertThat(kept).hasSameBinaryContentAs(written).content().contains("The technicians are made up");
        }
        assertThat(folder.resolve("operations/production-validation-report.md"))
                .content()
                .contains("**Approved with Conditions**", "technicians who are made up");
    }

    private static List<Path> documents(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile)
                    .map(below::relativize)
                    .filter(file -> !file.startsWith("run"))
                    .sorted()
                    .toList();
        }
    }
}
