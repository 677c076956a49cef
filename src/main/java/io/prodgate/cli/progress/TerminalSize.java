package io.prodgate.cli.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a terminal is, in cells.
 *
 * @param columns at least 1
 * @param rows at least 1
 */
record TerminalSize(int columns, int rows) {
    static final TerminalSize USUAL = new TerminalSize(80, 24);

    private static final Pattern STTY = Pattern.compile("(\\d{1,5}) (\\d{1,5})");
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,4}");

    /** The size as {@code COLUMNS} and {@code LINES} tell it; what they do not tell, the terminal is asked for. */
    static TerminalSize of(Map<String, String> environment) {
        Optional<Integer> columns = number(environment.get("COLUMNS"));
        Optional<Integer> rows = number(environment.get("LINES"));
        if (columns.isPresent() && rows.isPresent()) {
            return new TerminalSize(columns.get(), rows.get());
        }
        TerminalSize asked = ask().orElse(USUAL);
        return new TerminalSize(columns.orElse(asked.columns()), rows.orElse(asked.rows()));
    }

    /** What {@code stty size} printed, rows first; empty if that is not a size. */
    static Optional<TerminalSize> parse(String sttyOutput) {
        Matcher matcher = STTY.matcher(sttyOutput.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int rows = Integer.parseInt(matcher.group(1));
        int columns = Integer.parseInt(matcher.group(2));
        // A terminal without a size, such as one opened by a program, says 0.
        return rows > 0 && columns > 0 ? Optional.of(new TerminalSize(columns, rows)) : Optional.empty();
    }

    private static Optional<TerminalSize> ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return Optional.empty();
            }
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // No stty or no terminal: not worth a word, the usual size does.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(@org.jspecify.annotations.Nullable String text) {
        return Optional.ofNullable(text)
                .filter(value -> NUMBER.matcher(value).matches())
                .map(Integer::valueOf);
    }
}
