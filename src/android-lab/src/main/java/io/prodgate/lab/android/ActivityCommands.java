package io.prodgate.lab.android;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code am}, {@code monkey} and {@code input}. */
final class ActivityCommands {
    private static final int BACK = 4;
    private static final int HOME = 3;

    private final Android android;

    ActivityCommands(Android android) {
        this.android = android;
    }

    void addTo(Toolbox toolbox) {
        toolbox.add("am", this::am);
        toolbox.add("monkey", this::monkey);
        toolbox.add("input", this::input);
        toolbox.add("pidof", this::pidof);
    }

    private int am(List<String> words, Command.Io io) throws IOException {
        if (!android.hasServices()) {
            io.err().print("cmd: Can't find service: activity\n");
            return 20;
        }
        String what = words.size() > 1 ? words.get(1) : "";
        switch (what) {
            case "instrument" -> {
                return android.instrumentation().run(words, io);
            }
            case "start", "start-activity" -> {
                return start(words, io);
            }
            case "force-stop", "kill" -> {
                android.activities().stop(words.getLast());
                android.instrumentation().stop(words.getLast());
            }
            case "broadcast" ->
                io.out().print("Broadcasting: Intent { act=" + words.getLast() + " }\nBroadcast completed: result=0\n");
            case "get-current-user" -> io.out().print("0\n");
            case "wait-for-broadcast-idle" -> io.out().print("All broadcast queues are idle!\n");
            default -> {
                io.err().print("Unknown command: " + what + "\n");
                return 255;
            }
        }
        return 0;
    }

    private int start(List<String> words, Command.Io io) {
        Map<String, String> extras = new HashMap<>();
        String component = "";
        for (int i = 2; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--es", "--ez", "--ei", "-e" -> {
                    if (i + 2 < words.size()) {
                        extras.put(words.get(i + 1), words.get(i + 2));
                    }
                    i += 2;
                }
                case "-n", "-a", "-c", "-d", "-t", "-f", "-p", "--user" -> {
                    i++;
                    component = words.get(i - 1).equals("-n") ? words.get(i) : component;
                }
                default -> component = words.get(i).startsWith("-") ? component : words.get(i);
            }
        }
        String name = component.contains("/") ? component.substring(0, component.indexOf('/')) : component;
        io.out().print("Starting: Intent { cmp=" + component + " }\n");
        if (android.packages().find(name).isEmpty()) {
            io.err().print("Error type 3\nError: Activity class {" + component + "} does not exist.\n");
            return 1;
        }
        android.activities().start(name, extras);
        if (words.contains("-W")) {
            io.out().print("Status: ok\nLaunchState: COLD\nActivity: " + component + "\nTotalTime: 412\nComplete\n");
        }
        return 0;
    }

    private int monkey(List<String> words, Command.Io io) {
        int at = words.indexOf("-p");
        String name = at > 0 && at + 1 < words.size() ? words.get(at + 1) : "";
        if (android.packages().find(name).isEmpty()) {
            io.err().print("** No activities found to run, monkey aborted.\n");
            return 252;
        }
        android.activities().start(name, Map.of());
        io.out().print("Events injected: 1\n## Network stats: elapsed time=8ms\n");
        return 0;
    }

    private int pidof(List<String> words, Command.Io io) {
        Optional<Activities.Running> running =
                android.activities().foreground().filter(app -> app.name().equals(words.getLast()));
        running.ifPresent(app -> io.out().print(app.process() + "\n"));
        return running.isPresent() ? 0 : 1;
    }

    private int input(List<String> words, Command.Io io) {
        if (!android.hasServices()) {
            io.err().print("cmd: Can't find service: input\n");
            return 20;
        }
        String what = words.size() > 1 ? words.get(1) : "";
        if (what.equals("tap") && words.size() > 3) {
            android.screen().tap(Integer.parseInt(words.get(2)), Integer.parseInt(words.get(3)));
        } else if (what.equals("text") && words.size() > 2) {
            android.activities()
                    .foreground()
                    .ifPresent(running -> running.app().type(words.get(2).replace("%s", " ")));
        } else if (what.equals("keyevent") && words.size() > 2) {
            key(words.get(2).replace("KEYCODE_", ""));
        }
        return 0;
    }

    private void key(String key) {
        if (key.equals(Integer.toString(BACK)) || key.equals("BACK")) {
            android.activities().back();
        } else if (key.equals(Integer.toString(HOME)) || key.equals("HOME")) {
            android.activities().home();
        }
    }
}
