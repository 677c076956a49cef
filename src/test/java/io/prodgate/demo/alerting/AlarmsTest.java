package io.prodgate.demo.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.demo.promql.PromQl;
import io.prodgate.demo.promql.SeriesSource;
import io.prodgate.demo.promql.Value;
import io.prodgate.testing.SteppingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private static final RuleGroup RULES = RuleGroup.read("""
        groups:
          - name: tickets
            interval: 1s
            rules:
              - alert: Deep
                expr: depth > 25
                for: 2s
                labels: { severity: page }
                annotations: { summary: '{{ $value }} jobs wait' }
        """);

    private static final String ALERTMANAGER = """
        route:
          receiver: chat
          group_by: [alertname]
          group_wait: 1s
          group_interval: 5s
          repeat_interval: 4h
          routes:
            - receiver: on-call
              matchers: ['severity="page"']
        receivers:
          - name: chat
            webhook_configs: [{ url: 'http://x/' }]
          - name: on-call
            webhook_configs: [{ url: 'http://x/' }]
        """;

    private final SteppingTime time = SteppingTime.atNoon();
    private final List<ObjectNode> sent = new ArrayList<>();
    private double depth;
    private int answer = 200;

    private Alarms alarms(Silence... silences) {
        SeriesSource now = (wanted, from, to) -> wanted.test(Map.of("__name__", "depth", "job", "webhook"))
                ? List.of(new SeriesSource.Run(
                        Map.of("__name__", "depth", "job", "webhook"), List.of(to), List.of(depth)))
                : List.of();
        Alarms alarms = new Alarms(
                () -> now,
                RULES,
                ALERTMANAGER,
                List.of(silences),
                (name, notification) -> {
                    sent.add(notification);
                    return answer;
                },
                time);
        alarms.catchUp();
        return alarms;
    }

    private static List<String> states(Alarms alarms) {
        return alarms.rules().stream()
                .flatMap(rule -> rule.active().stream())
                .map(Active::state)
                .toList();
    }

    private void pass(Alarms alarms, int seconds) {
        for (int i = 0; i < seconds; i++) {
            time.advance(Duration.ofSeconds(1));
            alarms.catchUp();
        }
    }

    private List<String> told() {
        return sent.stream()
                .map(one ->
                        one.path("receiver").asText() + " " + one.path("status").asText())
                .toList();
    }

    @Test
    void anAlertIsPendingThenFiresThenIsDeliveredAfterItsGroupHasWaitedThenResolved() {
        Alarms alarms = alarms();
        assertThat(states(alarms)).isEmpty();

        depth = 31;
        pass(alarms, 1);
        assertThat(states(alarms)).containsExactly("pending");
        assertThat(alarms.alerts()).isEmpty();

        pass(alarms, 2);
        assertThat(states(alarms)).containsExactly("firing");
        assertThat(alarms.alerts()).singleElement().satisfies(routed -> {
            assertThat(routed.receivers()).containsExactly("on-call");
            assertThat(routed.alert().annotations()).containsEntry("summary", "31 jobs wait");
            assertThat(routed.alert().labels())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("alertname", "Deep", "severity", "page", "job", "webhook"));
        });

        pass(alarms, 1);
        assertThat(told()).containsExactly("on-call firing");
        assertThat(alarms.told())
                .containsEntry("on-call", new Alarms.Told(1, 0))
                .containsEntry("chat", new Alarms.Told(0, 0));

        depth = 3;
        pass(alarms, 1);
        assertThat(states(alarms)).isEmpty();
        assertThat(alarms.alerts()).isEmpty();

        pass(alarms, 5);
        assertThat(told())
                .as("at the next interval of its group")
                .containsExactly("on-call firing", "on-call resolved");
    }

    @Test
    void whatIsTrueForLessThanItsTimeNeverFires() {
        Alarms alarms = alarms();
        depth = 31;
        pass(alarms, 2);
        depth = 3;
        pass(alarms, 20);

        assertThat(sent).isEmpty();
    }

    @Test
    void whatGoesOnIsToldOnceAndStaysKnownForHours() {
        Alarms alarms = alarms();
        depth = 31;
        pass(alarms, 600);

        assertThat(told()).containsExactly("on-call firing");
        assertThat(alarms.alerts()).hasSize(1);
    }

    @Test
    void itIsAsIfThereWasAThread() {
        Alarms alarms = alarms();
        depth = 31;
        time.advance(Duration.ofSeconds(4));

        assertThat(alarms.told()).containsEntry("on-call", new Alarms.Told(1, 0));
    }

    @Test
    void whatIsRefusedIsCountedAndTriedAgainAtTheNextInterval() {
        Alarms alarms = alarms();
        answer = 500;
        depth = 31;
        pass(alarms, 4);
        assertThat(alarms.told()).containsEntry("on-call", new Alarms.Told(1, 1));

        answer = 200;
        pass(alarms, 5);
        assertThat(alarms.told()).containsEntry("on-call", new Alarms.Told(2, 1));
        pass(alarms, 20);
        assertThat(alarms.told()).containsEntry("on-call", new Alarms.Told(2, 1));
    }

    @Test
    void aSilenceHoldsItBackUntilItEnds() {
        Instant now = time.now();
        Alarms alarms = alarms(new Silence("s-1", "Deep", "ada", "nap", now, now.plusSeconds(10)));
        depth = 31;
        pass(alarms, 9);
        assertThat(sent).isEmpty();
        assertThat(alarms.alerts())
                .singleElement()
                .satisfies(routed -> assertThat(routed.silencedBy()).containsExactly("s-1"));

        pass(alarms, 6);
        assertThat(told()).containsExactly("on-call firing");
    }

    @Test
    void aPostedAlertIsResolvedByOneThatEnds() {
        Alarms alarms = alarms();
        Instant now = time.now();
        Map<String, String> labels = Map.of("alertname", "Drill", "severity", "info");
        alarms.post(List.of(new Alert(labels, Map.of(), now, now.plusSeconds(60), now)));
        pass(alarms, 1);
        assertThat(told()).containsExactly("chat firing");

        alarms.post(List.of(new Alert(labels, Map.of(), now, now.plusMillis(1), time.now())));
        assertThat(alarms.alerts()).isEmpty();
        pass(alarms, 5);
        assertThat(told()).containsExactly("chat firing", "chat resolved");
    }

    @Test
    void aPostedAlertEndsByItself() {
        Alarms alarms = alarms();
        Instant now = time.now();
        alarms.post(List.of(new Alert(Map.of("alertname", "Drill"), Map.of(), now, now.plusSeconds(3), now)));
        pass(alarms, 2);
        assertThat(alarms.alerts()).hasSize(1);
        pass(alarms, 1);
        assertThat(alarms.alerts()).isEmpty();
    }

    @Test
    void itsSeriesEndWithTheAlert() throws Exception {
        Alarms alarms = alarms();
        depth = 31;
        pass(alarms, 3);
        assertThat(query(alarms, "ALERTS{alertstate=\"firing\",alertname=\"Deep\"}"))
                .hasSize(1);
        assertThat(query(alarms, "ALERTS{alertstate=\"pending\"}")).isEmpty();
        assertThat(query(alarms, "ALERTS_FOR_STATE")).hasSize(1);

        depth = 0;
        pass(alarms, 1);
        assertThat(query(alarms, "ALERTS")).isEmpty();
        assertThat(query(alarms, "count_over_time(ALERTS{alertstate=\"firing\"}[1h])"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.value()).isEqualTo(1));
    }

    private List<Value.Sample> query(Alarms alarms, String query) throws Exception {
        Value value = PromQl.of(query, alarms.numbers()).at(time.now().toEpochMilli());
        return value instanceof Value.Vector(List<Value.Sample> samples) ? samples : List.of();
    }
}
