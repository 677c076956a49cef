package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.cli.AppStage.AppRun;
import io.prodgate.demo.Scenario;
import io.prodgate.testing.DemoApks;
import io.prodgate.testing.FastMaestroInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of an app whose flows' users the demo's production is asked for: by the ticket that each flow sent. */
@Timeout(180)
class AppUsersTest {
    private static final String TOKEN = "acme-demo-api-token";

    @TempDir
    private Path folder;

    private AttachedDevices attached;
    private AppStage stage;

    @BeforeEach
    void open() throws Exception {
        attached = AttachedDevices.apart(folder.resolve("home"));
        Path maestro = FastMaestroInstallation.in(folder.resolve("maestro")).folder();
        stage = AppStage.open(folder.resolve("stage"), Scenario.HEALTHY, attached, maestro);
        stage.device();
        stage.with("APP_PIN", TOKEN);
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
        if (attached != null) {
            attached.close();
        }
    }

    private void flow(String name, String ticket) throws IOException {
        Path flows = Files.createDirectories(stage.folder().resolve("flows"));
        Files.writeString(
                flows.resolve(name + ".yaml"),
                "appId: " + DemoApks.PACKAGE + "\n# stand-in: prints \"TICKET=" + ticket + "\"\n---\n- launchApp\n");
    }

    private AppRun run(String token) throws IOException {
        return stage.run(stage.plan(
                "flows: ../flows",
                "fresh-user:",
                "  look-up:",
                "    get: /api/v1/tickets/${output.TICKET}",
                "    headers: { Authorization: 'Bearer " + token + "' }",
                "    id: $.ticket_id"));
    }

    @Test
    void productionTellsWhoseUsersTheFlowsHad() throws Exception {
        flow("one", "10001");
        flow("two", "10002");

        AppRun run = run("${secret.pin}");

        assertThat(run.ending()).as(run.said()).isEqualTo("approved 0");
        assertThat(run.checks())
                .containsExactly(
                        "app.apk passed - -", "app.one passed - -", "app.two passed - -", "app.fresh-users passed - -");
        assertThat(run.evidence("app.one", "http-exchange"))
                .extracting((JsonNode exchange) -> exchange.path("url").asText())
                .anyMatch(url -> url.endsWith("/api/v1/tickets/10001"));
        assertThat(Files.readString(run.folder().resolve("events.jsonl"))).doesNotContain(TOKEN);
    }

    @Test
    void aUserThatProductionDoesNotKnowIsNoFreshOne() throws Exception {
        flow("one", "10001");
        flow("two", "nobody-s");

        AppRun run = run("${secret.pin}");

        assertThat(run.ending()).as(run.said()).isEqualTo("not-approved 1");
        assertThat(run.check("app.two").path("outcome").asText()).isEqualTo("passed");
        assertThat(run.attempts("app.fresh-users")).containsExactly("production", "production");
    }

    @Test
    void aTokenThatIsNotTakenIsAMatterOfConfiguration() throws Exception {
        flow("one", "10001");

        AppRun run = run("old-${secret.pin}");

        assertThat(run.ending()).as(run.said()).isEqualTo("inconclusive 3");
        assertThat(run.attempts("app.fresh-users")).containsOnly("configuration");
    }
}
