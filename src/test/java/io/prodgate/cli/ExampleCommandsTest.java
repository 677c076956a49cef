package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands of prodgate in workflows and examples are ones that it understands. */
class ExampleCommandsTest {
    private static final Pattern COMMAND = Pattern.compile(
            "(?<![\\w./-])prodgate ((?:run|merge|verify|gate|decide|recover|resume|notify)(?: [^\\n|;>]*)?)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    @Test
    void everyCommandOfAnExampleIsUnderstood() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            Matcher command = COMMAND.matcher(code(Files.readString(file)));
            while (command.find()) {
                String[] words = words(command.group(1));
                found.add(words[0]);
                assertThatCode(() -> new Shell(Map.of(), false).commandLine().parseArgs(words))
                        .as(file + ": prodgate " + command.group(1))
                        .doesNotThrowAnyException();
            }
        }
        assertThat(found).hasSizeGreaterThan(15).contains("run", "merge", "verify", "decide", "gate", "recover");
    }

    @Test
    void theArgumentsOfTheManifestsAreUnderstood() throws IOException {
        int found = 0;
        for (Path file : files()) {
            Matcher arguments = Pattern.compile("args: \\[(.*)]").matcher(Files.readString(file));
            while (arguments.find()) {
                String[] words = arguments.group(1).split(", ");
                new Shell(Map.of(), false).commandLine().parseArgs(words);
                found++;
            }
        }
        assertThat(found).isEqualTo(4);
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of(".github/workflows", "docs/examples")) {
            try (Stream<Path> below = Files.walk(Path.of(folder))) {
                below.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        return files;
    }

    private static String code(String text) {
        return text.lines()
                .filter(line -> !line.strip().startsWith("#") && !line.strip().startsWith("//"))
                .map(line -> line.strip().startsWith("sh '") ? line.strip().replaceFirst("'$", "") : line)
                .reduce("", (all, line) -> all + line + "\n");
    }

    /** As a shell would, roughly: quotes are taken off, and an array of options is left out. */
    private static String[] words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.replace("\"${options[@]}\"", "").replaceFirst("'\\)$", ""));
        while (word.find()) {
            words.add(Stream.of(1, 2, 3)
                    .map(word::group)
                    .filter(one -> one != null)
                    .findFirst()
                    .orElseThrow());
        }
        // An option of 'decide' that has to be there is in an array there.
        return words.toArray(String[]::new);
    }
}
