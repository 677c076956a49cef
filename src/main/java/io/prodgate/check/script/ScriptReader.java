package io.prodgate.check.script;

import io.prodgate.check.results.ExpectedResults;
import io.prodgate.check.results.FilePattern;
import io.prodgate.check.results.RegexReader;
import io.prodgate.check.results.ResultFile;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Position;
import io.prodgate.plan.RegularExpression;
import io.prodgate.plan.Template;
import io.prodgate.process.Inherited;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Binds the keys of a script check. */
final class ScriptReader {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final List<String> IN_COMMANDS = List.of("run");
    private static final List<String> IN_VARIABLES = List.of("secret", "run");
    private static final Map<String, TestsSource> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("exit-code", new TestsSource.ExitCodeAlone());
        WORDS.put("counts", new TestsSource.Counts());
        WORDS.put("tap", new TestsSource.Tap());
    }

    private final Keys own;
    private final Path plan;

    /**
     * A reader.
     *
     * @param plan the plan's file: relative paths are relative to its folder
     */
    ScriptReader(Keys own, Path plan) {
        this.own = own;
        this.plan = plan;
    }

    Script read(Position at) {
        List<Template> command = command();
        TestsSource tests = tests();
        Optional<Keys> expect = ExpectedResults.keys(own);
        Expectation exitCode = expect.flatMap(keys -> ExpectedResults.number(keys, "exit-code"))
                .orElseGet(() -> Expectation.of("0", Expectation.Subject.NUMBER));
        ExpectedResults expected = expect.map(ExpectedResults::read).orElseGet(ExpectedResults::standard);
        boolean counts = expect.filter(keys -> ExpectedResults.SUBJECTS.stream().anyMatch(keys::has))
                .isPresent();
        if (counts && tests instanceof TestsSource.ExitCodeAlone) {
            own.error(
                    "expect",
                    "with 'tests: exit-code' there are no numbers of tests to expect",
                    "leave 'tests' out, or say where the results are: tap, counts, regex");
        }
        expect.ifPresent(Keys::done);
        return new Script(
                at,
                command,
                folder(),
                environment(),
                inherited(),
                own.duration("timeout"),
                tests,
                exitCode,
                expected,
                counts || !(tests instanceof TestsSource.Anywhere || tests instanceof TestsSource.ExitCodeAlone),
                own.flag("read-only", false),
                own.flag("repeat", false));
    }

    private List<Template> command() {
        List<String> shell = List.of(own.text("shell").orElse("sh").strip().split("\\s+"));
        Optional<PlanNode> run = own.node("run");
        if (run.isEmpty()) {
            own.error("run", "'run' is missing", "add 'run: ./smoke-test.sh', a command line or a list of its words");
            return List.of(Template.literal(""));
        }
        if (run.get() instanceof PlanNode.Sequence sequence) {
            if (own.has("shell")) {
                own.error(
                        "shell",
                        "a list of words under 'run' is started without a shell",
                        "leave 'shell' out, or write 'run' as one text");
            }
            return words(sequence);
        }
        List<Template> command =
                new ArrayList<>(shell.stream().map(Template::literal).toList());
        command.add(Template.literal("-c"));
        command.addAll(word(run.get()).stream().toList());
        return command;
    }

    private List<Template> words(PlanNode.Sequence sequence) {
        List<Template> words = new ArrayList<>();
        for (PlanNode item : sequence.items()) {
            word(item).ifPresent(words::add);
        }
        if (words.isEmpty()) {
            own.error("run", "there is nothing to run", "write the program and its arguments");
            return List.of(Template.literal(""));
        }
        Optional<String> program = words.getFirst().text();
        if (program.filter(name -> name.contains("/")).isPresent()) {
            words.set(0, Template.literal(program(program.get()).toString()));
        }
        return words;
    }

    private Optional<Template> word(PlanNode node) {
        if (!(node instanceof PlanNode.Scalar scalar) || scalar.isNull()) {
            own.errors().add(node.at(), node.path(), "expected a text", "write a command line, or a list of its words");
            return Optional.empty();
        }
        boolean secret = scalar.template().references().stream()
                .anyMatch(reference -> reference.namespace().equals("secret"));
        if (secret) {
            own.errors()
                    .add(
                            scalar.at(),
                            scalar.path(),
                            "a secret in a command can be seen by everybody on the machine",
                            "put it under 'environment' and write $NAME in the command");
            return Optional.empty();
        }
        NodeKeys.checkReferences(scalar, IN_COMMANDS, own.errors());
        if (scalar.template().toString().isBlank()
                || scalar.template().toString().indexOf(0) >= 0) {
            own.errors()
                    .add(scalar.at(), scalar.path(), "there is nothing to run", "write the program and its arguments");
        }
        return Optional.of(scalar.template());
    }

    /** A program named by a path: it has to be there. */
    private Path program(String name) {
        try {
            Path file = besidePlan(name);
            if (!Files.isRegularFile(file)) {
                own.error("run", "there is no file '" + name + "'", "paths are relative to the plan");
            } else if (!Files.isExecutable(file)) {
                own.error(
                        "run",
                        "'" + name + "' is not executable",
                        "chmod +x " + name + ", or write [bash, " + name + "]");
            }
            return file;
        } catch (InvalidPathException e) {
            own.error("run", "'" + name + "' is no path", "paths are relative to the plan");
            return plan;
        }
    }

    private Path besidePlan(String path) {
        return plan.toAbsolutePath().resolveSibling(path).normalize();
    }

    private Path folder() {
        Path beside = plan.toAbsolutePath().getParent();
        Optional<String> written = own.text("working-directory");
        if (written.isPresent()) {
            try {
                Path folder = besidePlan(written.get());
                if (Files.isDirectory(folder)) {
                    return folder;
                }
                own.error(
                        "working-directory",
                        "there is no folder '" + written.get() + "'",
                        "paths are relative to the plan");
            } catch (InvalidPathException e) {
                own.error("working-directory", "'" + written.get() + "' is no path", "paths are relative to the plan");
            }
        }
        return beside == null ? Path.of("") : beside;
    }

    private Map<String, Template> environment() {
        Map<String, Template> variables = new LinkedHashMap<>();
        own.mapping("environment", keys -> {
            if (own.node("environment").orElseThrow() instanceof PlanNode.Mapping mapping) {
                for (PlanNode.Entry entry : mapping.entries()) {
                    if (!VARIABLE.matcher(entry.key()).matches()) {
                        own.errors()
                                .add(
                                        entry.at(),
                                        entry.value().path(),
                                        "'" + entry.key() + "' cannot be the name of a variable",
                                        "letters, digits and _, not beginning with a digit");
                    }
                    keys.template(entry.key(), IN_VARIABLES).ifPresent(value -> variables.put(entry.key(), value));
                }
            }
            return keys;
        });
        return variables;
    }

    private Inherited inherited() {
        Optional<PlanNode> node = own.node("inherit");
        boolean flag = node.isPresent()
                && node.get() instanceof PlanNode.Scalar scalar
                && Stream.of("true", "false")
                        .anyMatch(word -> scalar.template().toString().equals(word));
        if (node.isEmpty() || flag) {
            return own.flag("inherit", true) ? Inherited.ALL : Inherited.NONE;
        }
        List<String> names = own.texts("inherit");
        names.stream()
                .filter(name -> !Inherited.NAME.matcher(name).matches())
                .forEach(name -> own.error(
                        "inherit",
                        "'" + name + "' cannot be the name of a variable",
                        "write names, AWS_* for all that begin so, or false"));
        return new Inherited(names);
    }

    private TestsSource tests() {
        Optional<PlanNode> node = own.node("tests");
        if (node.isEmpty()) {
            return new TestsSource.Anywhere();
        }
        if (node.get() instanceof PlanNode.Mapping) {
            return own.mapping("tests", keys -> {
                        Optional<TestsSource> source =
                                keys.has("junit") || keys.has("ctrf") ? files(keys) : regex(keys);
                        keys.done();
                        return source;
                    })
                    .flatMap(source -> source)
                    .orElse(new TestsSource.Anywhere());
        }
        return own.oneOf("tests", WORDS).orElse(new TestsSource.Anywhere());
    }

    private Optional<TestsSource> files(Keys keys) {
        boolean junit = keys.has("junit");
        String key = junit ? "junit" : "ctrf";
        return Optional.of(new TestsSource.InFiles(
                junit ? ResultFile.Format.JUNIT : ResultFile.Format.CTRF, FilePattern.read(keys, key, plan)));
    }

    private static Optional<TestsSource> regex(Keys keys) {
        String written = keys.requiredText("regex");
        try {
            RegularExpression expression = RegularExpression.compile(written);
            if (!expression.groupNames().contains("passed")
                    || !RegexReader.GROUPS.containsAll(expression.groupNames())) {
                keys.error(
                        "regex",
                        "the groups have to be named passed, and may be named failed and skipped",
                        "for example (?P<passed>\\d+) ok, (?P<failed>\\d+) bad");
            }
            return Optional.of(new TestsSource.Regex(expression));
        } catch (RegularExpression.InvalidException e) {
            keys.error(
                    "regex",
                    "the regular expression is not valid: " + e.getMessage(),
                    "the syntax is RE2's: no look-around, no back references");
            return Optional.empty();
        }
    }
}
