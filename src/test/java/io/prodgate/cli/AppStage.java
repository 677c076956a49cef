package io.prodgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.demo.DemoPlatform;
import io.prodgate.demo.Scenario;
import io.prodgate.evidence.Json;
import io.prodgate.testing.DemoApks;
import io.prodgate.testing.SimulatedDevice;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** All that a whole run of an app needs: the demo's production, simulated devices at a real adb, a Maestro, and a plan. */
final class AppStage implements AutoCloseable {
    private final Path folder;
    private final AttachedDevices attached;
    private final DemoPlatform platform;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<SimulatedDevice> devices = new ArrayList<>();
    private final Path maestro;
    private String apk = DemoApks.GOOD.path().toAbsolutePath().toString();

    private AppStage(Path folder, AttachedDevices attached, Path maestro, DemoPlatform platform) throws IOException {
        this.folder = folder;
        this.maestro = maestro;
        this.attached = attached;
        this.platform = platform;
        platform.writePlan(folder.resolve("demo"));
    }

    /**
     * Starts production.
     *
     * @param maestro the folder with the program
     */
    static AppStage open(Path folder, Scenario scenario, AttachedDevices attached, Path maestro) throws IOException {
        AppStage stage = new AppStage(
                Files.createDirectories(folder), attached, maestro.toAbsolutePath(), DemoPlatform.start(scenario));
        stage.environment.put(
                "PATH",
                maestro.toAbsolutePath() + File.pathSeparator + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        stage.environment.put("HOME", attached.home().toString());
        stage.environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        stage.environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        stage.environment.put("ANDROID_ADB_SERVER_PORT", String.valueOf(attached.port()));
        stage.environment.put("JAVA_HOME", System.getProperty("java.home"));
        return stage;
    }

    /** Attaches a device whose app calls this production. */
    SimulatedDevice device(String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(appOptions());
        all.addAll(List.of(options));
        SimulatedDevice device = attached.attach(all.toArray(String[]::new));
        devices.add(device);
        return device;
    }

    /** What makes a simulated device's app call this production. */
    List<String> appOptions() {
        return List.of(
                "--production",
                platform.url().toString(),
                "--trust",
                folder.resolve("demo/demo-ca.pem").toString());
    }

    /** A variable of the environment that runs get. */
    AppStage with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The environment that runs get. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Another APK than the good one. */
    AppStage apk(DemoApks other) {
        apk = other.path().toAbsolutePath().toString();
        return this;
    }

    /** Those attached so far. */
    List<SimulatedDevice> devices() {
        return List.copyOf(devices);
    }

    /** Where files of this stage are. */
    Path folder() {
        return folder;
    }

    /**
     * Writes a plan with an app entry, whose devices are those attached so far.
     *
     * @param keys of the entry, a line each
     */
    Path plan(String... keys) throws IOException {
        List<String> serials = devices.stream().map(SimulatedDevice::serial).toList();
        List<String> all = new ArrayList<>();
        if (!serials.isEmpty()) {
            all.add("devices: { serials: [" + String.join(", ", serials) + "] }");
        }
        all.addAll(List.of(keys));
        return Files.writeString(folder.resolve("demo/app.yaml"), """
            version: 1
            production: { name: tickets, url: '%s', settle: 0s, ca: demo-ca.pem }
            controls: ['%s/']
            budget: 20m
            secrets: { pin: '${env.APP_PIN:-not-a-secret-of-anybody}' }
            stages:
              - name: app
                checks:
                  - app:
                      id: app
                      apk:
                        file: '%s'
                        package: %s
                        certificate: %s
                      maestro: '%s'
                      probe: /health
                      history: history.json
            %s\
            """.formatted(
                        platform.url(),
                        platform.controlUrl(),
                        apk,
                        DemoApks.PACKAGE,
                        DemoApks.CERTIFICATE,
                        maestro.resolve("maestro"),
                        String.join("\n", all).indent(10)));
    }

    /** Runs a plan, here and now. */
    AppRun run(Path plan, String... options) throws IOException {
        Path out = Files.createTempDirectory(folder, "run").resolve("out");
        List<String> command = new ArrayList<>(List.of("run", plan.toString(), "--out", out.toString()));
        command.addAll(List.of(options));
        Shell.Result result = Shell.inEarnest(environment()).run(command.toArray(String[]::new));
        return new AppRun(out, result.exitCode(), result.out() + result.err());
    }

    @Override
    public void close() {
        devices.forEach(SimulatedDevice::close);
        platform.close();
    }

    /**
     * A run that has ended.
     *
     * @param folder has its reports
     * @param said all that was printed
     */
    record AppRun(Path folder, int exitCode, String said) {
        JsonNode report() throws IOException {
            return Json.mapper().readTree(Files.readString(folder.resolve("report.json"), UTF_8));
        }

        /** {@code id outcome cause rule}, with {@code -} for what there is not, for each check in the plan's order. */
        List<String> checks() throws IOException {
            return elements(report().path("checks")).stream()
                    .map(check -> String.join(
                            " ",
                            check.path("id").asText(),
                            check.path("outcome").asText(),
                            check.path("cause").asText("-"),
                            check.path("rule").asText("-")))
                    .toList();
        }

        JsonNode check(String id) throws IOException {
            return elements(report().path("checks")).stream()
                    .filter(check -> check.path("id").asText().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no check " + id));
        }

        /** The verdict and the exit code. */
        String ending() throws IOException {
            return report().path("verdict").asText() + " " + exitCode;
        }

        /** The causes that the attempts of a check had, {@code passed} for an attempt without one. */
        List<String> attempts(String id) throws IOException {
            return elements(check(id).path("attempts")).stream()
                    .map(attempt -> attempt.path("cause").asText("passed"))
                    .toList();
        }

        /** The evidence of a type, over all attempts of a check. */
        List<JsonNode> evidence(String id, String type) throws IOException {
            return elements(check(id).path("attempts")).stream()
                    .flatMap(attempt -> elements(attempt.path("evidence")).stream())
                    .filter(fact -> fact.path("type").asText().equals(type))
                    .toList();
        }

        private static List<JsonNode> elements(JsonNode array) {
            return StreamSupport.stream(array.spliterator(), false).toList();
        }
    }
}
