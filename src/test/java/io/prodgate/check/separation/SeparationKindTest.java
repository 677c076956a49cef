package io.prodgate.check.separation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prodgate.plan.PlanError;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.PlanText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeparationKindTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                                                   | there is nothing to look at
        { metric: { ours: 'a="b"' } }                                        | 'series' is missing
        { metric: { series: x } }                                            | 'ours' is missing
        { metric: { series: 'sum(x)', ours: 'a="b"' } }                      | 'sum(x)' is not a selector of series
        { metric: { series: x, ours: 'a' } }                                 | 'a' are no matchers of labels
        { metric: { series: x, ours: '{}' } }                                | '{}' are no matchers of labels
        { metric: { series: x, ours: 'a="b"} or up{c="d"' } }                | are no matchers of labels
        { metric: { series: x, ours: 'a="b",c="d"' } }                       | several matchers in 'ours' have no opposite
        { metric: { series: x, ours: 'a="b"', system: other } }              | the plan has no system 'other'
        { traces: { service: x, mark: {} } }                                 | expected tags
        { traces: { service: x, real: user } }                               | expected tags
        { traces: { service: x }, logs: webhook }                            | expected a stream selector of Loki
        { logs: { ours: 'a="b"' } }                                          | 'streams' is missing
        { logs: { streams: '{a="b"}' } }                                     | 'ours' is missing
        { logs: { streams: '{a="b"} != "x"', ours: 'a="b"' } }               | is not a selector of streams
        { logs: { streams: '{a="b"}', ours: 'synthetic' } }                  | are neither matchers of labels nor stages of a pipeline
        { logs: { streams: '{a="b"}', ours: '!= "x"' } }                     | what 'ours' says has no opposite
        { logs: { streams: '{a="b"}', ours: 'c="d"', system: logs } }        | the plan has no system 'logs'
        { logs: { streams: '{a="b"}', ours: 'c="d"', stream: x } }           | stream
        { traces: { service: x }, window: yesterday }                        | found 'yesterday'
        { traces: { service: x }, windows: 1h }                              | windows
        """)
    void mistakesAreNoted(String own, String message) {
        PlanText plan = read(own);

        assertThat(plan.errors())
                .extracting(PlanError::message)
                .anySatisfy(told -> assertThat(told).contains(message));
    }

    @Test
    void whatItWouldAskIsTold() {
        PlanText plan = read(
                "{ metric: { series: 'x{job=\"api\"}', ours: 'run=\"${run.id}\"' }, traces: { service: webhook } }");

        assertThat(plan.errors()).isEmpty();
        assertThat(plan.checks().getFirst().check().preview().requests())
                .containsExactly(
                        "series of test traffic in prometheus (https://prometheus.example.com):"
                                + " x{job=\"api\",run=\"${run.id}\"}",
                        "traces of test traffic in jaeger (https://jaeger.example.com): of webhook");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        a="b"      | a!="b"
        {a != "b"} | a="b"
        a=~"b.*"   | a!~"b.*"
        a!~"b"     | a=~"b"
        """)
    void aMatcherHasItsOpposite(String written, String opposite) {
        assertThat(Matchers.opposite(written)).isEqualTo(opposite);
    }

    @Test
    void theSchemaKnowsTheKeysThatAreRead() throws Exception {
        JsonNode schema = new ObjectMapper().readTree(new SeparationKind(new PlainSystems()).schema());

        assertThat(keys(schema)).containsExactlyInAnyOrder("metric", "traces", "logs", "window", "within");
        assertThat(keys(schema.at("/properties/metric"))).containsExactlyInAnyOrder("system", "series", "ours", "real");
        assertThat(keys(schema.at("/properties/traces")))
                .containsExactlyInAnyOrder("system", "api", "service", "mark", "real");
        assertThat(read("""
            { logs: { system: loki, streams: '{app="x"}', ours: 'a="b"', real: '| json' }, window: 1h, within: 1m,
              metric: { system: prometheus, series: x, ours: 'a="b"', real: 'a="c"' },
              traces: { system: jaeger, api: v3, service: x, mark: { a: b }, real: { a: c } } }\
            """).errors()).isEmpty();
    }

    private static List<String> keys(JsonNode schema) {
        return schema.get("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private PlanText read(String own) {
        return PlanText.read(folder, PlanText.around("- separation: " + own), new SeparationKind(new PlainSystems()));
    }
}
