package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.evidence.Time;
import java.io.IOException;
import java.net.URI;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DemoLifecycleTest {
    @ParameterizedTest
    @EnumSource(
            value = Scenario.class,
            names = {"HEALTHY", "DOWN"})
    void givesItsPortsBackWhenClosed(Scenario scenario) throws Exception {
        DemoPlatform platform = DemoPlatform.start(scenario);
        URI url = platform.url();
        URI control = platform.controlUrl();
        platform.close();

        for (URI uri : Set.of(url, control)) {
            start(new DemoPlatform.Ports(uri.getPort(), 0, 0)).close();
        }
    }

    @Test
    void leavesNoThreadBehindWhenClosed() throws Exception {
        Set<Thread> before = dispatchers();

        try (DemoPlatform platform = DemoPlatform.start(Scenario.HEALTHY);
                DemoClient client = new DemoClient(platform.url())) {
            client.get("/health");
            assertThat(dispatchers()).hasSizeGreaterThan(before.size());
        }

        assertThat(dispatchers()).isSubsetOf(before);
    }

    @Test
    void saysWhichPortIsTakenAndGivesTheOtherOneBack() throws Exception {
        try (DemoPlatform first = DemoPlatform.start(Scenario.HEALTHY)) {
            int taken = first.url().getPort();

            assertThatThrownBy(() -> start(new DemoPlatform.Ports(taken, 0, 0)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("port " + taken + " on 127.0.0.1 is taken; choose another one");
        }
    }

    @Test
    void twoPlatformsDoNotMeet() throws Exception {
        try (DemoPlatform one = DemoPlatform.start(Scenario.HEALTHY);
                DemoPlatform other = DemoPlatform.start(Scenario.WRONG_ANSWER);
                DemoClient client = new DemoClient(one.url())) {
            assertThat(one.url()).isNotEqualTo(other.url());
            assertThat(client.get("/health").json().path("revision").asText()).isEqualTo(FrontApi.REVISION);
        }
    }

    private static DemoPlatform start(DemoPlatform.Ports ports) throws IOException {
        return DemoPlatform.start(Scenario.HEALTHY, ports, Time.system(), new Random(1));
    }

    /** The platform threads that listen; all others of a platform are virtual and end with its executor. */
    private static Set<Thread> dispatchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HTTP-Dispatcher"))
                .collect(Collectors.toSet());
    }
}
