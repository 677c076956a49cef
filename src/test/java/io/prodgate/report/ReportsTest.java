package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportsTest {
    private static final List<String> NAMES =
            List.of("report.json", "report.md", "report.html", "junit.xml", "ctrf.json");

    private final Judged judged = Judge.judge(SampleRuns.conditions());

    @Test
    void writes_every_format_and_leaves_nothing_beside(@TempDir Path folder) throws IOException {
        Path out = folder.resolve("a/b");

        assertThat(Reports.write(judged, out))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyElementsOf(NAMES);
        assertThat(listed(out)).containsExactlyInAnyOrderElementsOf(NAMES);
    }

    @Test
    void writes_over_an_earlier_report_and_gives_the_same_bytes(@TempDir Path folder) throws IOException {
        Reports.write(judged, folder);
        String before = Files.readString(folder.resolve("report.html"));
        Files.writeString(folder.resolve("report.html"), "old");

        Reports.write(judged, folder);

        assertThat(Files.readString(folder.resolve("report.html"))).isEqualTo(before);
    }

    @Test
    void one_that_cannot_be_written_is_named_and_does_not_keep_back_the_others(@TempDir Path folder)
            throws IOException {
        Files.createDirectories(folder.resolve("report.md/in-the-way"));

        assertThatThrownBy(() -> Reports.write(judged, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write the report " + folder.resolve("report.md"));
        assertThat(listed(folder)).containsExactlyInAnyOrderElementsOf(NAMES);
    }

    private static List<String> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
