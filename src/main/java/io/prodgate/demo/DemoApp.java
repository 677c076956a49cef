package io.prodgate.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The demo's app, and what there is to try it with.
 *
 * @param apk the app
 * @param flows the folder with its Maestro flows
 * @param maestro the program
 * @param serials the attached devices, by the names that adb knows them by; at least one
 */
public record DemoApp(Path apk, Path flows, Path maestro, List<String> serials) {
    /** The port of production on loopback that the app is built for, unless it was built for another one. */
    public static final int PORT = 8443;

    public DemoApp {
        apk = apk.toAbsolutePath().normalize();
        flows = flows.toAbsolutePath().normalize();
        maestro = maestro.toAbsolutePath().normalize();
        serials = List.copyOf(serials);
    }

    /** The stage of the demo plan that runs it, to be put at the plan's end. */
    String stage() {
        String text = Resources.text("plan/app-stage.yaml");
        text = DemoPlan.changed(text, "'target/demo-app.apk'", quoted(apk.toString()));
        text = DemoPlan.changed(text, "'flows'", quoted(flows.toString()));
        text = DemoPlan.changed(text, "'maestro'", quoted(maestro.toString()));
        return DemoPlan.changed(
                text, "'emulator-5554'", serials.stream().map(DemoApp::quoted).collect(Collectors.joining(", ")));
    }

    /** YAML's single quotes: nothing in them means anything but two of them, which are one. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
