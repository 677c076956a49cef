package io.prodgate.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceRedactionTest {
    /** Jackson writes half of a surrogate pair in a name and refuses to read it: the whole journal would be lost. */
    @Test
    void whatScriptsOfAFlowNameCanBeReadAgain() throws IOException {
        Map<String, String> names = Map.of("half \uD800 of a pair", "half \uD800 of a value");
        FlowRun flow = new FlowRun(
                "flow",
                "flow.yaml",
                "emulator-5554",
                FlowRun.End.PASSED,
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                names,
                List.of(),
                Instant.EPOCH,
                Duration.ZERO,
                Optional.of(new FlowRun.Call("flow.yaml", names)));
        EvidenceLog log = new EvidenceLog(new Redactor(List.of()));
        log.add(flow);

        FlowRun read = Json.mapper()
                .readValue(Json.mapper().writeValueAsBytes(log.facts().getFirst()), FlowRun.class);

        assertThat(read.outputs()).containsOnlyKeys("half \uFFFD of a pair");
        assertThat(read.call().orElseThrow().variables()).containsOnlyKeys("half \uFFFD of a pair");
    }
}
