package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.report.github.WorkflowLog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkflowLogTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"::error::x", "   ::add-mask::x", "##[error]x", "to do: ##[group]", "\t::set-env name=A::b"})
    void a_text_from_outside_is_never_a_command(String line) {
        assertThat(WorkflowLog.harmless(line)).doesNotContain("##[");
        assertThat(WorkflowLog.harmless(line).stripLeading()).doesNotStartWith("::");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "expected ::1, was 127.0.0.1", "# heading", "[  0.1s] PASS  a::b"})
    void an_ordinary_line_stays_as_it_is(String line) {
        assertThat(WorkflowLog.harmless(line)).isEqualTo(line);
    }
}
