package io.prodgate.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a device was asked for.
 *
 * @param port adbd's, an odd one
 * @param control port of the control API; 0 for a free one
 * @param adbServer port of the adb server to register at
 * @param token what the console wants to hear; empty if nothing
 * @param production where the app's production is; else the installed APK says it
 * @param trusted certificates that the app trusts in place of the machine's
 * @param installed packages that are there from the start
 * @param faults what is wrong from the start
 */
record Options(
        int port,
        int control,
        int adbServer,
        String avd,
        String token,
        Optional<String> production,
        Optional<Path> trusted,
        List<String> installed,
        Map<String, String> faults) {
    static final String USAGE = """
            simulated-device [--port 5555] [--control 0] [--adb-server 5037] [--avd NAME] [--console-token TOKEN]
                             [--production URL] [--trust FILE.pem] [--installed PACKAGE]… [--fault NAME[=VALUE]]…
            """;

    static Options parse(List<String> arguments, Map<String, String> environment) {
        Map<String, String> one = new LinkedHashMap<>();
        List<String> installed = new ArrayList<>();
        Map<String, String> faults = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(name + " needs a value\n" + USAGE);
            }
            String value = arguments.get(i + 1);
            switch (name) {
                case "--installed" -> installed.add(value);
                case "--fault" -> {
                    String[] pair = value.split("=", 2);
                    faults.put(pair[0], pair.length > 1 ? pair[1] : "true");
                }
                case "--port", "--control", "--adb-server", "--avd", "--console-token", "--production", "--trust" ->
                    one.put(name, value);
                default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
            }
        }
        int port = Integer.parseInt(one.getOrDefault("--port", "5555"));
        if (port % 2 == 0) {
            throw new IllegalArgumentException("--port is adbd's, and odd: the emulator's console is on the one below");
        }
        return new Options(
                port,
                Integer.parseInt(one.getOrDefault("--control", "0")),
                Integer.parseInt(
                        one.getOrDefault("--adb-server", environment.getOrDefault("ANDROID_ADB_SERVER_PORT", "5037"))),
                one.getOrDefault("--avd", "Simulated_API_34"),
                one.getOrDefault("--console-token", ""),
                Optional.ofNullable(one.get("--production")),
                Optional.ofNullable(one.get("--trust")).map(Path::of),
                List.copyOf(installed),
                faults);
    }
}
