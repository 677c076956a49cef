package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.report.markdown.MarkdownReport;
import io.prodgate.verdict.Judge;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void aRuleOfThePlanIsCalledSo() {
        assertThat(finding("office-firewall").rule()).contains("office-firewall (a rule of the plan)");
        assertThat(finding("PG-110").rule()).contains("PG-110");
    }

    @Test
    void theReportsCallItSoToo() {
        String text = new MarkdownReport()
                .text(Judge.judge(SampleRuns.withRule(SampleRuns.inconclusive(), "office-firewall")));

        assertThat(text).contains("office-firewall (a rule of the plan)");
    }

    private static Finding finding(String rule) {
        CheckResult sample = SampleRuns.inconclusive().checks().getLast();
        return Finding.of(
                new CheckResult(
                        sample.head(),
                        Outcome.INCONCLUSIVE,
                        Optional.of(Cause.CONFIGURATION),
                        Optional.of(rule),
                        "blocked",
                        List.of(),
                        List.of()),
                SampleRuns.START);
    }
}
