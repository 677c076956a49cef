package io.prodgate.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class WorkflowTest {
    @Test
    void theWorkflowIsYamlThatGivesNoRightsAwayAndPinsItsActions() throws Exception {
        Map<?, ?> workflow = read(".github/workflows/ci.yml");

        assertThat(workflow.get("permissions")).isEqualTo(Map.of("contents", "read"));
        Map<?, ?> jobs = (Map<?, ?>) workflow.get("jobs");
        assertThat(jobs).isNotEmpty();
        for (Object job : jobs.values()) {
            Map<?, ?> definition = (Map<?, ?>) job;
            assertThat(definition.containsKey("timeout-minutes")).isTrue();
            for (Object step : (List<?>) definition.get("steps")) {
                if (((Map<?, ?>) step).get("uses") instanceof String action) {
                    assertThat(action).matches("[\\w-]+/[\\w-]+@v\\d+(\\.\\d+)*");
                }
            }
        }
    }

    private static Map<?, ?> read(String file) throws Exception {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Path.of(file)));
        assertThat(yaml).isInstanceOf(Map.class);
        return (Map<?, ?>) yaml;
    }
}
