package io.prodgate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link FastMaestro} reads of a flow: the head of its YAML, taken line by line, and the directives in its comments.
 *
 * @param file where it was read, as it was named on the command line
 * @param name its {@code name:}, or the file's name without extension
 * @param appId its {@code appId:}
 * @param tags its {@code tags:}
 * @param directives the comments that begin with {@code # stand-in:}, in order
 */
record FastMaestroFlow(Path file, String name, String appId, List<String> tags, List<FastMaestroDirective> directives) {
    private static final String MARK = "# stand-in:";

    static FastMaestroFlow read(Path file) throws IOException {
        String name = stem(file);
        String appId = "com.example.app";
        List<String> tags = new ArrayList<>();
        List<FastMaestroDirective> directives = new ArrayList<>();
        boolean head = true;
        boolean inTags = false;
        for (String line : Files.readAllLines(file, UTF_8)) {
            String stripped = line.strip();
            if (stripped.startsWith(MARK)) {
                directives.add(FastMaestroDirective.read(stripped.substring(MARK.length())));
            } else if (stripped.equals("---")) {
                head = false;
            } else if (head && stripped.startsWith("name:")) {
                name = value(stripped);
            } else if (head && stripped.startsWith("appId:")) {
                appId = value(stripped);
            } else if (head && stripped.startsWith("tags:")) {
                inTags = true;
                addAll(tags, value(stripped));
            } else if (head && inTags && stripped.startsWith("- ")) {
                tags.add(stripped.substring(2).strip());
            } else {
                inTags = false;
            }
        }
        return new FastMaestroFlow(file, name, appId, tags, directives);
    }

    /** The file's name without extension: what Maestro says as {@code MAESTRO_FILENAME}. */
    String stem() {
        return stem(file);
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1).strip();
        boolean quoted = value.length() > 1
                && ((value.startsWith("\"") && value.endsWith("\"")) || (value.startsWith("'") && value.endsWith("'")));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static void addAll(List<String> tags, String inline) {
        if (inline.startsWith("[")) {
            for (String tag : FastMaestroCall.list(inline.substring(1, inline.length() - 1))) {
                tags.add(tag);
            }
        }
    }

    /** Whether the tags asked for and the tags shut out let it through. */
    boolean matches(List<String> include, List<String> exclude) {
        boolean wanted = include.isEmpty();
        for (String tag : tags) {
            if (exclude.contains(tag)) {
                return false;
            }
            wanted |= include.contains(tag);
        }
        return wanted;
    }
}
