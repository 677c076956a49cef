package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.evidence.Json;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.plan.ReadPlan;
import io.prodgate.plan.Witnesses;
import io.prodgate.testing.DemoApks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPlanTest {
    private static final URI PLATFORM = URI.create("https://localhost:40001");
    private static final URI CONTROL = URI.create("https://127.0.0.1:40002");

    private static final DemoPlan.Addresses ADDRESSES = new DemoPlan.Addresses(PLATFORM, CONTROL, "127.0.0.1:40003");

    @TempDir
    Path folder;

    @Test
    void namesThePlatformItIsWrittenFor() throws Exception {
        String plan = Files.readString(DemoPlan.write(folder, ADDRESSES, Map.of(), Optional.empty(), false));

        assertThat(plan).contains("url: https://localhost:40001\n", "controls: ['https://127.0.0.1:40002/']");
        assertThat(plan).doesNotContain("8443", "8444", "8445");
    }

    @Test
    void knowsThePlatformsCredentialsAndRevision() throws Exception {
        String plan = Files.readString(DemoPlan.write(folder, ADDRESSES, Map.of(), Optional.empty(), false));

        assertThat(plan)
                .contains(
                        ":-" + Tenants.ACME.apiToken() + "}",
                        ":-" + Tenants.ACME.webhookSecret() + "}",
                        ":-" + Tenants.ACME.serviceDeskToken() + "}",
                        ":-" + Tenants.GLOBEX.webhookSecret() + "}",
                        "revision: " + FrontApi.REVISION);
    }

    @Test
    void bringsEveryFileItRefersTo() throws Exception {
        DemoPlan.write(folder, ADDRESSES, Map.of(), Optional.empty(), false);

        assertThat(Files.readString(folder.resolve("demo-ca.pem"))).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(folder.resolve("schemas/ticket.json")).isRegularFile();
        for (String ticket : List.of("network", "database", "access", "configuration", "printer")) {
            Path file = folder.resolve("tickets/" + ticket + ".json");
            assertThat(Ticket.missing(Json.mapper().readTree(Files.readString(file))))
                    .isEmpty();
        }
    }

    @Test
    void isReadWithoutAMistakeByTheOrdinaryReader() throws Exception {
        ReadPlan read = reader().read(DemoPlan.write(folder, ADDRESSES, Map.of(), Optional.empty(), false));

        assertThat(read.errors().all()).isEmpty();
        assertThat(read.plan().production().url()).isEqualTo(PLATFORM);
        assertThat(read.plan().production().revision()).contains(FrontApi.REVISION);
        assertThat(read.plan().controls()).containsExactly(URI.create(CONTROL + "/"));
        assertThat(read.plan().witnesses().nameServers().orElseThrow())
                .containsExactly(new Witnesses.NameServer("127.0.0.1", 40_003));
        assertThat(read.plan().stages())
                .extracting(Plan.Stage::name)
                .containsExactly("reachable", "api", "security", "tickets", "users", "traces", "numbers");
    }

    @Test
    void usesNoKindThatNeedsMoreThanTheProgram() throws Exception {
        Plan plan = reader().read(DemoPlan.write(folder, ADDRESSES, Map.of(), Optional.empty(), false))
                .plan();

        assertThat(plan.stages().stream().flatMap(stage -> stage.checks().stream()))
                .allSatisfy(check -> assertThat(check.kind())
                        .isIn(
                                "http",
                                "tls",
                                "journey",
                                "trace",
                                "targets",
                                "metric",
                                "grafana",
                                "separation",
                                "isolation",
                                "alert"))
                .allSatisfy(check -> assertThat(check.title()).isPresent())
                .hasSizeBetween(12, 30);
    }

    @Test
    void itsDisruptionIsReadWithoutAMistakeToo() throws Exception {
        ReadPlan read = reader().read(DemoPlan.write(folder, ADDRESSES, Map.of(), Optional.empty(), true));

        assertThat(read.errors().all()).isEmpty();
        assertThat(read.plan().stages())
                .extracting(Plan.Stage::name)
                .endsWith("slow knowledge base", "lost ServiceDesk", "held worker", "recovered");
        assertThat(Files.readString(folder.resolve("prodgate.yaml")))
                .as("its faults are at this control host")
                .contains("put: '" + CONTROL + "/faults/worker'");
    }

    @Test
    void isWrittenAgainOverAnEarlierDemoPlan() throws Exception {
        DemoPlan.write(folder, ADDRESSES, Map.of(), Optional.empty(), false);

        Path plan = DemoPlan.write(
                folder,
                new DemoPlan.Addresses(URI.create("https://localhost:50001"), CONTROL, "127.0.0.1:40003"),
                Map.of(),
                Optional.empty(),
                false);

        assertThat(Files.readString(plan)).contains("https://localhost:50001").doesNotContain("40001");
    }

    @Test
    void leavesSomebodysOwnPlanAlone() throws Exception {
        Path own = Files.writeString(folder.resolve("prodgate.yaml"), "version: 1\n");

        assertThatThrownBy(() -> DemoPlan.write(folder, ADDRESSES, Map.of(), Optional.empty(), false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(own.toString())
                .hasMessageContaining("another folder");
        assertThat(own).hasContent("version: 1\n");
        assertThat(folder.resolve("demo-ca.pem")).doesNotExist();
    }

    @Test
    void triesTheAppInAStageOfItsOwnIfThereIsOne() throws Exception {
        DemoApp app = new DemoApp(
                Path.of("target/it's.apk"),
                Path.of("flows"),
                Path.of("bin/maestro"),
                List.of("emulator-5554", "R58M1"));

        ReadPlan read = reader().read(DemoPlan.write(folder, ADDRESSES, Map.of(), Optional.of(app), false));

        assertThat(read.errors().all()).isEmpty();
        Plan.Stage last = read.plan().stages().getLast();
        assertThat(last.name()).isEqualTo("app");
        assertThat(last.checks()).singleElement().satisfies(check -> {
            assertThat(check.kind()).isEqualTo("app");
            assertThat(check.needs()).containsExactly("answers");
        });
        assertThat(Files.readString(folder.resolve("prodgate.yaml")))
                .contains(
                        "certificate: " + DemoApks.CERTIFICATE,
                        "package: " + DemoApks.PACKAGE,
                        "file: '" + app.apk().toString().replace("'", "''") + "'",
                        "flows: '" + app.flows() + "'",
                        "maestro: '" + app.maestro() + "'",
                        "serials: ['emulator-5554', 'R58M1']",
                        "budget: 15m");
    }

    private static PlanReader reader() {
        return new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of()));
    }
}
