package io.prodgate.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.journal.RunResult;
import io.prodgate.report.SampleRuns;
import io.prodgate.report.html.DocumentHtml;
import io.prodgate.report.markdown.DocumentMarkdown;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The documents of sample runs, read by those who sign them; {@code UPDATE_GOLDEN=1} writes them. */
final class DocumentsGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/documents");
    private static final boolean UPDATE = "1".equals(System.getenv("UPDATE_GOLDEN"));

    @TestFactory
    Stream<DynamicTest> eachIsAsAgreed() {
        return Stream.of("conditions", "inconclusive", "interrupted", "disturbed", "surveyed", "signed")
                .flatMap(name -> {
                    RunResult run = Objects.requireNonNull(SampleRuns.all().get(name));
                    Judged judged = Judge.judge(run);
                    return Stream.of(
                            test(name + "/report.md", ValidationReport.of(judged)),
                            test(name + "/client.md", ClientReport.of(judged)),
                            test(name + "/feedback.md", FeedbackDocument.of(run)));
                });
    }

    @TestFactory
    Stream<DynamicTest> everySampleCanBeWrittenBothWays() {
        return SampleRuns.all().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> {
                    Judged judged = Judge.judge(sample.getValue());
                    for (Document document : Stream.of(
                                    ValidationReport.of(judged),
                                    ClientReport.of(judged),
                                    FeedbackDocument.of(judged.run()),
                                    BaselineDocument.of(judged.run()))
                            .toList()) {
                        assertThat(DocumentMarkdown.of(document)).startsWith("# " + document.title());
                        assertThat(DocumentHtml.of(document)).contains("<h1>" + document.title() + "</h1>");
                    }
                }));
    }

    private static DynamicTest test(String name, Document document) {
        return DynamicTest.dynamicTest(name, () -> compare(GOLDEN.resolve(name), DocumentMarkdown.of(document)));
    }

    private static void compare(Path golden, String text) throws IOException {
        if (UPDATE) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text);
        }
        assertThat(golden).as("set UPDATE_GOLDEN=1 to write it").exists();
        assertThat(text).isEqualTo(Files.readString(golden));
    }
}
