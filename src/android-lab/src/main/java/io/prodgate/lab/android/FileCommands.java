package io.prodgate.lab.android;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Commands about files and pictures of the screen. */
final class FileCommands {
    private final Android android;

    FileCommands(Android android) {
        this.android = android;
    }

    void addTo(Toolbox toolbox) {
        toolbox.add("cat", this::cat);
        toolbox.add("ls", this::list);
        toolbox.add("rm", this::remove);
        toolbox.add("mkdir", (words, io) -> 0);
        toolbox.add("chmod", (words, io) -> 0);
        toolbox.add("screencap", this::screencap);
        toolbox.add("uiautomator", this::uiautomator);
    }

    private int cat(List<String> words, Command.Io io) throws IOException {
        for (String path : words.subList(1, words.size())) {
            Optional<byte[]> content = android.files().read(path);
            if (content.isEmpty()) {
                io.err().print("cat: " + path + ": No such file or directory\n");
                return 1;
            }
            io.out().write(content.get());
        }
        return 0;
    }

    private int list(List<String> words, Command.Io io) {
        String path = words.getLast();
        if (android.files().read(path).isEmpty() && !android.files().isFolder(path)) {
            io.err().print("ls: " + path + ": No such file or directory\n");
            return 1;
        }
        io.out().print(path + "\n");
        return 0;
    }

    private int remove(List<String> words, Command.Io io) {
        words.stream().skip(1).filter(word -> !word.startsWith("-")).forEach(android.memory()::remove);
        return 0;
    }

    private int screencap(List<String> words, Command.Io io) throws IOException {
        byte[] picture = android.screen().png();
        if (words.getLast().startsWith("/")) {
            android.files().write(words.getLast(), picture);
        } else {
            io.out().write(picture);
        }
        return 0;
    }

    private int uiautomator(List<String> words, Command.Io io) {
        if (words.size() < 2 || !words.get(1).equals("dump")) {
            io.err().print("Usage: uiautomator <subcommand> [options]\n");
            return 1;
        }
        if (android.faults().has("driver-hangs") || android.instrumentation().isRunning()) {
            // UiAutomation has one client at a time.
            io.err().print("ERROR: could not get idle state.\n");
            return 1;
        }
        String path = words.getLast().startsWith("/") ? words.getLast() : "/sdcard/window_dump.xml";
        String xml = android.screen().xml();
        if (path.equals("/dev/tty")) {
            io.out().print(xml);
        } else {
            android.files().write(path, xml.getBytes(UTF_8));
        }
        io.out().print("UI hierchary dumped to: " + path + "\n");
        return 0;
    }
}
