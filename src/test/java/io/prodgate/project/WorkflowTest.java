package io.prodgate.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class WorkflowTest {
    @Test
    void theWorkflowIsYamlThatGivesNoRightsAwayAndPinsItsActions() throws Exception {
        Map<?, ?> workflow = read(".github/workflows/ci.yml");

        assertThat(workflow.get("permissions")).isEqualTo(Map.of("contents", "read"));
        assertThat(workflow.get("jobs"))
                .isInstanceOfSatisfying(
                        Map.class,
                        jobs -> assertThat(jobs.values())
                                .isNotEmpty()
                                .allSatisfy(job ->
                                        assertThat(job).isInstanceOfSatisfying(Map.class, WorkflowTest::assertJob)));
    }

    private static void assertJob(Map<?, ?> job) {
        assertThat(job.get("timeout-minutes")).isInstanceOf(Integer.class);
        assertThat(job.get("steps")).asInstanceOf(list(Map.class)).isNotEmpty().allSatisfy(step -> {
            if (step.get("uses") instanceof String action) {
                assertThat(action).matches("[\\w-]+/[\\w-]+@v\\d+(\\.\\d+)*");
            }
        });
    }

    private static Map<?, ?> read(String file) throws Exception {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Path.of(file)));
        assertThat(yaml).isInstanceOf(Map.class);
        return (Map<?, ?>) yaml;
    }
}
