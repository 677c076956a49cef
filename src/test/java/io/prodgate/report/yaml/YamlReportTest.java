package io.prodgate.report.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.prodgate.evidence.Json;
import io.prodgate.journal.RunResult;
import io.prodgate.report.SampleRuns;
import io.prodgate.report.json.JsonReport;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlReportTest {
    @Test
    void itHoldsTheSameAsTheJson() throws Exception {
        for (RunResult run : SampleRuns.all().values()) {
            Judged judged = Judge.judge(run);
            Map<String, Object> json = Json.mapper()
                    .readValue(
                            new JsonReport().text(judged).replace("\\uD800", "\\uFFFD"),
                            new TypeReference<LinkedHashMap<String, Object>>() {});

            Object yaml = new Load(LoadSettings.builder().build()).loadFromString(new YamlReport().text(judged));

            assertThat(yaml).isEqualTo(json);
        }
    }
}
