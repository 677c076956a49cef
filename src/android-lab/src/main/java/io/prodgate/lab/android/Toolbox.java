package io.prodgate.lab.android;

import io.prodgate.lab.adb.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Android's shell: finds each command of a line by its name, and runs it. */
final class Toolbox implements Shell {
    private static final int NOT_FOUND = 127;

    private final Map<String, Command> commands = new TreeMap<>();
    private final Calls calls;

    /** @param calls is told every line before it runs */
    Toolbox(Calls calls) {
        this.calls = calls;
        add("echo", (words, io) -> {
            io.out().print(String.join(" ", words.subList(1, words.size())) + "\n");
            return 0;
        });
        add("true", (words, io) -> 0);
        add("false", (words, io) -> 1);
        add("sh", (words, io) -> words.size() > 2 && words.get(1).equals("-c") ? steps(words.get(2), io) : 0);
        add("exit", (words, io) -> words.size() > 1 ? Integer.parseInt(words.get(1)) : 0);
        add("export", (words, io) -> 0);
        add("exec", (words, io) -> run(words.subList(1, words.size()), io));
        add("timeout", (words, io) -> words.size() > 2 ? run(words.subList(2, words.size()), io) : 1);
        add("toybox", (words, io) -> run(words.subList(1, words.size()), io));
    }

    void add(String name, Command command) {
        commands.put(name, command);
    }

    @Override
    public int run(String commandLine, InputStream in, OutputStream out, OutputStream err) throws IOException {
        calls.add(commandLine);
        PrintStream output = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, false, StandardCharsets.UTF_8);
        return steps(commandLine, new Command.Io(in, output, errors));
    }

    private int steps(String commandLine, Command.Io io) throws IOException {
        int code = 0;
        try {
            for (CommandLine.Step step : CommandLine.parse(commandLine).steps()) {
                boolean due = switch (step.when()) {
                    case ALWAYS -> true;
                    case SUCCESS -> code == 0;
                    case FAILURE -> code != 0;
                };
                if (due) {
                    code = run(step, code, io);
                }
                if (due && step.words().getFirst().equals("exit")) {
                    return code;
                }
            }
        } catch (IllegalArgumentException e) {
            io.err().print("/system/bin/sh: simulated device: " + e.getMessage() + "\n");
            return 2;
        }
        return code;
    }

    private int run(CommandLine.Step step, int last, Command.Io io) throws IOException {
        List<String> words = step.words().stream()
                .map(word -> word.replace("$?", Integer.toString(last)))
                .toList();
        return run(words, step.silent() ? new Command.Io(InputStream.nullInputStream(), io.out(), io.err()) : io);
    }

    private int run(List<String> words, Command.Io io) throws IOException {
        if (words.isEmpty()) {
            return 0;
        }
        String path = words.getFirst();
        Command command = commands.get(path.substring(path.lastIndexOf('/') + 1));
        if (command == null) {
            io.err().print("/system/bin/sh: " + path + ": inaccessible or not found\n");
            return NOT_FOUND;
        }
        return command.run(words, io);
    }
}
