package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Every command of prodgate, used in earnest once: what a run leaves behind is looked at, decided about, told and compared.
 * The same against commands in this JVM ({@link CommandSurfaceTest}) and against what was packaged
 * ({@link CommandSurfaceIT}), where reflection, resources or a class that a native binary was not told of would be missing.
 */
final class CommandSurface {
    /** How a command is started: arguments to what it left behind. */
    @FunctionalInterface
    interface Program {
        Shell.Result run(String... arguments);
    }

    private final Program program;
    private final Path folder;
    private final Set<String> used = new TreeSet<>();

    CommandSurface(Program program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** All commands that do something, as a user writes them: {@code baseline save}. */
    static Set<String> all() {
        Set<String> names = new TreeSet<>();
        collect(Prodgate.class, "", names);
        return names;
    }

    private static void collect(Class<?> type, String prefix, Set<String> names) {
        for (Class<?> sub : type.getAnnotation(Command.class).subcommands()) {
            Command command = sub.getAnnotation(Command.class);
            String name = (prefix + " " + command.name()).strip();
            if (command.subcommands().length == 0) {
                names.add(name);
            } else {
                collect(sub, name, names);
            }
        }
    }

    /** Uses them all, and answers with those that were used. */
    Set<String> use() throws IOException {
        plans();
        shards();
        aRunIsLookedAt();
        numbersAreCompared();
        peopleAreAsked();
        whatNeedsNoRun();
        return used;
    }

    private void plans() throws IOException {
        String plan = at("first.yaml");
        use(0, "wrote " + plan, "init", plan);
        use(0, "Nothing was run", "check", plan, "--color", "never");
        try (RawServer production = RawServer.alwaysSaying("hello")) {
            String small = plan(production);
            use(0, "Nothing must be mended", "doctor", small);
            use(0, "APPROVED — gate open", "run", small, "--out", at("run"));
            use(0, "APPROVED — gate open", "resume", at("run"));
            use(0, "Nobody is left to tell", "notify", at("run"));
            use(0, "Nothing is left to undo", "recover", small);
        }
    }

    private void shards() throws IOException {
        try (RawServer production = RawServer.alwaysSaying("hello")) {
            String small = plan(production);
            use(0, "This is shard 1/2 of a run", "run", small, "--shard", "1/2", "--out", at("shards/1"));
            use(0, "This is shard 2/2 of a run", "run", small, "--shard", "2/2", "--out", at("shards/2"));
        }
        use(0, "APPROVED — gate open", "merge", at("shards"), "--out", at("merged"));
    }

    private void aRunIsLookedAt() throws IOException {
        use(0, "APPROVED — gate open", "demo", "--out", at("demo"));
        Shell.Result gate = use(0, "\"gate\" : \"open\"", "gate", at("demo"), "--json");
        String revision = gate.out().replaceFirst("(?s).*\"revision\" : \"(\\w+)\".*", "$1");
        use(0, "GATE OPEN until", "verify", at("demo"), "--revision", revision);
        use(0, "wrote " + at("demo"), "report", at("demo"));
        use(0, "\"verdict\": \"approved\"", "report", at("demo"), "--format", "yaml");
        use(0, "tickets (demo): 1 run", "history", at("."));
        use(0, "release", "explain", at("demo"), "release");
        use(0, "Nothing would be decided otherwise", "replay", at("demo"));
        use(0, "as Operations lead", "sign", at("demo"), "--as", "operations lead", "--by", "jane");
        use(0, "# Production validation test plan", "plan", at("demo/plan/prodgate.yaml"), "--document");
        use(0, "GATE CLOSED", "decide", at("demo"), "roll-back", "--by", "jane", "--reason", "to see it closed");
        use(1, "GATE CLOSED", "verify", at("demo"), "--revision", revision);
    }

    private void numbersAreCompared() {
        use(0, "wrote " + at("baseline.json"), "baseline", "save", at("demo"), "--out", at("baseline.json"));
        use(0, "# Baseline of tickets", "baseline", "show", at("baseline.json"));
        // A run says nothing about itself, and the numbers of half a minute suggest no objective.
        use(3, "the baseline was saved from this very run", "baseline", "compare", at("baseline.json"), at("demo"));
        use(3, "no number of", "baseline", "slo", at("baseline.json"));
    }

    private void peopleAreAsked() throws IOException {
        String form = at("survey/form.html");
        use(0, "wrote " + form, "survey", "new", "--run", at("demo"), "--out", at("survey"));
        Path answers = Files.writeString(Path.of(at("anna.csv")), "name,ticket,overall,open\nAnna Berg,T-1,5,Fine\n");
        use(0, "1 technician, 1 ticket, 1 answer", "survey", "add", answers.toString(), "--into", at("answers.csv"));
    }

    private void whatNeedsNoRun() {
        use(0, "2020-12", "schema", "plan");
        use(0, "knowledge-base-slow", "scenario");
        use(0, "# Class: disruptive", "scenario", "knowledge-base-slow");
        use(0, "complete -F _complete_prodgate", "generate-completion");
    }

    private Shell.Result use(int exitCode, String expected, String... arguments) {
        Shell.Result result = program.run(arguments);
        String said = result.out() + result.err();
        assertThat(result.exitCode())
                .as("prodgate " + String.join(" ", arguments) + "\n" + said)
                .isEqualTo(exitCode);
        assertThat(said).contains(expected);
        String name =
                List.of("baseline", "survey").contains(arguments[0]) ? arguments[0] + " " + arguments[1] : arguments[0];
        used.add(name);
        return result;
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private String plan(RawServer production) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "version: 1",
                "production: { name: hello, url: '" + production.url() + "', rate-limit: 50/s }",
                "controls: off",
                "stages:",
                "  - name: words",
                "    checks:"));
        Stream.of("one", "two")
                .map(id -> "      - http: { id: " + id + ", get: /, expect: { status: 200, body: ~ hello } }")
                .forEach(lines::add);
        return Files.write(folder.resolve("plan.yaml"), lines).toString();
    }
}
