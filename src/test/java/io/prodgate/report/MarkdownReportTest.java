package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.report.markdown.MarkdownReport;
import io.prodgate.report.markdown.StepSummary;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MarkdownReportTest {
    @Test
    void the_step_summary_of_a_huge_run_stays_below_githubs_limit_and_says_what_is_missing() {
        String text = StepSummary.text(Judge.judge(SampleRuns.large(20_000)));

        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(StepSummary.LIMIT);
        assertThat(text).startsWith("# ❌ NOT APPROVED — gate closed").contains("> Left out here", "passed checks");
        assertThat(text.indexOf("## Findings")).isLessThan(text.indexOf("### `check-0`"));
        assertThat(text).containsOnlyOnce("<details>").containsOnlyOnce("</details>");
    }

    @Test
    void the_step_summary_of_an_ordinary_run_is_the_whole_report() {
        Judged judged = Judge.judge(SampleRuns.notApproved());

        assertThat(StepSummary.text(judged)).isEqualTo(new MarkdownReport().text(judged));
    }

    @Test
    void a_report_leaves_nothing_out() {
        assertThat(new MarkdownReport().text(Judge.judge(SampleRuns.large(2_000))))
                .doesNotContain("Left out")
                .contains("`check-1999`");
    }

    @Test
    void text_from_outside_is_never_markup_nor_a_command_nor_a_control_character() {
        String text = new MarkdownReport().text(Judge.judge(SampleRuns.hostile()));

        assertThat(text.codePoints()).noneMatch(point -> point != '\n' && Plain.unsafe(point));
        // Outside code, where GitHub renders markup.
        String rendered = text.replaceAll("(?s)(`+)(?!`).*?[^`]\\1(?!`)", "");
        assertThat(rendered).doesNotContain("<script>", "://", "@everyone").doesNotContainPattern("(?<!\\\\)\\]\\(");
        assertThat(text.lines()).noneMatch(line -> line.startsWith("::"));
    }

    @Test
    void every_row_of_a_table_has_the_cells_of_its_head() {
        String text = new MarkdownReport().text(Judge.judge(SampleRuns.hostile()));

        List<String> table = new ArrayList<>();
        int tables = 0;
        for (String line : (text + "\n").split("\n", -1)) {
            if (line.startsWith("|")) {
                table.add(line);
            } else if (!table.isEmpty()) {
                int cells = cells(table.getFirst());
                assertThat(table)
                        .hasSizeGreaterThan(2)
                        .allSatisfy(row -> assertThat(cells(row)).isEqualTo(cells));
                table.clear();
                tables++;
            }
        }
        assertThat(tables).isGreaterThan(1);
    }

    private static int cells(String row) {
        return row.split("(?<!\\\\)\\|", -1).length;
    }
}
