package io.prodgate.lab.android;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Properties, settings, services, the clock, and what {@code dumpsys} tells. */
final class SystemCommands {
    private static final List<String> SERVICES =
            List.of("activity", "connectivity", "input", "package", "settings", "statusbar", "window");

    private final Android android;
    private final Map<String, String> settings = new ConcurrentSkipListMap<>(Map.of(
            "global window_animation_scale", "1.0",
            "global transition_animation_scale", "1.0",
            "global animator_duration_scale", "1.0",
            "global airplane_mode_on", "0",
            "global auto_time", "1"));

    SystemCommands(Android android) {
        this.android = android;
    }

    void addTo(Toolbox toolbox) {
        toolbox.add("getprop", this::getprop);
        toolbox.add("setprop", (words, io) -> 0);
        toolbox.add("settings", this::settings);
        toolbox.add("service", this::service);
        toolbox.add("date", this::date);
        toolbox.add("dumpsys", this::dumpsys);
        toolbox.add("wm", this::wm);
        toolbox.add("svc", (words, io) -> 0);
        toolbox.add("ime", (words, io) -> 0);
        toolbox.add("appops", (words, io) -> 0);
        toolbox.add("uptime", (words, io) -> {
            io.out().print(" up " + android.uptime().toMinutes() + " min,  load average: 0.10, 0.20, 0.30\n");
            return 0;
        });
        toolbox.add("whoami", (words, io) -> {
            io.out().print("shell\n");
            return 0;
        });
        toolbox.add("id", (words, io) -> {
            io.out().print("uid=2000(shell) gid=2000(shell) groups=2000(shell) context=u:r:shell:s0\n");
            return 0;
        });
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "ro.build.version.sdk", "34",
                "ro.build.version.release", "14",
                "ro.product.cpu.abi", "x86_64",
                "ro.product.cpu.abilist", "x86_64,arm64-v8a",
                "ro.product.model", android.identity().model(),
                "ro.product.manufacturer", "Google",
                "ro.kernel.qemu", "1",
                "ro.kernel.qemu.avd_name", android.identity().avd(),
                "ro.boot.qemu.avd_name", android.identity().avd(),
                "persist.sys.locale", "en-US"));
        properties.put("ro.boot.qemu", "1");
        properties.put("ro.hardware", "ranchu");
        properties.put("ro.product.locale", "en-US");
        properties.put("persist.sys.timezone", "GMT");
        properties.put("dev.bootcomplete", android.isBooted() ? "1" : "");
        properties.put("sys.boot_completed", android.isBooted() ? "1" : "");
        properties.put("init.svc.bootanim", android.isBooted() ? "stopped" : "running");
        properties.values().removeIf(String::isEmpty);
        return properties;
    }

    private int getprop(List<String> words, Command.Io io) {
        if (words.size() > 1) {
            if (words.get(1).equals("sys.boot_completed")) {
                android.faults().countDown("boot-after-polls");
                if (android.faults().countDown("dies-after-polls")) {
                    Runtime.getRuntime().halt(1);
                }
            }
            io.out().print(properties().getOrDefault(words.get(1), words.size() > 2 ? words.get(2) : "") + "\n");
        } else {
            properties().forEach((name, value) -> io.out().print("[" + name + "]: [" + value + "]\n"));
        }
        return 0;
    }

    private int settings(List<String> words, Command.Io io) {
        if (!android.hasServices()) {
            io.err().print("cmd: Can't find service: settings\n");
            return 20;
        }
        String what = words.size() > 2 ? words.get(1) : "";
        String space = words.size() > 2 ? words.get(2) : "";
        String key = words.size() > 3 ? space + " " + words.get(3) : "";
        switch (what) {
            case "get" -> io.out().print(settings.getOrDefault(key, "null") + "\n");
            case "put" -> settings.put(key, words.size() > 4 ? words.get(4) : "");
            case "delete" -> io.out().print("Deleted " + (settings.remove(key) == null ? 0 : 1) + " rows\n");
            case "list" ->
                settings.forEach((name, value) -> {
                    if (name.startsWith(space + " ")) {
                        io.out().print(name.substring(space.length() + 1) + "=" + value + "\n");
                    }
                });
            default -> {
                io.err().print("Invalid command\n");
                return 255;
            }
        }
        return 0;
    }

    private int service(List<String> words, Command.Io io) {
        List<String> there = android.hasServices() ? SERVICES : List.of();
        if (words.size() > 2 && words.get(1).equals("check")) {
            boolean found = there.contains(words.get(2));
            io.out().print("Service " + words.get(2) + ": " + (found ? "found" : "not found") + "\n");
            return 0;
        }
        io.out().print("Found " + there.size() + " services:\n");
        for (int i = 0; i < there.size(); i++) {
            io.out().print(i + "\t" + there.get(i) + ": [android.os.I" + there.get(i) + "]\n");
        }
        return 0;
    }

    private int date(List<String> words, Command.Io io) {
        Instant now = android.now();
        Optional<String> format =
                words.stream().filter(word -> word.startsWith("+")).findFirst().map(word -> word.substring(1));
        if (format.isEmpty()) {
            io.out()
                    .print(DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss 'GMT' yyyy", Locale.ROOT)
                                    .format(now.atZone(ZoneOffset.UTC))
                            + "\n");
            return 0;
        }
        String text = format.get()
                .replace("%s", Long.toString(now.getEpochSecond()))
                .replace("%3N", "%03d".formatted(now.getNano() / 1_000_000))
                .replace("%N", "%09d".formatted(now.getNano()))
                .replace("%F", "%Y-%m-%d")
                .replace("%T", "%H:%M:%S");
        for (String[] one :
                new String[][] {{"%Y", "yyyy"}, {"%m", "MM"}, {"%d", "dd"}, {"%H", "HH"}, {"%M", "mm"}, {"%S", "ss"}}) {
            text = text.replace(one[0], DateTimeFormatter.ofPattern(one[1]).format(now.atZone(ZoneOffset.UTC)));
        }
        io.out().print(text.replace("%z", "+0000").replace("%Z", "GMT") + "\n");
        return 0;
    }

    private int wm(List<String> words, Command.Io io) {
        String what = words.size() > 1 ? words.get(1) : "";
        io.out().print(what.equals("density") ? "Physical density: 420\n" : "Physical size: 1080x2400\n");
        return 0;
    }

    private int dumpsys(List<String> words, Command.Io io) {
        String what = words.size() > 1 ? words.get(1) : "";
        switch (what) {
            case "package" ->
                android.packages()
                        .find(words.getLast())
                        .ifPresentOrElse(
                                app -> describe(app, io),
                                () -> io.out().print("Unable to find package: " + words.getLast() + "\n"));
            case "window", "activity" -> windows(io);
            case "battery" -> io.out().print("Current Battery Service state:\n  AC powered: true\n  level: 100\n");
            case "connectivity" ->
                io.out().print("Active default network: " + (android.network().isUp() ? "100" : "none") + "\n");
            default -> io.out().print("Can't find service: " + what + "\n");
        }
        return 0;
    }

    private void windows(Command.Io io) {
        android.screen()
                .dialogWindow()
                .ifPresent(title -> io.out().print("  Window #1 Window{9a8b7c6 u0 " + title + "}:\n"));
        io.out().print("  mCurrentFocus=Window{1f2e3d4 u0 " + focus() + "}\n");
    }

    private String focus() {
        return android.screen().dialogWindow().orElseGet(this::activity);
    }

    private String activity() {
        return android.activities()
                .foreground()
                .map(running -> running.name() + "/" + running.name() + ".WelcomeActivity")
                .orElse("com.android.launcher3/com.android.launcher3.uioverrides.QuickstepLauncher");
    }

    private static void describe(Packages.Installed app, Command.Io io) {
        io.out()
                .print("Packages:\n  Package [" + app.name() + "] (5d1c2b3):\n    userId=10190\n    codePath="
                        + app.path().replace("/base.apk", "") + "\n    versionCode=" + app.versionCode()
                        + " minSdk=24 targetSdk=34\n    versionName=" + app.versionName() + "\n    flags=[ HAS_CODE "
                        + (app.debuggable() ? "DEBUGGABLE " : "") + "]\n    pkgFlags=[ HAS_CODE "
                        + (app.debuggable() ? "DEBUGGABLE " : "") + "]\n");
    }
}
