package io.prodgate.lab.android;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code pm} and {@code cmd package}. */
final class PackageCommands {
    private static final int NO_SERVICE = 20;

    private final Android android;

    PackageCommands(Android android) {
        this.android = android;
    }

    void addTo(Toolbox toolbox) {
        toolbox.add("pm", this::pm);
        toolbox.add("cmd", this::cmd);
    }

    private int cmd(List<String> words, Command.Io io) throws IOException {
        String service = words.size() > 1 ? words.get(1) : "";
        return switch (service) {
            case "package" -> pm(words.subList(1, words.size()), io);
            case "connectivity", "uimode" -> {
                io.out().print(service.equals("uimode") ? "Night mode: no\n" : "disabled\n");
                yield 0;
            }
            default -> {
                io.err().print("cmd: Can't find service: " + service + "\n");
                yield NO_SERVICE;
            }
        };
    }

    private int pm(List<String> words, Command.Io io) throws IOException {
        if (!android.hasServices()) {
            io.err().print("cmd: Can't find service: package\n");
            return NO_SERVICE;
        }
        String what = words.size() > 1 ? words.get(1) : "";
        String last = words.getLast();
        return switch (what) {
            case "list" -> list(words, io);
            case "path" -> path(last, io);
            case "clear" -> clear(last, io);
            case "uninstall" -> uninstall(last, io);
            case "install" -> install(words, io);
            case "grant", "revoke" -> permission(words, io);
            case "get-max-users" -> say("Maximum supported users: 4", io);
            case "resolve-activity" -> say(resolve(last), io);
            default -> {
                io.err().print("Unknown command: " + what + "\n");
                yield 255;
            }
        };
    }

    private int list(List<String> words, Command.Io io) {
        String kind = words.size() > 2 ? words.get(2) : "";
        String filter = words.size() > 3 && !words.getLast().startsWith("-") ? words.getLast() : "";
        if (kind.equals("packages")) {
            boolean paths = words.contains("-f");
            android.packages().all().stream()
                    .filter(app -> app.name().contains(filter))
                    .forEach(app -> io.out().print("package:" + (paths ? app.path() + "=" : "") + app.name() + "\n"));
        }
        return 0;
    }

    private int path(String name, Command.Io io) {
        Optional<Packages.Installed> app = android.packages().find(name);
        app.ifPresent(found -> io.out().print("package:" + found.path() + "\n"));
        return app.isPresent() ? 0 : 1;
    }

    private int clear(String name, Command.Io io) {
        if (android.packages().find(name).isEmpty()) {
            return say("Failed", io) + 1;
        }
        android.activities().clear(name);
        return say("Success", io);
    }

    private int uninstall(String name, Command.Io io) {
        return android.packages().uninstall(name)
                ? say("Success", io)
                : say("Failure [DELETE_FAILED_INTERNAL_ERROR]", io) + 1;
    }

    /** From standard input with {@code -S} bytes, or from a file of the device. */
    private int install(List<String> words, Command.Io io) throws IOException {
        int size = words.indexOf("-S");
        byte[] file;
        if (size > 0) {
            file = io.in().readNBytes(Integer.parseInt(words.get(size + 1)));
        } else {
            Optional<byte[]> pushed = android.files().read(words.getLast());
            if (pushed.isEmpty()) {
                io.err().print("Error: Unable to open file: " + words.getLast() + "\n");
                return 1;
            }
            file = pushed.get();
        }
        String answer = android.packages().install(file, words.contains("-d"));
        return say(answer, io) + (answer.equals("Success") ? 0 : 1);
    }

    private int permission(List<String> words, Command.Io io) {
        if (words.size() > 3 && android.packages().find(words.get(2)).isPresent()) {
            return 0;
        }
        io.err()
                .print("Exception occurred while executing '" + words.get(1) + "':\n"
                        + "java.lang.IllegalArgumentException: Unknown package: "
                        + (words.size() > 2 ? words.get(2) : "") + "\n");
        return 255;
    }

    private String resolve(String name) {
        return android.packages()
                .find(name)
                .map(app -> "priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=false\n" + app.name()
                        + "/.WelcomeActivity")
                .orElse("No activity found");
    }

    private static int say(String text, Command.Io io) {
        io.out().print(text + "\n");
        return 0;
    }
}
