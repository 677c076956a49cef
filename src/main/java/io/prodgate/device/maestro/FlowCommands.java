package io.prodgate.device.maestro;

import io.prodgate.plan.Nearest;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Position;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks through the commands of flows and of the flows they run, for what makes Maestro refuse them all. Only what is certain is a
 * mistake: a command that is unknown here may be known to a newer Maestro, unless it is one letter away from one that is.
 */
final class FlowCommands {
    /** Commands of Maestro 1.40 to 2.10. */
    private static final Set<String> KNOWN = Set.of(
            ("action addMedia assertDarkMode assertEqual assertLightMode assertNoDefectsWithAI assertNotEqual assertNotVisible "
                            + "assertScreenshot assertTrue assertVisible assertVisual assertWithAI back clearKeychain clearState "
                            + "copyTextFrom doubleTapOn eraseText evalScript extendedWaitUntil extractComponentWithAI "
                            + "extractPointWithAI extractTextWithAI hideKeyboard inputRandomCityName inputRandomColorName "
                            + "inputRandomCountryName inputRandomEmail inputRandomNumber inputRandomPersonName inputRandomText "
                            + "inputText killApp launchApp longPressOn openBrowser openLink pasteText pressKey repeat retry runFlow "
                            + "runScript scroll scrollUntilVisible setAirplaneMode setClipboard setDarkMode setLocation "
                            + "setOrientation setPermissions startRecording stopApp stopRecording swipe takeScreenshot tapOn "
                            + "toggleAirplaneMode toggleDarkMode travel waitForAnimationToEnd")
                    .split(" "));

    private static final Set<String> HOLD_COMMANDS = Set.of("runFlow", "repeat", "retry");
    private static final int DEEPEST = 50;

    private final PlanErrors errors;
    private final Set<Path> seen = new HashSet<>();

    FlowCommands(PlanErrors errors) {
        this.errors = errors;
    }

    /** Looks through a flow. */
    void check(Path file, FlowFile flow) {
        check(file, flow, 0);
    }

    private void check(Path file, FlowFile flow, int depth) {
        if (seen.add(file.toAbsolutePath().normalize())) {
            flow.commands().forEach(commands -> check(file, commands, depth));
        }
    }

    private void check(Path file, PlanNode.Sequence commands, int depth) {
        for (PlanNode command : commands.items()) {
            switch (command) {
                case PlanNode.Scalar scalar -> name(Nodes.text(scalar), scalar.at());
                case PlanNode.Mapping mapping -> mapping(file, mapping, depth);
                case PlanNode.Sequence sequence ->
                    errors.add(sequence.at(), "", "a command has to be a name, or a name with options, not a list");
            }
        }
    }

    private void mapping(Path file, PlanNode.Mapping command, int depth) {
        if (command.entries().isEmpty()) {
            errors.add(command.at(), "", "a command without a name");
            return;
        }
        PlanNode.Entry first = command.entries().getFirst();
        name(first.key(), first.at());
        if (command.entries().size() > 1) {
            PlanNode.Entry second = command.entries().get(1);
            errors.add(
                    second.at(),
                    "",
                    "'" + second.key() + "' stands beside the command '" + first.key()
                            + "' where its options should be below it",
                    "indent it, or put '- ' before it if it is a command of its own");
            return;
        }
        if (first.value() instanceof PlanNode.Scalar scalar && scalar.isNull()) {
            errors.add(first.at(), "", "the command '" + first.key() + "' has a colon and nothing behind it");
        }
        if (HOLD_COMMANDS.contains(first.key())) {
            inner(file, first.value(), depth);
        }
        if (first.key().equals("runScript")) {
            named(file, first.value()).ifPresent(script -> exists(script.file, script.at));
        }
    }

    private void name(String name, Position at) {
        if (KNOWN.contains(name) || name.equals("hide keyboard")) {
            return;
        }
        Nearest.find(name, KNOWN)
                .filter(known -> Math.abs(known.length() - name.length()) <= 2)
                .ifPresent(known -> errors.add(
                        at,
                        "",
                        "'" + name + "' is no command of Maestro's: it would refuse all flows",
                        "did you mean '" + known + "'?"));
    }

    private void inner(Path file, PlanNode value, int depth) {
        if (value instanceof PlanNode.Mapping options) {
            Nodes.find(options, "commands")
                    .filter(PlanNode.Sequence.class::isInstance)
                    .map(PlanNode.Sequence.class::cast)
                    .ifPresent(commands -> check(file, commands, depth));
        }
        named(file, value).filter(sub -> exists(sub.file, sub.at)).ifPresent(sub -> {
            if (depth < DEEPEST && !seen.contains(sub.file)) {
                FlowFile.read(sub.file, errors).ifPresent(flow -> check(sub.file, flow, depth + 1));
            }
        });
    }

    /** A file that a command names, and where. */
    private record Named(Path file, Position at) {}

    private static Optional<Named> named(Path flow, PlanNode value) {
        Optional<PlanNode> node =
                value instanceof PlanNode.Mapping options ? Nodes.find(options, "file") : Optional.of(value);
        if (node.isEmpty() || !(node.get() instanceof PlanNode.Scalar scalar)) {
            return Optional.empty();
        }
        String text = Nodes.text(scalar);
        if (scalar.isNull() || text.isBlank() || text.contains("${")) {
            return Optional.empty(); // Known only when the flow runs.
        }
        try {
            return Optional.of(
                    new Named(flow.resolveSibling(text).toAbsolutePath().normalize(), scalar.at()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private boolean exists(Path file, Position at) {
        if (Files.isRegularFile(file)) {
            return true;
        }
        errors.add(at, "", "there is no file " + file, "the path is relative to the flow that names it");
        return false;
    }

    /** The commands that are known. */
    static List<String> known() {
        return KNOWN.stream().sorted().toList();
    }
}
