package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.journal.RunResult;
import io.prodgate.report.junit.JunitReport;
import io.prodgate.verdict.Judge;
import java.io.StringReader;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class JunitReportTest {
    @TestFactory
    Stream<DynamicTest> every_report_is_valid_in_the_common_dialect() throws Exception {
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(JunitReportTest.class.getResource("/junit-common.xsd")));
        return SampleRuns.all().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.getKey(),
                        () -> schema.newValidator()
                                .validate(new StreamSource(new StringReader(xml(sample.getValue()))))));
    }

    @Test
    void a_fault_of_production_is_a_failure_and_what_stood_in_the_way_an_error() {
        assertThat(xml(SampleRuns.notApproved()))
                .contains("<failure type=\"production\"")
                .contains("<error type=\"infrastructure\"")
                .contains("<skipped message=\"needs create-ticket, which failed\">");
        assertThat(xml(SampleRuns.inconclusive()))
                .contains("<error type=\"rate-limit\"")
                .contains("<error type=\"configuration\"")
                .doesNotContain("<failure");
    }

    @Test
    void a_miss_before_a_pass_is_flaky_and_not_a_failure() {
        assertThat(xml(SampleRuns.conditions())).contains("<flakyFailure type=\"production\"");
        assertThat(xml(SampleRuns.approved()))
                .contains("<flakyError type=\"infrastructure\"")
                .contains("failures=\"0\" errors=\"0\"");
    }

    private static String xml(RunResult run) {
        return new JunitReport().text(Judge.judge(run));
    }
}
