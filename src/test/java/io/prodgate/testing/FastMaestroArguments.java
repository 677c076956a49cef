package io.prodgate.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.StreamTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of arguments, {@code @FILE}, as picocli reads them for Maestro and {@link FastMaestro} does: words and quoted texts, {@code #} for comments.
 *
 * @see <a href="https://picocli.info/#AtFiles">Argument files</a>
 */
final class FastMaestroArguments {
    private FastMaestroArguments() {}

    /** The arguments, with those of the files in place of the files; a file that is not there is an argument itself. */
    static String[] expanded(String... arguments) throws IOException {
        List<String> expanded = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("@") && Files.isRegularFile(Path.of(argument.substring(1)))) {
                read(Path.of(argument.substring(1)), expanded);
            } else {
                expanded.add(argument);
            }
        }
        return expanded.toArray(new String[0]);
    }

    private static void read(Path file, List<String> into) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            StreamTokenizer words = new StreamTokenizer(reader);
            words.resetSyntax();
            words.wordChars(' ', 255);
            words.whitespaceChars(0, ' ');
            words.quoteChar('"');
            words.quoteChar('\'');
            words.commentChar('#');
            while (words.nextToken() != StreamTokenizer.TT_EOF) {
                into.add(words.sval);
            }
        }
    }
}
