package io.prodgate.check.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final URI ALERTMANAGER = URI.create("http://alertmanager.example.com");
    private static final Turns.Turn COUNTING = new Turns.Counting(ALERTMANAGER);
    private static final Turns.Turn DRILL = new Turns.Having(ALERTMANAGER, Map.of("alertname", "Drill"));
    private static final Turns.Turn OTHER = new Turns.Having(ALERTMANAGER, Map.of("alertname", "Other"));

    private final Turns turns = new Turns();

    @Test
    void theSameAlertIsPostedByOneAtATime() {
        assertThat(turns.take(Set.of(DRILL))).isTrue();
        assertThat(turns.take(Set.of(OTHER))).isTrue();
        assertThat(turns.take(Set.of(new Turns.Having(ALERTMANAGER, Map.of("alertname", "Drill")))))
                .isFalse();

        turns.giveBack(Set.of(DRILL));
        assertThat(turns.take(Set.of(DRILL))).isTrue();
    }

    @Test
    void allTurnsAreTakenOrNone() {
        assertThat(turns.take(Set.of(DRILL))).isTrue();
        assertThat(turns.take(Set.of(DRILL, COUNTING))).isFalse();
        assertThat(turns.take(Set.of(OTHER, COUNTING))).isTrue();
    }

    @Test
    void whoHasNoneGivesNoneBack() {
        assertThat(turns.take(Set.of(COUNTING))).isTrue();

        turns.giveBack(Set.of());
        assertThat(turns.take(Set.of(COUNTING))).isFalse();
    }
}
