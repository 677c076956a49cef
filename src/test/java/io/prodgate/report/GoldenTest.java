package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.journal.RunResult;
import io.prodgate.report.ctrf.CtrfReport;
import io.prodgate.report.github.Annotations;
import io.prodgate.report.html.HtmlReport;
import io.prodgate.report.json.JsonReport;
import io.prodgate.report.junit.JunitReport;
import io.prodgate.report.markdown.MarkdownReport;
import io.prodgate.report.markdown.StepSummary;
import io.prodgate.report.tap.TapReport;
import io.prodgate.report.terminal.Line;
import io.prodgate.report.terminal.TerminalSummary;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every format of every sample run against its golden file in {@code src/test/resources/golden/report}. After a change
 * that is meant, set the environment variable {@code UPDATE_GOLDEN=1}, run this test, and read the difference before it
 * is committed.
 */
final class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/report");
    private static final boolean UPDATE = "1".equals(System.getenv("UPDATE_GOLDEN"));

    @TestFactory
    Stream<DynamicTest> every_format_is_as_agreed() {
        return SampleRuns.all().entrySet().stream()
                .flatMap(sample -> formats(sample.getValue()).entrySet().stream()
                        .map(format -> DynamicTest.dynamicTest(
                                sample.getKey() + "/" + format.getKey(),
                                () -> compare(GOLDEN.resolve(sample.getKey(), format.getKey()), format.getValue()))));
    }

    private static Map<String, String> formats(RunResult run) {
        Judged judged = Judge.judge(run);
        Map<String, String> texts = new LinkedHashMap<>();
        Stream.of(
                        new JsonReport(),
                        new MarkdownReport(),
                        new HtmlReport(),
                        new JunitReport(),
                        new CtrfReport(),
                        new TapReport())
                .forEach(format -> texts.put(format.fileName(), format.text(judged)));
        texts.computeIfPresent("report.html", (name, page) -> withoutStyleAndScript(page));
        texts.put("step-summary.md", StepSummary.text(judged));
        texts.put("annotations.txt", String.join("\n", Annotations.lines(judged)) + "\n");
        texts.put("terminal.txt", terminal(judged));
        return texts;
    }

    /** The page with its style and script by name: they are files of their own, the same on every page. */
    private static String withoutStyleAndScript(String page) {
        return page.replaceAll("(?s)<(style|script)>.*?</\\1>", "<$1>…</$1>")
                .replaceAll("'sha256-[^']+'", "'sha256-…'");
    }

    /** Styles in front of each piece, so that the golden file shows them. */
    private static String terminal(Judged judged) {
        return TerminalSummary.lines(judged, List.of(Path.of("out/report.html"))).stream()
                .map(line -> line.spans().stream().map(GoldenTest::span).collect(Collectors.joining()) + "\n")
                .collect(Collectors.joining());
    }

    private static String span(Line.Span span) {
        return switch (span.style()) {
            case PLAIN -> span.text();
            case STRONG, FAINT, PASS, FAIL, WARNING -> "<" + span.style() + ">" + span.text() + "</>";
        };
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
