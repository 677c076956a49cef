package io.prodgate.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scripts of workflows in a folder of their own, with programs on {@code PATH} that only note what they were asked, and the
 * variables that a runner has. A program that nobody foresaw is not found, and the script fails.
 */
final class DryRun {
    /** What a step did. */
    record Outcome(int exitCode, String printed, List<String> calls, String output, String path) {}

    /** Where {@code ${{ … }}} stands in a value. */
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*(.*?)\\s*}}", Pattern.DOTALL);

    /** Programs that are really run: they change nothing but files. */
    private static final List<String> REAL = List.of(
            "bash",
            "basename",
            "cat",
            "chmod",
            "cp",
            "dirname",
            "env",
            "find",
            "grep",
            "ln",
            "ls",
            "mkdir",
            "mktemp",
            "mv",
            "rm",
            "sed",
            "sort",
            "tee",
            "tr",
            "true");

    /** Each argument is noted in the quotes of a shell, so that what was one argument is seen as one; a call is written at once. */
    private static final String NOTE = """
        noted=%s; for argument in "$@"; do printf -v quoted ' %%q' "$argument"; noted+=$quoted; done; echo "$noted" >>"$CALLS"
        """;

    private final Path root;
    private final Path tools;
    private final Path work;
    private final Path calls;
    private final Map<String, String> runner = new HashMap<>();

    DryRun(Path root) throws IOException {
        this.root = root;
        tools = Files.createDirectories(root.resolve("tools"));
        work = Files.createDirectories(root.resolve("work"));
        calls = root.resolve("calls");
        Path temporary = Files.createDirectories(root.resolve("temp"));
        real(REAL.toArray(String[]::new));
        runner.put("PATH", tools.toString());
        runner.put("HOME", Files.createDirectories(root.resolve("home")).toString());
        runner.put("CALLS", calls.toString());
        runner.put("RUNNER_TEMP", temporary.toString());
        runner.put("TMPDIR", temporary.toString());
        runner.put("RUNNER_OS", "Linux");
        runner.put("RUNNER_ARCH", "X64");
        runner.put("GITHUB_SERVER_URL", "https://github.com");
        runner.put("GITHUB_REPOSITORY", "acme/prodgate");
        runner.put("GITHUB_SHA", "0123456789abcdef0123456789abcdef01234567");
        runner.put("GITHUB_REF_NAME", "v0.1.0");
        runner.put("GITHUB_WORKSPACE", work.toString());
        runner.put("GITHUB_OUTPUT", root.resolve("output").toString());
        runner.put("GITHUB_PATH", root.resolve("path").toString());
        runner.put("GITHUB_ENV", root.resolve("env").toString());
        runner.put(
                "GITHUB_ACTION_PATH",
                WorkflowStep.ACTION
                        .resolveSibling(".")
                        .toAbsolutePath()
                        .normalize()
                        .toString());
        runner.put("ANDROID_HOME", tools.resolve("android").toString());
    }

    Path work() {
        return work;
    }

    Path root() {
        return root;
    }

    /** Puts these programs of the machine on PATH. */
    void real(String... programs) {
        for (String program : programs) {
            Sandbox.script(tools.resolve(program), "exec " + existing(program) + " \"$@\"\n");
        }
    }

    /** Puts a program on PATH that notes its call, and then does this. */
    void stub(String name, String body) {
        Path file = tools.resolve(name);
        if (Files.exists(file)) {
            throw new IllegalStateException(name + " is there already");
        }
        String shown = name.substring(name.lastIndexOf('/') + 1);
        Sandbox.write(file, "#!/bin/bash\n" + NOTE.formatted(shown) + body);
        file.toFile().setExecutable(true);
    }

    /** A program of the project that a step starts from the folder it works in. */
    void local(String name, String body) {
        Path file = work.resolve(name);
        Sandbox.write(file, "#!/bin/bash\n" + NOTE.formatted("./" + name) + body);
        file.toFile().setExecutable(true);
    }

    void set(String name, String value) {
        runner.put(name, value);
    }

    /** Runs a step as a runner does, each {@code ${{ … }}} of its variables replaced. */
    Outcome run(WorkflowStep step, UnaryOperator<String> expressions) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        step.environment().forEach((name, value) -> environment.put(name, replaced(value, expressions)));
        return run(List.of("/bin/bash", "-e", script(step.script()).toString()), environment);
    }

    /** Runs a command with these variables beside those of a runner. */
    Outcome run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        for (String file : List.of("calls", "output", "path", "env")) {
            Files.writeString(root.resolve(file), "");
        }
        Path printed = root.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().clear();
        builder.environment().putAll(runner);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(120, SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("did not end: " + Files.readString(printed));
        }
        return new Outcome(
                process.exitValue(),
                text(printed),
                text(calls).lines().toList(),
                text(root.resolve("output")),
                text(root.resolve("path")));
    }

    static String replaced(String value, UnaryOperator<String> expressions) {
        return EXPRESSION
                .matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(expressions.apply(found.group(1))));
    }

    private Path script(String text) {
        Path file = root.resolve("step.sh");
        Sandbox.write(file, text);
        return file;
    }

    /** Without the folder of this run. */
    private String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), UTF_8).replace(root.toString(), "ROOT");
    }

    private static Path existing(String program) {
        for (String folder : List.of("/bin", "/usr/bin")) {
            Path there = Path.of(folder, program);
            if (Files.isExecutable(there)) {
                return there;
            }
        }
        throw new IllegalStateException("no " + program + " on this machine");
    }
}
