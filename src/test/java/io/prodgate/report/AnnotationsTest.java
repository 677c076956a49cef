package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.report.github.Annotations;
import io.prodgate.report.terminal.Line;
import io.prodgate.report.terminal.TerminalSummary;
import io.prodgate.verdict.Judge;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnnotationsTest {
    @Test
    void at_most_ten_of_a_level_and_the_last_tells_of_the_rest() {
        List<String> lines = Annotations.lines(Judge.judge(SampleRuns.large(1_000)));

        assertThat(lines).hasSize(10).allMatch(line -> line.startsWith("::error title="));
        assertThat(lines.getLast()).contains("prodgate%3A 91 more findings");
    }

    @Test
    void a_hostile_text_stays_one_command() {
        assertThat(Annotations.lines(Judge.judge(SampleRuns.hostile())))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.codePoints()).noneMatch(Plain::unsafe);
                    assertThat(line).startsWith("::error title=prodgate%3A a|b");
                    String title = line.substring("::error title=".length(), line.indexOf("::", "::error ".length()));
                    assertThat(title).doesNotContain(":", ",");
                });
    }

    @Test
    void a_closed_gate_without_a_finding_still_says_why() {
        assertThat(Annotations.lines(Judge.judge(SampleRuns.large(0))))
                .singleElement()
                .asString()
                .startsWith("::error title=INCONCLUSIVE — gate closed::No check was run");
    }

    @Test
    void the_terminal_never_gets_a_control_character() {
        assertThat(TerminalSummary.lines(Judge.judge(SampleRuns.hostile()), List.of(Path.of("out/report.html"))))
                .extracting(Line::text)
                .allSatisfy(line -> assertThat(line.codePoints()).noneMatch(Plain::unsafe));
    }
}
